package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the ranges of what goes into the linear layers of an encoder, which layers in integers have
 * to know beforehand: least and greatest of what is met in some texts.
 */
final class Calibration {
  private static final String TEXTS = "calibration.txt";
  private static final int TOKENS_PER_BATCH = 1024;

  private Calibration() {}

  /** Texts of several languages and lengths, one a line. */
  static List<String> builtInTexts() {
    try (InputStream in = Calibration.class.getResourceAsStream(TEXTS)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + TEXTS);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + TEXTS, e);
    }
  }

  /**
   * The ranges that texts need.
   *
   * @param model an encoder with {@code calibration.py} in its program
   * @param tokenizer its tokenizer
   * @param texts the texts, at least one with tokens
   * @return for each of the four layers of each block in turn, [2, K]: least and greatest of the
   *     columns of its input
   */
  static List<FloatTensor> ranges(EncoderModel model, Tokenizer tokenizer, List<String> texts) {
    List<TokenIds> tokens = tokenizer.ids(texts).stream().filter(text -> text.size() > 0).toList();
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("no text to calibrate on has a token");
    }
    Widest widest = new Widest();
    model.each(
        tokens,
        TOKENS_PER_BATCH,
        (rows, batch) -> widest.add(model.run("input_ranges", rows, batch)));
    return widest.ranges();
  }

  /** The ranges that hold all of some ranges. Thread-safe. */
  private static final class Widest {
    private List<FloatTensor> ranges = List.of();

    synchronized void add(List<FloatTensor> more) {
      if (ranges.isEmpty()) {
        ranges = List.copyOf(more);
        return;
      }
      List<FloatTensor> both = new ArrayList<>(ranges.size());
      for (int i = 0; i < ranges.size(); i++) {
        both.add(widest(ranges.get(i), more.get(i)));
      }
      ranges = both;
    }

    private static FloatTensor widest(FloatTensor one, FloatTensor other) {
      float[] a = one.values();
      float[] b = other.values();
      float[] ends = new float[a.length];
      for (int i = 0; i < ends.length; i++) {
        ends[i] = i < ends.length / 2 ? Math.min(a[i], b[i]) : Math.max(a[i], b[i]);
      }
      return new FloatTensor(ends, one.shape());
    }

    synchronized List<FloatTensor> ranges() {
      return ranges;
    }
  }
}
