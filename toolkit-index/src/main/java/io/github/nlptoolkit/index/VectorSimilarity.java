package io.github.nlptoolkit.index;

import org.apache.lucene.index.VectorSimilarityFunction;

/** How an index compares vectors. Immutable and thread-safe. */
public enum VectorSimilarity {
  /** The cosine, in [-1, 1]; 0 with a zero vector. */
  COSINE(VectorSimilarityFunction.DOT_PRODUCT) {
    @Override
    float shown(float score) {
      return Math.max(-1f, Math.min(1f, 2 * score - 1));
    }

    @Override
    float[] prepared(float[] vector) {
      double sum = 0;
      for (float value : vector) {
        sum += (double) value * value;
      }
      float[] unit = vector.clone();
      float length = (float) Math.sqrt(sum);
      for (int i = 0; i < unit.length && length > 0; i++) {
        unit[i] /= length;
      }
      return unit;
    }
  },
  /** The dot product. */
  DOT(VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT) {
    @Override
    float shown(float score) {
      return score < 1 ? 1 - 1 / score : score - 1;
    }
  },
  /** The negative Euclidean distance, at most 0. */
  EUCLIDEAN(VectorSimilarityFunction.EUCLIDEAN) {
    @Override
    float shown(float score) {
      return 0 - (float) Math.sqrt(Math.max(0, 1.0 / score - 1));
    }
  };

  private final VectorSimilarityFunction function;

  VectorSimilarity(VectorSimilarityFunction function) {
    this.function = function;
  }

  VectorSimilarityFunction function() {
    return function;
  }

  /** Lucene's score, which is never negative, as the similarity it stands for. */
  abstract float shown(float score);

  /** A vector as it is indexed and searched. */
  float[] prepared(float[] vector) {
    return vector;
  }
}
