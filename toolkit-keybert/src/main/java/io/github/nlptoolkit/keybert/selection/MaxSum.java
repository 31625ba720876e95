package io.github.nlptoolkit.keybert.selection;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import java.util.Arrays;
import java.util.List;

/**
 * Max sum distance: of the {@code nrCandidates} candidates most similar to the document those
 * {@code topN} whose cosines with each other have the least sum. Of several such sets it is the one
 * that comes first when the candidates are numbered from the least similar to the document to the
 * most similar. They come in that order too, the best one last.
 *
 * <p>Peer: KeyBERT 0.9.0, {@code max_sum_distance}; as there, a document with fewer candidates than
 * {@code topN} has no keywords. The peer tries all sets; here branch and bound finds the same one,
 * so that far more candidates can be had: see {@link #MAX_STEPS}.
 *
 * <p>Cost: O(n·d) for n candidates of d dimensions, and a search whose length depends on how clear
 * the answer is. Immutable and thread-safe.
 *
 * @param nrCandidates how many of the best ones are looked at, at least 1
 */
public record MaxSum(int nrCandidates) implements Selection {

  /**
   * The search is given up after so many steps, some ten seconds of one core; a step looks at one
   * candidate beside the ones chosen so far. For sentence embeddings that is enough for 10 keywords
   * of 100 candidates or 4 of 500.
   */
  public static final long MAX_STEPS = 1_000_000_000;

  /**
   * Makes the selection.
   *
   * @throws IllegalArgumentException if {@code nrCandidates} is less than 1
   */
  public MaxSum {
    if (nrCandidates < 1) {
      throw new IllegalArgumentException("nrCandidates must be at least 1, got " + nrCandidates);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException also if {@code topN} is more than this selection looks at, or
   *     the search takes more than {@link #MAX_STEPS}
   */
  @Override
  public List<Match> select(float[] document, Embeddings candidates, int topN) {
    checkTopN(topN);
    Relevance relevance = Relevance.of(document, candidates, topN);
    if (topN > relevance.count()) {
      return List.of();
    }
    int[] best = relevance.best(nrCandidates);
    int[] ascending = new int[best.length];
    Arrays.setAll(ascending, i -> best[best.length - 1 - i]);
    Embeddings vectors = candidates.select(ascending);
    int[] chosen = LeastSimilarSubset.find(vectors.similarities(vectors), topN, MAX_STEPS);
    return Arrays.stream(chosen).mapToObj(i -> relevance.match(ascending[i])).toList();
  }

  /**
   * Checks a number of keywords against this selection.
   *
   * @param topN how many keywords are wanted
   * @throws IllegalArgumentException if it is more than {@code nrCandidates}
   */
  public void checkTopN(int topN) {
    if (nrCandidates < topN) {
      throw new IllegalArgumentException(
          "nrCandidates must be at least topN, got nrCandidates "
              + nrCandidates
              + " and topN "
              + topN);
    }
  }
}
