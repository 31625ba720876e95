package io.github.nlptoolkit.word2vec.train;

/**
 * Draws words with probability proportional to {@code count ^ exponent} (Mikolov et al. 2013, 3/4
 * there; Caselles-Dupre et al. 2018 on others) in constant time, by the alias method (Walker 1977,
 * Vose 1991); gensim searches a table of sums, with the same probabilities. Immutable and
 * thread-safe.
 */
final class NegativeSampler {

  private static final double SCALE = 0x1p32;

  private final double[] probabilities;
  private final long[] accepted;
  private final int[] aliases;

  NegativeSampler(long[] counts, double exponent) {
    int n = counts.length;
    probabilities = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      probabilities[i] = Math.pow((double) counts[i], exponent);
      sum += probabilities[i];
    }
    for (int i = 0; i < n; i++) {
      probabilities[i] /= sum;
    }
    accepted = new long[n];
    aliases = new int[n];
    fill();
  }

  /** Pairs each word of less than the mean with one of more. */
  private void fill() {
    int n = probabilities.length;
    double[] rest = new double[n];
    int[] small = new int[n];
    int[] large = new int[n];
    int smalls = 0;
    int larges = 0;
    for (int i = 0; i < n; i++) {
      rest[i] = probabilities[i] * n;
      if (rest[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    while (smalls > 0 && larges > 0) {
      int less = small[--smalls];
      int more = large[larges - 1];
      accepted[less] = (long) (rest[less] * SCALE);
      aliases[less] = more;
      rest[more] -= 1 - rest[less];
      if (rest[more] < 1) {
        larges--;
        small[smalls++] = more;
      }
    }
    while (larges > 0) {
      accepted[large[--larges]] = (long) SCALE;
    }
    while (smalls > 0) {
      accepted[small[--smalls]] = (long) SCALE;
    }
  }

  int next(Rng random) {
    long bits = random.nextLong();
    int slot = (int) (((bits >>> 32) * aliases.length) >>> 32);
    return (bits & 0xFFFFFFFFL) < accepted[slot] ? slot : aliases[slot];
  }

  /** The probability of each word. */
  double probability(int word) {
    return probabilities[word];
  }

  /** The probability that {@link #next} really gives a word, from its tables. */
  double drawnProbability(int word) {
    double sum = 0;
    for (int slot = 0; slot < aliases.length; slot++) {
      double own = accepted[slot] / SCALE;
      if (slot == word) {
        sum += own;
      }
      if (accepted[slot] < (long) SCALE && aliases[slot] == word) {
        sum += 1 - own;
      }
    }
    return sum / aliases.length;
  }
}
