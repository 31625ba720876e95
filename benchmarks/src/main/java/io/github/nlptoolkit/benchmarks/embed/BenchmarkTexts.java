package io.github.nlptoolkit.benchmarks.embed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The texts that are embedded: always the same, kept as resources beside this class. */
public final class BenchmarkTexts {
  /** How many sentences there are. */
  public static final int SENTENCES = 512;

  /**
   * The tokens of the short and of the long latency text, {@code [CLS]} and {@code [SEP]} counted.
   */
  static final List<Integer> LATENCY_TOKENS = List.of(7, 30);

  private BenchmarkTexts() {}

  /**
   * Sentences of 12 to 60 tokens, about 30 on average.
   *
   * @return 512 texts, immutable
   */
  public static List<String> sentences() {
    return lines("sentences.txt", SENTENCES);
  }

  /**
   * A text of a given length.
   *
   * @param tokens its tokens, {@code [CLS]} and {@code [SEP]} counted: 7 or 30
   * @return the text
   * @throws IllegalArgumentException if there is none of that length
   */
  public static String ofTokens(int tokens) {
    return lines("latency-texts.txt", LATENCY_TOKENS.size()).get(latencyIndex(tokens));
  }

  /** Which of the latency texts has this many tokens. */
  static int latencyIndex(int tokens) {
    int index = LATENCY_TOKENS.indexOf(tokens);
    if (index < 0) {
      throw new IllegalArgumentException(
          "tokens must be one of " + LATENCY_TOKENS + ", got " + tokens);
    }
    return index;
  }

  private static List<String> lines(String resource, int count) {
    try (InputStream in = BenchmarkTexts.class.getResourceAsStream(resource)) {
      String text =
          new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      if (lines.size() != count) {
        throw new IllegalStateException(
            resource + " must have " + count + " lines, has " + lines.size());
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + resource, e);
    }
  }
}
