package io.github.nlptoolkit.keybert.baseline;

import io.github.nlptoolkit.keybert.candidate.Candidates;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The keywords of groups of documents, such as clusters: frequent in the group, rare in the others.
 *
 * <p>Paper: M. Grootendorst, "BERTopic: Neural topic modeling with a class-based TF-IDF procedure",
 * 2022, arXiv 2203.05794. Peer: bertopic 0.17.4, {@code ClassTfidfTransformer}; its mean class size
 * is cut to a whole number, as there.
 *
 * <p>Immutable, and thread-safe if its vectorizer is.
 *
 * @param vectorizer what finds the candidates
 * @param bm25 whether rareness is that of BM25
 * @param reduceFrequentWords whether frequencies count by their square roots
 */
public record ClassTfIdf(CountVectorizer vectorizer, boolean bm25, boolean reduceFrequentWords) {

  /** Makes the weighting. */
  public ClassTfIdf {
    Objects.requireNonNull(vectorizer, "vectorizer");
  }

  /**
   * The weights of the candidates of each group.
   *
   * @param documents their texts
   * @param labels the number of each document's group, at least 0; a negative one is of no group
   * @return for each group, from 0 to the greatest label, its candidates and their weights,
   *     greatest first, equal ones by code point; immutable
   * @throws IllegalArgumentException if there are more or fewer labels than documents
   */
  public List<Map<String, Double>> weights(List<String> documents, int[] labels) {
    if (labels.length != documents.size()) {
      throw new IllegalArgumentException(
          "there must be a label for each of the "
              + documents.size()
              + " documents, got "
              + labels.length);
    }
    int groups = Arrays.stream(labels).max().orElse(-1) + 1;
    List<String> joined = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      int wanted = group;
      joined.add(
          String.join(
              " ",
              IntStream.range(0, labels.length)
                  .filter(i -> labels[i] == wanted)
                  .mapToObj(documents::get)
                  .toList()));
    }
    Candidates candidates = vectorizer.fit(joined);
    double[] totals = new double[groups];
    double[] frequencies = new double[candidates.texts().size()];
    for (int group = 0; group < groups; group++) {
      for (int candidate : candidates.of(group)) {
        int count = candidates.count(group, candidate);
        totals[group] += count;
        frequencies[candidate] += count;
      }
    }
    double average = Math.floor(Arrays.stream(totals).average().orElse(0));
    List<Map<String, Double>> all = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      all.add(weights(candidates, group, totals[group], frequencies, average));
    }
    return List.copyOf(all);
  }

  private Map<String, Double> weights(
      Candidates candidates, int group, double total, double[] frequencies, double average) {
    Map<String, Double> unsorted = new LinkedHashMap<>();
    for (int candidate : candidates.of(group)) {
      double tf = candidates.count(group, candidate) / total;
      double f = frequencies[candidate];
      double ratio = bm25 ? (average - f + 0.5) / (f + 0.5) : average / f;
      double weight = (reduceFrequentWords ? Math.sqrt(tf) : tf) * Math.log1p(ratio);
      unsorted.put(candidates.texts().get(candidate), weight);
    }
    Map<String, Double> sorted = new LinkedHashMap<>();
    unsorted.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return java.util.Collections.unmodifiableMap(sorted);
  }
}
