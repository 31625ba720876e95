package io.github.nlptoolkit.word2vec.train;

/**
 * Random numbers for one thread: SplitMix64 (Steele, Lea, Flood 2014), which starts well from any
 * seeds. Not thread-safe.
 */
final class Rng {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final float UNIT = 0x1p-24f;

  private long state;

  Rng(long... seeds) {
    for (long seed : seeds) {
      state = (state ^ seed) * GAMMA;
      state = nextLong();
    }
  }

  long nextLong() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  /** In [0, bound), by multiplication. */
  int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  float nextFloat() {
    return (nextLong() >>> 40) * UNIT;
  }
}
