package io.github.nlptoolkit.ngram.internal.binary;

import java.util.Arrays;

/**
 * The values that a few bits stand for: first some that are kept as they are, then the means of
 * equally large groups of the others, ascending.
 */
final class Codebook {
  private final float[] values;
  private final int kept;

  private Codebook(float[] values, int kept) {
    this.values = values;
    this.kept = kept;
  }

  /**
   * Makes a codebook.
   *
   * @param samples the values to stand for; sorted by this
   * @param bits how many bits a code has
   * @param exact values that get a code of their own
   */
  static Codebook of(float[] samples, int bits, float... exact) {
    float[] values = Arrays.copyOf(exact, 1 << bits);
    Arrays.sort(samples);
    int groups = values.length - exact.length;
    for (int group = 0; group < groups; group++) {
      int from = (int) ((long) samples.length * group / groups);
      int to = (int) ((long) samples.length * (group + 1) / groups);
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += samples[i];
      }
      float last =
          group == 0 ? (samples.length == 0 ? 0 : samples[0]) : values[exact.length + group - 1];
      values[exact.length + group] = from < to ? (float) (sum / (to - from)) : last;
    }
    return new Codebook(values, exact.length);
  }

  float[] values() {
    return values;
  }

  /** The code of a value: of the same bits among the exact ones, else of the nearest. */
  int code(float value) {
    for (int i = 0; i < kept; i++) {
      if (Float.floatToRawIntBits(values[i]) == Float.floatToRawIntBits(value)) {
        return i;
      }
    }
    int at = Arrays.binarySearch(values, kept, values.length, value);
    if (at >= 0) {
      return at;
    }
    int above = -at - 1;
    if (above == values.length) {
      return above - 1;
    }
    boolean isBelowNearer = above > kept && value - values[above - 1] <= values[above] - value;
    return isBelowNearer ? above - 1 : above;
  }
}
