package io.github.nlptoolkit.keybert.selection;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import java.util.Arrays;

/** The cosine of each candidate with the document. Immutable. */
final class Relevance {

  private final float[] scores;

  private Relevance(float[] scores) {
    this.scores = scores;
  }

  static Relevance of(float[] document, Embeddings candidates, int topN) {
    if (topN < 1) {
      throw new IllegalArgumentException("topN must be at least 1, got " + topN);
    }
    if (document.length != candidates.dimension()) {
      throw new IllegalArgumentException(
          "the document's vector must have the candidates' "
              + candidates.dimension()
              + " values, got "
              + document.length);
    }
    float[] scores = Embeddings.of(document.length, document).similarities(candidates)[0];
    for (int i = 0; i < scores.length; i++) {
      if (Float.isNaN(scores[i])) {
        throw new IllegalArgumentException(
            "vectors must be finite, but candidate " + i + " has no cosine with the document");
      }
    }
    return new Relevance(scores);
  }

  int count() {
    return scores.length;
  }

  float score(int candidate) {
    return scores[candidate];
  }

  Match match(int candidate) {
    return new Match(candidate, scores[candidate]);
  }

  /** The best candidates, best first; of equal ones the lower index first. */
  int[] best(int wanted) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((long) ~ascending(scores[i]) << 32) | i;
    }
    Arrays.sort(keys);
    int[] best = new int[Math.min(wanted, keys.length)];
    Arrays.setAll(best, i -> (int) keys[i]);
    return best;
  }

  /** An int that is the greater the greater the score; the two zeros are one. */
  private static int ascending(float score) {
    int bits = Float.floatToIntBits(score + 0f);
    return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
  }
}
