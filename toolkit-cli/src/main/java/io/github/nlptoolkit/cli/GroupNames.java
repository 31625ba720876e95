package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.keybert.KeyBert;
import io.github.nlptoolkit.keybert.baseline.ClassTfIdf;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.keybert.candidate.StopWords;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.language.Languages;
import io.github.nlptoolkit.language.TextAnalyzers;
import io.github.nlptoolkit.sequence.tagger.CrfSegmenter;
import io.github.nlptoolkit.vectors.cluster.KMeansClusters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Names of groups of texts. */
final class GroupNames {
  /** How much of the text tells its language. */
  private static final int SAMPLE = 20_000;

  /** How many lines stand for a group. */
  private static final int TYPICAL = 20;

  private GroupNames() {}

  /** The words of each group that are frequent in it and rare in others, the heaviest first. */
  static List<List<String>> ofRareWords(List<String> lines, int[] labels, int k, int words)
      throws IOException {
    StringBuilder sample = new StringBuilder();
    for (String line : lines) {
      if (sample.length() < SAMPLE) {
        sample.append(line).append('\n');
      }
    }
    String language = Languages.detect(sample.toString());
    CountVectorizer.Builder vectorizer = CountVectorizer.builder();
    if (Languages.codes().contains(language)) {
      vectorizer.stopWords(StopWords.of(Languages.stopWords(language)));
    }
    if (language.equals("zh")) {
      vectorizer.segmenter(CrfSegmenter.chinese());
    }
    List<Map<String, Double>> weights =
        new ClassTfIdf(vectorizer.build(), false, true).weights(lines, labels);
    List<List<String>> names = new ArrayList<>();
    for (int group = 0; group < k; group++) {
      names.add(
          group < weights.size()
              ? weights.get(group).keySet().stream().limit(words).toList()
              : List.of());
    }
    return names;
  }

  /**
   * The phrases of each group that fit its most typical lines best: those nearest to its centre,
   * each text once.
   */
  static List<List<String>> ofTypicalLines(
      List<String> lines,
      Embeddings vectors,
      KMeansClusters clusters,
      TextEmbedder embedder,
      int words) {
    int[] labels = clusters.labels();
    double[][] centres = clusters.centres();
    double[] cosines = new double[labels.length];
    List<List<Integer>> members = new ArrayList<>();
    for (int group = 0; group < centres.length; group++) {
      members.add(new ArrayList<>());
    }
    for (int row = 0; row < labels.length; row++) {
      float[] vector = vectors.vector(row);
      double square = 0;
      for (int i = 0; i < vector.length; i++) {
        cosines[row] += vector[i] * centres[labels[row]][i];
        square += (double) vector[i] * vector[i];
      }
      cosines[row] /= Math.sqrt(Math.max(square, Double.MIN_NORMAL));
      members.get(labels[row]).add(row);
    }
    KeyBert keyBert = KeyBert.builder(embedder, TextAnalyzers.automatic()).topN(words).build();
    List<String> typical = new ArrayList<>();
    for (List<Integer> group : members) {
      List<String> texts =
          group.stream()
              .sorted(Comparator.comparingDouble(row -> -cosines[row]))
              .map(row -> ended(lines.get(row)))
              .distinct()
              .limit(TYPICAL)
              .toList();
      typical.add(String.join("\n", texts));
    }
    return keyBert.extractAll(typical).stream()
        .map(found -> found.stream().map(Keyword::text).toList())
        .toList();
  }

  /** A phrase does not go on in the next line. */
  private static String ended(String line) {
    String text = line.strip();
    boolean open =
        !text.isEmpty() && Character.isLetterOrDigit(text.codePointBefore(text.length()));
    return open ? text + "." : text;
  }
}
