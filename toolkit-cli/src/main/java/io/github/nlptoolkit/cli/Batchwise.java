package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.Placed;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Has any number of texts run through a model, some at a time, and hands on what comes out. While
 * one part is written, the next is computed.
 *
 * @param <S> the type of the texts
 * @param <R> the type of what comes out
 */
final class Batchwise<S, R> {

  private static final int TEXTS = 512;
  private static final int CHARS = 1 << 19;

  /** How messages of models call the one text that they were given. */
  private static final String THE_TEXT = "texts\\[0] ";

  private final Function<List<S>, List<R>> model;
  private final ToIntFunction<S> length;
  private final Predicate<R> truncated;

  /**
   * Makes a way through a model.
   *
   * @param model gives a result for each text
   * @param length the chars of a text
   * @param truncated whether a text was cut, told from its result
   */
  Batchwise(Function<List<S>, List<R>> model, ToIntFunction<S> length, Predicate<R> truncated) {
    this.model = model;
    this.length = length;
    this.truncated = truncated;
  }

  /** Takes a text and its result. */
  @FunctionalInterface
  interface Sink<S, R> {
    /** Writes it. */
    void accept(Placed<S> text, R result) throws IOException;
  }

  private record Part<S, R>(List<Placed<S>> texts, List<R> results) {}

  /**
   * Runs all texts.
   *
   * @param texts the texts
   * @param atOnce whether each is answered before the next is read, for who types them
   * @param progress counts them
   * @param sink takes the results in order, on this thread
   * @param out is flushed after each part
   */
  void run(
      Iterator<? extends Placed<S>> texts,
      boolean atOnce,
      ProgressDisplay progress,
      Sink<S, R> sink,
      Writer out)
      throws IOException {
    try (Ahead<Part<S, R>> parts = new Ahead<>(parts(texts, atOnce ? 1 : TEXTS, progress))) {
      while (parts.hasNext()) {
        Part<S, R> part = parts.next();
        for (int i = 0; i < part.texts().size(); i++) {
          sink.accept(part.texts().get(i), part.results().get(i));
        }
        out.flush();
      }
    }
  }

  private Iterator<Part<S, R>> parts(
      Iterator<? extends Placed<S>> texts, int most, ProgressDisplay progress) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return texts.hasNext();
      }

      @Override
      public Part<S, R> next() {
        List<Placed<S>> some = new ArrayList<>();
        long chars = 0;
        do {
          Placed<S> text = texts.next();
          some.add(text);
          chars += length.applyAsInt(text.value());
        } while (some.size() < most && chars < CHARS && texts.hasNext());
        List<R> results = results(some);
        progress.advance(some.size(), results.stream().filter(truncated).count());
        return new Part<>(some, results);
      }
    };
  }

  /** The model's results; what it refuses is told by its place in the input. */
  private List<R> results(List<Placed<S>> texts) {
    try {
      return model.apply(texts.stream().map(Placed::value).toList());
    } catch (IllegalArgumentException e) {
      for (Placed<S> text : texts) {
        String refusal = refusal(text.value());
        if (!refusal.isEmpty()) {
          throw new IllegalArgumentException(text.place() + ": " + refusal, e);
        }
      }
      throw e;
    }
  }

  /** Why the model refuses a text; empty if it does not. */
  private String refusal(S text) {
    try {
      return model.apply(List.of(text)).isEmpty() ? "gives no result" : "";
    } catch (IllegalArgumentException e) {
      return Failures.message(e).replaceFirst("^" + THE_TEXT, "");
    }
  }
}
