package io.github.nlptoolkit.sequence.scheme;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How well predicted chunks match those of the gold standard: a chunk counts if its type and both
 * its ends are right. Equal to seqeval 1.2.2 ({@code classification_report}), in its default mode
 * and in its strict one, with {@code zero_division} 0.
 *
 * <p>Immutable and thread-safe.
 */
public final class ChunkScores {
  private final Map<String, Counts> byType;

  private ChunkScores(Map<String, Counts> byType) {
    this.byType = byType;
  }

  /**
   * How many chunks there are.
   *
   * @param correct those that are in both
   * @param predicted those predicted
   * @param gold those of the gold standard
   */
  public record Counts(int correct, int predicted, int gold) {

    /**
     * The scores of these counts.
     *
     * @return precision, recall, F1; 0 where nothing is there to divide by
     */
    public Score score() {
      double precision = predicted == 0 ? 0 : (double) correct / predicted;
      double recall = gold == 0 ? 0 : (double) correct / gold;
      double sum = precision + recall;
      return new Score(precision, recall, sum == 0 ? 0 : 2 * precision * recall / sum, gold);
    }

    private Counts plus(Counts other) {
      return new Counts(correct + other.correct, predicted + other.predicted, gold + other.gold);
    }
  }

  /**
   * Scores, higher is better.
   *
   * @param precision the share of the predicted that is right, 0 to 1
   * @param recall the share of the gold standard that is found, 0 to 1
   * @param f1 their harmonic mean, 0 to 1; of an average, the average of the types' F1
   * @param support how many chunks the gold standard has
   */
  public record Score(double precision, double recall, double f1, int support) {}

  /**
   * Compares tags as conlleval and seqeval's default mode do: tags may break the rules of their
   * scheme.
   *
   * @param gold the tags of each sentence
   * @param predicted as many tags
   * @return the scores
   * @throws IllegalArgumentException if there are not as many sentences or tags; the message has
   *     the sentence
   */
  public static ChunkScores lenient(List<List<String>> gold, List<List<String>> predicted) {
    return of(gold, predicted, SeqevalEntities::lenient);
  }

  /**
   * Compares tags as seqeval's strict mode does: what breaks the rules of the scheme is no chunk.
   *
   * @param gold the tags of each sentence
   * @param predicted as many tags
   * @param scheme the scheme of both
   * @return the scores
   * @throws IllegalArgumentException if there are not as many sentences or tags, or a tag has a
   *     letter that the scheme lacks
   */
  public static ChunkScores strict(
      List<List<String>> gold, List<List<String>> predicted, Scheme scheme) {
    return of(gold, predicted, tags -> SeqevalEntities.strict(tags, scheme));
  }

  private static ChunkScores of(
      List<List<String>> gold,
      List<List<String>> predicted,
      Function<List<String>, List<Chunk>> reading) {
    checkLengths(gold, predicted);
    Map<String, Counts> counts = new TreeMap<>();
    for (int i = 0; i < gold.size(); i++) {
      Set<Chunk> right = new HashSet<>(reading.apply(gold.get(i)));
      Set<Chunk> found = new HashSet<>(reading.apply(predicted.get(i)));
      Set<Chunk> all = new HashSet<>(right);
      all.addAll(found);
      for (Chunk chunk : all) {
        boolean isRight = right.contains(chunk);
        boolean isFound = found.contains(chunk);
        counts.merge(
            chunk.type(),
            new Counts(isRight && isFound ? 1 : 0, isFound ? 1 : 0, isRight ? 1 : 0),
            Counts::plus);
      }
    }
    return new ChunkScores(counts);
  }

  private static void checkLengths(List<List<String>> gold, List<List<String>> predicted) {
    if (gold.size() != predicted.size()) {
      throw new IllegalArgumentException(
          "there must be as many predicted sentences as gold ones, got "
              + predicted.size()
              + " and "
              + gold.size());
    }
    for (int i = 0; i < gold.size(); i++) {
      if (gold.get(i).size() != predicted.get(i).size()) {
        throw new IllegalArgumentException(
            "sentence "
                + i
                + " must have as many predicted tags as gold ones, got "
                + predicted.get(i).size()
                + " and "
                + gold.get(i).size());
      }
    }
  }

  /**
   * The share of tokens with the right tag.
   *
   * @param gold the tags of each sentence
   * @param predicted as many tags
   * @return 0 to 1; NaN if there is no token
   * @throws IllegalArgumentException if there are not as many sentences or tags
   */
  public static double tokenAccuracy(List<List<String>> gold, List<List<String>> predicted) {
    checkLengths(gold, predicted);
    long right = 0;
    long all = 0;
    for (int i = 0; i < gold.size(); i++) {
      for (int j = 0; j < gold.get(i).size(); j++) {
        right += gold.get(i).get(j).equals(predicted.get(i).get(j)) ? 1 : 0;
        all++;
      }
    }
    return (double) right / all;
  }

  /**
   * The types that either side has.
   *
   * @return in the order of their characters; immutable
   */
  public Set<String> types() {
    return Collections.unmodifiableSet(byType.keySet());
  }

  /**
   * The counts of a type.
   *
   * @param type the type
   * @return its counts, all 0 for a type that there is not
   */
  public Counts counts(String type) {
    return byType.getOrDefault(type, new Counts(0, 0, 0));
  }

  /**
   * The scores of all chunks together: the usual F1.
   *
   * @return the scores; 0 if there are no chunks
   */
  public Score micro() {
    return byType.values().stream().reduce(new Counts(0, 0, 0), Counts::plus).score();
  }

  /**
   * The mean of the types' scores.
   *
   * @return the scores; NaN if there are no types
   */
  public Score macro() {
    return average(counts -> 1.0);
  }

  /**
   * The mean of the types' scores, each as often as the gold standard has it.
   *
   * @return the scores; 0 if the gold standard has no chunks
   */
  public Score weighted() {
    int support = micro().support();
    return support == 0 ? new Score(0, 0, 0, 0) : average(counts -> (double) counts.gold());
  }

  private Score average(Function<Counts, Double> weighting) {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    double weights = 0;
    for (Counts counts : byType.values()) {
      double weight = weighting.apply(counts);
      Score score = counts.score();
      precision += weight * score.precision();
      recall += weight * score.recall();
      f1 += weight * score.f1();
      weights += weight;
    }
    return new Score(precision / weights, recall / weights, f1 / weights, micro().support());
  }
}
