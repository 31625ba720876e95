package io.github.nlptoolkit.word2vec.train;

/**
 * How often each word is kept (Mikolov et al. 2013, section 2.3, with the formula of word2vec.c and
 * gensim 4.4): {@code (sqrt(count / threshold) + 1) * threshold / count}, at most 1, where the
 * threshold is {@code sample * total}; from {@code sample} 1 on it is a count, times {@code (3 +
 * sqrt 5) / 2}, so that words of that count are just kept. Immutable and thread-safe.
 */
final class Subsampling {

  private static final long ALL = 0xFFFFFFFFL;

  private final double[] probabilities;
  private final int[] limits;

  Subsampling(long[] counts, long total, double sample) {
    double threshold = threshold(total, sample);
    probabilities = new double[counts.length];
    limits = new int[counts.length];
    for (int i = 0; i < counts.length; i++) {
      double count = counts[i];
      double keep = (Math.sqrt(count / threshold) + 1) * (threshold / count);
      probabilities[i] = Math.min(1, keep);
      limits[i] = (int) (long) (probabilities[i] * ALL);
    }
  }

  static double threshold(long total, double sample) {
    if (sample == 0) {
      return total;
    }
    return sample < 1 ? sample * total : Math.floor(sample * (3 + Math.sqrt(5)) / 2);
  }

  double probability(int word) {
    return probabilities[word];
  }

  /** The probability as a part of 2^32 - 1, unsigned. */
  long limit(int word) {
    return limits[word] & ALL;
  }

  boolean keeps(int word, Rng random) {
    int limit = limits[word];
    return limit == -1 || Integer.compareUnsigned(limit, random.nextInt()) >= 0;
  }
}
