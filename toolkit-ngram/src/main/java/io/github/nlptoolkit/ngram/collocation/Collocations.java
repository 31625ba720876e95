package io.github.nlptoolkit.ngram.collocation;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts neighbouring words and ranks them by how much they belong together. Not thread-safe. */
public final class Collocations {
  private final Map<String, Integer> words = new HashMap<>();
  private final Map<Words, Integer> pairs = new HashMap<>();
  private long total;

  /** Makes an empty collection. */
  public Collocations() {}

  private record Words(String first, String second) {}

  /**
   * A pair of neighbours.
   *
   * @param first the first word
   * @param second the word after it
   * @param count how often they come so
   * @param score by the association asked for
   */
  public record Collocation(String first, String second, int count, double score) {}

  /**
   * Adds a sentence.
   *
   * @param sentence its words in order
   */
  public void add(List<String> sentence) {
    String before = null;
    for (String word : sentence) {
      words.merge(requireNonNull(word, "word"), 1, Math::addExact);
      if (before != null) {
        pairs.merge(new Words(before, word), 1, Math::addExact);
      }
      before = word;
    }
    total += sentence.size();
  }

  /**
   * The closest pairs.
   *
   * @param association how to score them
   * @param minCount how often a pair must occur, at least 1
   * @param count how many pairs, at least 0
   * @return at most so many, the highest score first; equal ones by count, then by words
   * @throws IllegalArgumentException if a number is out of range
   */
  public List<Collocation> best(Association association, int minCount, int count) {
    if (minCount < 1 || count < 0) {
      throw new IllegalArgumentException(
          "minCount must be at least 1 and count at least 0, got " + minCount + " and " + count);
    }
    return pairs.entrySet().stream()
        .filter(entry -> entry.getValue() >= minCount)
        .map(entry -> scored(entry.getKey(), entry.getValue(), association))
        .sorted(
            Comparator.comparingDouble(Collocation::score)
                .reversed()
                .thenComparing(Comparator.comparingInt(Collocation::count).reversed())
                .thenComparing(Collocation::first)
                .thenComparing(Collocation::second))
        .limit(count)
        .toList();
  }

  private Collocation scored(Words pair, int count, Association association) {
    double score =
        association.score(
            count,
            words.getOrDefault(pair.first, 0),
            words.getOrDefault(pair.second, 0),
            (double) total);
    return new Collocation(pair.first, pair.second, count, score);
  }
}
