package io.github.nlptoolkit.vectors.quantization;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.Arrays;

/**
 * The least and the greatest value of each dimension, between which 256 buckets lie. Peer:
 * sentence-transformers 6.2, the {@code ranges} of {@code quantize_embeddings}. Immutable and
 * thread-safe.
 */
public final class QuantizationRanges {
  private final float[] least;
  private final float[] greatest;

  private QuantizationRanges(float[] least, float[] greatest) {
    this.least = least;
    this.greatest = greatest;
  }

  /**
   * Ranges that are known.
   *
   * @param least the least value of each dimension
   * @param greatest the greatest value of each dimension
   * @return the ranges
   * @throws IllegalArgumentException if the numbers of values differ or are 0, a value is not
   *     finite, or a least value is above the greatest
   */
  public static QuantizationRanges of(float[] least, float[] greatest) {
    if (least.length != greatest.length || least.length == 0) {
      throw new IllegalArgumentException(
          "ranges must have as many least as greatest values, at least 1, got "
              + least.length
              + " and "
              + greatest.length);
    }
    for (int k = 0; k < least.length; k++) {
      if (!Float.isFinite(least[k]) || !Float.isFinite(greatest[k]) || least[k] > greatest[k]) {
        throw new IllegalArgumentException(
            "range of dimension "
                + k
                + " must be finite and rising, got ["
                + least[k]
                + ", "
                + greatest[k]
                + "]");
      }
    }
    return new QuantizationRanges(least.clone(), greatest.clone());
  }

  /**
   * The ranges of some vectors; some hundred or more that are like those to come.
   *
   * @param calibration the vectors, at least 2
   * @return the ranges
   * @throws IllegalArgumentException if there are fewer than 2 vectors, or a value is not finite
   */
  public static QuantizationRanges calibrated(Embeddings calibration) {
    if (calibration.count() < 2) {
      throw new IllegalArgumentException(
          "ranges must come from at least 2 vectors, got " + calibration.count());
    }
    float[] least = calibration.vector(0);
    float[] greatest = calibration.vector(0);
    for (int row = 0; row < calibration.count(); row++) {
      float[] vector = calibration.vector(row);
      for (int k = 0; k < vector.length; k++) {
        if (!Float.isFinite(vector[k])) {
          throw new IllegalArgumentException(
              "value " + k + " of vector " + row + " must be finite, got " + vector[k]);
        }
        least[k] = Math.min(least[k], vector[k]);
        greatest[k] = Math.max(greatest[k], vector[k]);
      }
    }
    return new QuantizationRanges(least, greatest);
  }

  /**
   * How many dimensions there are.
   *
   * @return the number, at least 1
   */
  public int dimension() {
    return least.length;
  }

  /**
   * The least value of each dimension.
   *
   * @return a copy
   */
  public float[] least() {
    return least.clone();
  }

  /**
   * The greatest value of each dimension.
   *
   * @return a copy
   */
  public float[] greatest() {
    return greatest.clone();
  }

  float start(int k) {
    return least[k];
  }

  /** The width of a bucket; 1 where all values are the same, as at the peer. */
  float step(int k) {
    float step = (greatest[k] - least[k]) / 255;
    return step == 0 ? 1 : step;
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof QuantizationRanges that
        && Arrays.equals(least, that.least)
        && Arrays.equals(greatest, that.greatest);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(least) + Arrays.hashCode(greatest);
  }
}
