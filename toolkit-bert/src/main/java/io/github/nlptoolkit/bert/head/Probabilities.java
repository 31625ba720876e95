package io.github.nlptoolkit.bert.head;

/** Logits to probabilities. Immutable and thread-safe. */
final class Probabilities {
  private Probabilities() {}

  /** Softmax over {@code count} logits from an index on. */
  static float[] softmax(float[] logits, int from, int count) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, logits[from + i]);
    }
    double[] powers = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      powers[i] = Math.exp((double) logits[from + i] - max);
      sum += powers[i];
    }
    float[] probabilities = new float[count];
    for (int i = 0; i < count; i++) {
      probabilities[i] = (float) (powers[i] / sum);
    }
    return probabilities;
  }

  static float[] softmax(float[] logits) {
    return softmax(logits, 0, logits.length);
  }

  static float[] sigmoid(float[] logits) {
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (1 / (1 + Math.exp(-logits[i])));
    }
    return probabilities;
  }

  /** The first of the two probabilities of a softmax. */
  static double ofFirst(float first, float second) {
    return 1 / (1 + Math.exp((double) second - first));
  }

  /** The first index of the largest value. */
  static int best(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
