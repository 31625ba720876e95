package io.github.nlptoolkit.engine.train;

/**
 * Seeds made of seeds: what is drawn for one thing then depends on nothing but the thing, so that
 * it is the same after a resumption and whatever runs beside it.
 */
public final class Seeds {
  private Seeds() {}

  /**
   * A seed for one thing among others.
   *
   * @param seed the seed of the whole
   * @param parts what tells the thing from others, such as an epoch and an index
   * @return a seed; such seeds look random, as those of SplitMix64 do
   */
  public static long of(long seed, long... parts) {
    long mixed = mix(seed);
    for (long part : parts) {
      mixed = mix(mixed ^ (part + 0x9e3779b97f4a7c15L));
    }
    return mixed;
  }

  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
