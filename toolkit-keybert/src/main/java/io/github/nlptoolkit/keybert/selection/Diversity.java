package io.github.nlptoolkit.keybert.selection;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses among scored candidates those that differ from each other. The chosen ones come best
 * first; of equal scores the lower index is the better one. Immutable and thread-safe.
 */
public sealed interface Diversity
    permits Diversity.None, Diversity.Marginal, Diversity.Clusters, Diversity.Farthest {

  /**
   * The best ones, however alike they are.
   *
   * @return what looks at scores only
   */
  static Diversity none() {
    return new None();
  }

  /**
   * Maximal marginal relevance (Carbonell and Goldstein 1998): again and again the candidate with
   * the greatest {@code (1 - diversity) · score - diversity · max cos(candidate, chosen)}, the
   * scores brought to [0, 1].
   *
   * @param diversity in [0, 1]: 0 looks at the scores only, 1 at the differences only
   * @return the way to choose
   * @throws IllegalArgumentException if it is outside
   */
  static Diversity mmr(double diversity) {
    return new Marginal(diversity);
  }

  /**
   * One of each group of alike candidates: the best one is chosen, all that are too much like it
   * are dropped, and so on. Where that leaves too few, the best of the dropped ones fill up.
   *
   * @param similarity the cosine from which two are alike, in (0, 1]
   * @return the way to choose
   * @throws IllegalArgumentException if it is outside
   */
  static Diversity clusters(double similarity) {
    return new Clusters(similarity);
  }

  /**
   * Of the best candidates those whose cosines with each other have the least sum, found exactly by
   * branch and bound within {@link MaxSum#MAX_STEPS}.
   *
   * @param nrCandidates how many are the best ones, at least 1; fewer than the wanted ones are
   *     taken as those
   * @return the way to choose
   * @throws IllegalArgumentException if it is less than 1
   */
  static Diversity maxSum(int nrCandidates) {
    return new Farthest(nrCandidates);
  }

  /**
   * Chooses.
   *
   * @param scores the candidates' scores, finite
   * @param vectors the candidates' vectors
   * @param topN how many are wanted at the most, at least 1
   * @return the indices of the chosen ones, best first
   * @throws IllegalArgumentException if there are more or fewer vectors than scores, or the exact
   *     search takes too long
   */
  int[] choose(double[] scores, Embeddings vectors, int topN);

  /** The best ones. */
  record None() implements Diversity {
    @Override
    public int[] choose(double[] scores, Embeddings vectors, int topN) {
      return Arrays.copyOf(order(scores, vectors), Math.min(topN, scores.length));
    }
  }

  /**
   * Maximal marginal relevance.
   *
   * @param diversity in [0, 1]
   */
  record Marginal(double diversity) implements Diversity {

    /**
     * Makes it.
     *
     * @throws IllegalArgumentException if {@code diversity} is outside [0, 1]
     */
    public Marginal {
      if (!(diversity >= 0 && diversity <= 1)) {
        throw new IllegalArgumentException("diversity must be in [0, 1], got " + diversity);
      }
    }

    @Override
    public int[] choose(double[] scores, Embeddings vectors, int topN) {
      int[] order = order(scores, vectors);
      if (order.length == 0) {
        return order;
      }
      double best = scores[order[0]];
      double range = Math.max(best - scores[order[order.length - 1]], 1e-12);
      double[] nearest = new double[scores.length];
      Arrays.fill(nearest, -1);
      boolean[] taken = new boolean[scores.length];
      int[] chosen = new int[Math.min(topN, order.length)];
      for (int count = 0; count < chosen.length; count++) {
        int next = -1;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int candidate : order) {
          double relevance = 1 - (best - scores[candidate]) / range;
          double gain =
              count == 0 ? relevance : (1 - diversity) * relevance - diversity * nearest[candidate];
          if (!taken[candidate] && gain > greatest) {
            greatest = gain;
            next = candidate;
          }
        }
        taken[next] = true;
        chosen[count] = next;
        for (int candidate : order) {
          if (!taken[candidate]) {
            nearest[candidate] = Math.max(nearest[candidate], vectors.cosine(candidate, next));
          }
        }
      }
      return byScore(chosen, scores);
    }
  }

  /**
   * One of each group.
   *
   * @param similarity in (0, 1]
   */
  record Clusters(double similarity) implements Diversity {

    /**
     * Makes it.
     *
     * @throws IllegalArgumentException if {@code similarity} is outside (0, 1]
     */
    public Clusters {
      if (!(similarity > 0 && similarity <= 1)) {
        throw new IllegalArgumentException("similarity must be in (0, 1], got " + similarity);
      }
    }

    @Override
    public int[] choose(double[] scores, Embeddings vectors, int topN) {
      List<Integer> chosen = new ArrayList<>();
      List<Integer> dropped = new ArrayList<>();
      for (int candidate : order(scores, vectors)) {
        if (chosen.size() == topN) {
          break;
        }
        boolean alike = false;
        for (int leader : chosen) {
          alike |= vectors.cosine(candidate, leader) >= similarity;
        }
        (alike ? dropped : chosen).add(candidate);
      }
      for (int i = 0; i < dropped.size() && chosen.size() < topN; i++) {
        chosen.add(dropped.get(i));
      }
      return byScore(chosen.stream().mapToInt(i -> i).toArray(), scores);
    }
  }

  /**
   * Those least like each other.
   *
   * @param nrCandidates at least 1
   */
  record Farthest(int nrCandidates) implements Diversity {

    /**
     * Makes it.
     *
     * @throws IllegalArgumentException if {@code nrCandidates} is less than 1
     */
    public Farthest {
      if (nrCandidates < 1) {
        throw new IllegalArgumentException("nrCandidates must be at least 1, got " + nrCandidates);
      }
    }

    @Override
    public int[] choose(double[] scores, Embeddings vectors, int topN) {
      int[] order = order(scores, vectors);
      int[] pool = Arrays.copyOf(order, Math.min(order.length, Math.max(topN, nrCandidates)));
      if (pool.length <= topN) {
        return pool;
      }
      Embeddings best = vectors.select(pool);
      int[] found = LeastSimilarSubset.find(best.similarities(best), topN, MaxSum.MAX_STEPS);
      return byScore(Arrays.stream(found).map(i -> pool[i]).toArray(), scores);
    }
  }

  private static int[] order(double[] scores, Embeddings vectors) {
    if (vectors.count() != scores.length) {
      throw new IllegalArgumentException(
          "there must be a vector for each of the "
              + scores.length
              + " scores, got "
              + vectors.count());
    }
    int[] all = new int[scores.length];
    Arrays.setAll(all, i -> i);
    return byScore(all, scores);
  }

  private static int[] byScore(int[] candidates, double[] scores) {
    return Arrays.stream(candidates)
        .boxed()
        .sorted(
            (a, b) -> {
              int byScore = Double.compare(scores[b] + 0.0, scores[a] + 0.0);
              return byScore != 0 ? byScore : Integer.compare(a, b);
            })
        .mapToInt(i -> i)
        .toArray();
  }
}
