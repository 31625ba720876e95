package io.github.nlptoolkit.word2vec.internal.kernel;

/** How the trainer computes the logistic function. */
public enum Logistic {
  /** 1 / (1 + exp(-x)), to float precision. */
  EXACT,

  /**
   * A table of 1,000 values over (-6, 6), read at {@code (int) ((x + 6) * 83)}, as in word2vec.c
   * and gensim 4.4 ({@code word2vec_inner.pyx}): low by up to 0.009. Pairs outside are left alone.
   */
  TABLE;

  private static final int ENTRIES = 1000;
  private static final float BOUND = 6;
  private static final int ENTRIES_PER_UNIT = 83;
  private static final float[] VALUES = table();

  private static final float LOG2_E = 1.442695f;
  // ln 2 in two parts, so that x - n ln 2 loses nothing.
  private static final float LN2_HIGH = 0.6933594f;
  private static final float LN2_LOW = -2.1219444e-4f;
  private static final float LARGEST = 87f;
  private static final int EXPONENT_BIAS = 127;
  private static final int MANTISSA_BITS = 23;

  private static float[] table() {
    float[] values = new float[ENTRIES];
    for (int i = 0; i < ENTRIES; i++) {
      double e = Math.exp((i / (float) ENTRIES * 2 - 1) * BOUND);
      values[i] = (float) (e / (e + 1));
    }
    return values;
  }

  /**
   * The gradient of the log-likelihood of a label.
   *
   * @param x the dot product of the two vectors
   * @param label 1 or 0
   * @return {@code label} less the logistic function of {@code x}; 0 where the table does not reach
   */
  public float gradient(float x, float label) {
    if (this == EXACT) {
      return label - logistic(x);
    }
    if (!(x > -BOUND && x < BOUND)) {
      return 0;
    }
    return label - VALUES[(int) ((x + BOUND) * ENTRIES_PER_UNIT)];
  }

  /**
   * The loss of a label.
   *
   * @param x the dot product of the two vectors
   * @param label 1 or 0
   * @return the negative natural logarithm of the label's probability
   */
  public static double loss(float x, float label) {
    double signed = label > 0.5f ? x : -x;
    // ln(1 + exp(-s)) without overflow.
    return signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed;
  }

  /** The polynomial of Cephes' expf (Moshier, 1984-2000), within 2 ulp. */
  private static float logistic(float x) {
    float y = Math.max(-LARGEST, Math.min(LARGEST, -x));
    float n = (float) (int) (y * LOG2_E + (y < 0 ? -0.5f : 0.5f));
    float r = y - n * LN2_HIGH - n * LN2_LOW;
    float p = 1.9875691e-4f;
    p = p * r + 0.0013981999f;
    p = p * r + 0.008333452f;
    p = p * r + 0.041665796f;
    p = p * r + 0.16666666f;
    p = p * r + 0.5f;
    float exp =
        (p * r * r + r + 1) * Float.intBitsToFloat(((int) n + EXPONENT_BIAS) << MANTISSA_BITS);
    return 1 / (1 + exp);
  }
}
