package io.github.nlptoolkit.keybert.selection;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Chooses the keywords of a document among its candidates, by the cosines of their vectors. Where
 * scores are equal to the last bit, the candidate with the lower index is the better one; the peer
 * leaves that open. Immutable and thread-safe.
 */
public sealed interface Selection permits TopN, Mmr, MaxSum {

  /**
   * The candidates most similar to the document.
   *
   * @return the selection that looks at nothing else
   */
  static Selection topN() {
    return new TopN();
  }

  /**
   * Candidates similar to the document and unlike each other.
   *
   * @param diversity in [0, 1]: 0 looks at the document only, 1 at the differences only
   * @return the selection by maximal marginal relevance
   * @throws IllegalArgumentException if it is outside
   */
  static Selection mmr(double diversity) {
    return new Mmr(diversity);
  }

  /**
   * Of the best candidates those that are least similar to each other.
   *
   * @param nrCandidates how many are the best ones, at least the number of keywords
   * @return the selection by maximal sum of distances
   * @throws IllegalArgumentException if it is less than 1
   */
  static Selection maxSum(int nrCandidates) {
    return new MaxSum(nrCandidates);
  }

  /**
   * Chooses.
   *
   * @param document the document's vector, {@code candidates.dimension()} values
   * @param candidates the candidates' vectors
   * @param topN how many are wanted at the most, at least 1
   * @return the chosen rows of {@code candidates} with their cosine with the document, in [-1, 1],
   *     in the selection's order
   * @throws IllegalArgumentException if {@code topN} is less than 1, the dimensions differ, or a
   *     value is not finite
   */
  List<Match> select(float[] document, Embeddings candidates, int topN);

  /**
   * A score as KeyBERT reports it: Python's {@code round(float(score), 4)}.
   *
   * @param score a finite score
   * @return the double nearest to the score's exact value rounded to 4 places, halves to even
   */
  static double rounded(float score) {
    return new BigDecimal(score).setScale(4, RoundingMode.HALF_EVEN).doubleValue();
  }
}
