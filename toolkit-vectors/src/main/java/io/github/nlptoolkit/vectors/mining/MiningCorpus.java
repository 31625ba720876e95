package io.github.nlptoolkit.vectors.mining;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The texts of a mining without their repetitions, and which belong together. */
final class MiningCorpus {
  private final List<String> documents;
  private final List<String> queries;
  private final List<List<Integer>> positives;
  private final int mostPositives;

  private MiningCorpus(
      List<String> documents,
      List<String> queries,
      List<List<Integer>> positives,
      int mostPositives) {
    this.documents = documents;
    this.queries = queries;
    this.positives = positives;
    this.mostPositives = mostPositives;
  }

  static MiningCorpus of(List<String> anchors, List<String> positives, List<String> corpus) {
    if (anchors.size() != positives.size()) {
      throw new IllegalArgumentException(
          "there must be as many positives as anchors, got "
              + positives.size()
              + " and "
              + anchors.size());
    }
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one anchor with its positive");
    }
    checkNulls("anchors", anchors);
    checkNulls("positives", positives);
    checkNulls("corpus", corpus);
    Map<String, Integer> documents = new LinkedHashMap<>();
    corpus.forEach(text -> documents.putIfAbsent(text, documents.size()));
    positives.forEach(text -> documents.putIfAbsent(text, documents.size()));
    Map<String, Set<Integer>> byAnchor = new LinkedHashMap<>();
    Map<String, Integer> pairs = new LinkedHashMap<>();
    for (int i = 0; i < anchors.size(); i++) {
      byAnchor
          .computeIfAbsent(anchors.get(i), anchor -> new java.util.LinkedHashSet<>())
          .add(documents.getOrDefault(positives.get(i), -1));
      pairs.merge(anchors.get(i), 1, Integer::sum);
    }
    OptionalInt most = pairs.values().stream().mapToInt(Integer::intValue).max();
    List<List<Integer>> positiveRows = new ArrayList<>();
    byAnchor.values().forEach(rows -> positiveRows.add(List.copyOf(rows)));
    return new MiningCorpus(
        List.copyOf(documents.keySet()),
        List.copyOf(byAnchor.keySet()),
        positiveRows,
        most.orElse(0));
  }

  private static void checkNulls(String name, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i) == null) {
        throw new NullPointerException(name + "[" + i + "] is null");
      }
    }
  }

  /** The different documents, those of the corpus first. */
  List<String> documents() {
    return documents;
  }

  /** The different anchors. */
  List<String> queries() {
    return queries;
  }

  /** The documents that are positives of an anchor, in the order of their pairs. */
  List<Integer> positives(int query) {
    return positives.get(query);
  }

  Set<Integer> positiveSet(int query) {
    return new HashSet<>(positives.get(query));
  }

  /** The most pairs that an anchor has, repeated ones counted. */
  int mostPositives() {
    return mostPositives;
  }
}
