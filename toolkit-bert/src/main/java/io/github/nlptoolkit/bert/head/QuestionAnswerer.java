package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.encoder.TextModel;
import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.bert.family.Head;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Finds answers to questions as spans of a context, of any length: long contexts are read in
 * overlapping windows. Gives what the question-answering pipeline of transformers 4 gives (5 has
 * none), to rounding, with two differences: a span found in two windows is one answer, with the
 * higher of its scores; and of equal scores the earlier span comes first.
 *
 * <p>Thread-safe. An interrupted caller stops between batches with a {@link CancellationException}
 * and stays interrupted. {@link #close} waits for running calls.
 */
public final class QuestionAnswerer implements AutoCloseable {
  /** Of transformers' pipeline. */
  private static final int WINDOW_TOKENS = 384;

  private static final int STRIDE = 128;

  private final HeadModel model;

  private QuestionAnswerer(HeadModel model) {
    this.model = model;
  }

  /**
   * Loads a model with the default options.
   *
   * @param folder a Hugging Face folder
   * @return the model, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported, or the checkpoint
   *     has no such head (the message lists those it has)
   * @throws IOException if a file cannot be read
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static QuestionAnswerer load(Path folder) throws IOException {
    return load(folder, LoadOptions.defaults());
  }

  /**
   * Loads a model.
   *
   * @param folder a Hugging Face folder
   * @param options device, precision, limit of tokens, size of batches; without a limit, a window
   *     has as many tokens as the model takes, but at most 384
   * @return the model, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported, or the checkpoint
   *     has no such head (the message lists those it has)
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if an option does not fit the model
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static QuestionAnswerer load(Path folder, LoadOptions options) throws IOException {
    Checkpoint checkpoint = Checkpoint.open(folder);
    LoadOptions limited = options;
    if (options.maxTokens().isEmpty()) {
      int positions = EncoderConfig.of(checkpoint.config()).maxTokens();
      int most = Math.min(positions, TextModel.tokenizerLimit(checkpoint));
      limited = options.maxTokens(Math.min(most, WINDOW_TOKENS));
    }
    HeadModel model = HeadModel.load(checkpoint, Head.QUESTION_ANSWERING, limited);
    try {
      model.text().requirePairs();
      return new QuestionAnswerer(model);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /**
   * The best answer to a question, with the default options.
   *
   * @param question the question
   * @param context the text that holds the answer, of any length
   * @return the answer, or empty if the context has no tokens
   * @throws IllegalArgumentException if the question or the context is blank, or the question has
   *     too many tokens
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public Optional<Answer> answer(String question, String context) {
    return answer(question, context, AnswerOptions.defaults()).stream().findFirst();
  }

  /**
   * The best answers to a question.
   *
   * @param question the question
   * @param context the text that holds the answer, of any length
   * @param options how answers are looked for
   * @return the answers from the best on, possibly none; immutable
   * @throws IllegalArgumentException if the question or the context is blank, the question has too
   *     many tokens, or the stride leaves no room
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<Answer> answer(String question, String context, AnswerOptions options) {
    return answer(List.of(new TextPair(question, context)), options).get(0);
  }

  /**
   * The best answers to questions.
   *
   * @param questions each a question and the text that holds its answer
   * @param options how answers are looked for
   * @return for each question, its answers from the best on, possibly none; immutable
   * @throws NullPointerException if a pair is null; the message names its index
   * @throws IllegalArgumentException if a question or a context is blank, a question has too many
   *     tokens, or the stride leaves no room
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<List<Answer>> answer(List<TextPair> questions, AnswerOptions options) {
    return model
        .text()
        .use(
            () -> {
              List<List<Encoding>> windows =
                  model.text().tokenize(questions, question -> windows(question, options));
              List<float[]> logits =
                  model.tokenLogits(
                      windows.stream().flatMap(List::stream).map(Encoding::tokenIds).toList());
              List<List<Answer>> answers = new ArrayList<>(questions.size());
              int at = 0;
              for (int i = 0; i < questions.size(); i++) {
                int count = windows.get(i).size();
                answers.add(
                    best(
                        questions.get(i).second(),
                        windows.get(i),
                        logits.subList(at, at + count),
                        options));
                at += count;
              }
              return List.copyOf(answers);
            });
  }

  /** The windows over a context. */
  List<Encoding> windows(TextPair question, AnswerOptions options) {
    if (question.first().isBlank()) {
      throw new IllegalArgumentException("the question must not be blank");
    }
    if (question.second().isBlank()) {
      throw new IllegalArgumentException(
          "the context of \"" + question.first() + "\" must not be blank");
    }
    int stride = options.stride().orElseGet(() -> stride(question.first()));
    return model.tokenizer().windowsOfPair(question.first(), question.second(), stride);
  }

  /** The peer's, or less where a long question leaves less room for the context. */
  private int stride(String question) {
    int limit = model.text().maxTokens();
    int room = limit - model.tokenizer().ids(question).size() - 2;
    return Math.max(0, Math.min(Math.min(STRIDE, limit / 2), room / 2));
  }

  /** The best answers over all windows. */
  static List<Answer> best(
      String context, List<Encoding> windows, List<float[]> logits, AnswerOptions options) {
    Map<Span, Answer> found = new LinkedHashMap<>();
    double impossible = 1;
    for (int i = 0; i < windows.size(); i++) {
      Encoding window = windows.get(i);
      int[] sequences = window.sequenceIds();
      boolean[] inContext = new boolean[sequences.length];
      for (int token = 0; token < sequences.length; token++) {
        inContext[token] = sequences[token] == 1;
      }
      SpanSearch search = new SpanSearch(logits.get(i), inContext);
      impossible = Math.min(impossible, search.impossible());
      for (SpanSearch.Found one : search.best(options.answers(), options.maxTokens())) {
        Span span = span(window, one, options.wholeWords());
        Answer answer = new Answer(span.of(context), span, one.score());
        found.merge(span, answer, (a, b) -> b.score() > a.score() ? b : a);
      }
    }
    List<Answer> answers = new ArrayList<>(found.values());
    if (options.impossible()) {
      answers.add(new Answer("", new Span(0, 0), impossible));
    }
    answers.sort(Comparator.comparingDouble(Answer::score).reversed());
    return List.copyOf(answers.subList(0, Math.min(options.answers(), answers.size())));
  }

  private static Span span(Encoding window, SpanSearch.Found found, boolean wholeWords) {
    int first = found.first();
    int last = found.last();
    if (wholeWords) {
      int[] words = window.wordIds();
      int[] sequences = window.sequenceIds();
      while (first > 0 && sequences[first - 1] == 1 && words[first - 1] == words[first]) {
        first--;
      }
      while (last + 1 < words.length
          && sequences[last + 1] == 1
          && words[last + 1] == words[last]) {
        last++;
      }
    }
    int start = window.span(first).start();
    return new Span(start, Math.max(start, window.span(last).end()));
  }

  /** For tests. */
  HeadModel model() {
    return model;
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    model.close();
  }
}
