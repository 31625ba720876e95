package io.github.nlptoolkit.keybert.selection;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Maximal marginal relevance: first the candidate most similar to the document, then again and
 * again the one with the highest {@code (1 - diversity) · cos(candidate, document) - diversity ·
 * max cos(candidate, chosen)}.
 *
 * <p>Paper: J. Carbonell and J. Goldstein, "The use of MMR, diversity-based reranking for
 * reordering documents and producing summaries", SIGIR 1998. Peer: KeyBERT 0.9.0, {@code mmr}; as
 * there, the chosen ones are sorted in the end by their rounded cosine with the document, equal
 * ones as they were chosen.
 *
 * <p>Cost: O(k·n·d) for k of n candidates of d dimensions: the greatest similarity is kept up to
 * date, and no n × n matrix is made. Immutable and thread-safe.
 *
 * @param diversity the weight of the difference from what is chosen, in [0, 1]
 */
public record Mmr(double diversity) implements Selection {

  /**
   * Makes the selection.
   *
   * @throws IllegalArgumentException if {@code diversity} is outside [0, 1] or NaN
   */
  public Mmr {
    if (!(diversity >= 0 && diversity <= 1)) {
      throw new IllegalArgumentException("diversity must be in [0, 1], got " + diversity);
    }
  }

  @Override
  public List<Match> select(float[] document, Embeddings candidates, int topN) {
    Relevance relevance = Relevance.of(document, candidates, topN);
    int wanted = Math.min(topN, relevance.count());
    List<Match> chosen = new ArrayList<>(wanted);
    if (wanted == 0) {
      return chosen;
    }
    float[] nearest = new float[relevance.count()];
    Arrays.fill(nearest, Float.NEGATIVE_INFINITY);
    boolean[] taken = new boolean[relevance.count()];
    int last = relevance.best(1)[0];
    while (true) {
      chosen.add(relevance.match(last));
      taken[last] = true;
      if (chosen.size() == wanted) {
        break;
      }
      last = next(last, relevance, candidates, nearest, taken);
    }
    chosen.sort(
        Comparator.comparingDouble((Match match) -> Selection.rounded(match.score())).reversed());
    return List.copyOf(chosen);
  }

  private int next(
      int last, Relevance relevance, Embeddings candidates, float[] nearest, boolean[] taken) {
    // In single precision, as the peer's arrays are.
    float forRelevance = (float) (1 - diversity);
    float forNearness = (float) diversity;
    int best = -1;
    float bestScore = 0;
    for (int i = 0; i < taken.length; i++) {
      if (taken[i]) {
        continue;
      }
      nearest[i] = Math.max(nearest[i], candidates.cosine(i, last));
      float score = forRelevance * relevance.score(i) - forNearness * nearest[i];
      if (best < 0 || score > bestScore) {
        best = i;
        bestScore = score;
      }
    }
    return best;
  }
}
