package io.github.nlptoolkit.word2vec.evaluate;

import io.github.nlptoolkit.word2vec.WordVectors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Compares cosines with people's judgements of similarity, as gensim 4.4's {@code
 * evaluate_word_pairs}: WordSim-353, SimLex-999 and others of their form.
 *
 * @param pearson the linear correlation
 * @param spearman the correlation of ranks, which is what papers give
 * @param pairs how many pairs were compared
 * @param unknownPercent how many percent of the pairs have an unknown word; gensim's number
 * @param skippedLines how many lines are no pair with a number
 */
public record WordPairs(
    Correlation pearson, Correlation spearman, int pairs, double unknownPercent, int skippedLines) {

  /**
   * Evaluates vectors.
   *
   * @param vectors the vectors
   * @param file lines of two words and a number with tabs between; lines that start with {@code #}
   *     are remarks
   * @param options how
   * @return the result
   * @throws IllegalArgumentException if there is no pair to compare
   * @throws IOException if the file cannot be read
   */
  public static WordPairs evaluate(WordVectors vectors, Path file, EvaluationOptions options)
      throws IOException {
    KnownWords known = KnownWords.of(vectors, options);
    List<Double> people = new ArrayList<>();
    List<Double> model = new ArrayList<>();
    int unknown = 0;
    int skipped = 0;
    for (String line : lines(file)) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split("\t", -1);
      double score = parts.length == 3 ? number(parts[2]) : Double.NaN;
      if (Double.isNaN(score)) {
        skipped++;
        continue;
      }
      OptionalDouble similarity = known.similarity(parts[0], parts[1]);
      unknown += similarity.isEmpty() ? 1 : 0;
      if (similarity.isPresent() || options.countsUnknown()) {
        people.add(score);
        model.add(similarity.orElse(0));
      }
    }
    if (people.isEmpty()) {
      throw new IllegalArgumentException(
          file + ": there is no pair of known words in it; " + unknown + " pairs are unknown");
    }
    double[] x = people.stream().mapToDouble(Double::doubleValue).toArray();
    double[] y = model.stream().mapToDouble(Double::doubleValue).toArray();
    int of = options.countsUnknown() ? x.length : x.length + unknown;
    return new WordPairs(
        Correlation.pearson(x, y),
        Correlation.spearman(x, y),
        x.length,
        100.0 * unknown / of,
        skipped);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** The lines of a UTF-8 file; malformed bytes become U+FFFD. */
  static List<String> lines(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().map(Objects::requireNonNull).toList();
    }
  }
}
