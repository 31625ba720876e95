package io.github.nlptoolkit.eval.significance;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Samples of items with replacement, each as large as the data set. Immutable and thread-safe. */
public final class Resamples {
  private final int items;
  private final List<int[]> samples;

  private Resamples(int items, List<int[]> samples) {
    this.items = items;
    this.samples = samples;
  }

  /**
   * Draws samples.
   *
   * @param items how many items there are, at least 1
   * @param count how many samples to draw, at least 1; 1,000 and more for intervals
   * @param seed the same seed gives the same samples
   * @return the samples
   * @throws IllegalArgumentException if a number is below 1
   */
  public static Resamples draw(int items, int count, long seed) {
    if (items < 1 || count < 1) {
      throw new IllegalArgumentException(
          "there must be at least 1 item and 1 sample, got " + items + " and " + count);
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> samples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      samples.add(random.ints(items, 0, items).toArray());
    }
    return new Resamples(items, samples);
  }

  /**
   * Takes samples that were drawn elsewhere.
   *
   * @param items how many items there are
   * @param samples the items of each sample
   * @return the samples
   * @throws IllegalArgumentException if there is no sample, one is not as large as the data set or
   *     has an item that there is not
   */
  public static Resamples of(int items, List<int[]> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("there must be at least 1 sample, got 0");
    }
    List<int[]> kept = new ArrayList<>();
    for (int[] sample : samples) {
      if (sample.length != items) {
        throw new IllegalArgumentException(
            "a sample must be as large as the data set, got " + sample.length + " of " + items);
      }
      for (int item : sample) {
        if (item < 0 || item >= items) {
          throw new IllegalArgumentException("item must be in [0, " + items + "), got " + item);
        }
      }
      kept.add(sample.clone());
    }
    return new Resamples(items, kept);
  }

  /**
   * How many items there are.
   *
   * @return the size of the data set and of each sample
   */
  public int items() {
    return items;
  }

  /**
   * How many samples there are.
   *
   * @return at least 1
   */
  public int count() {
    return samples.size();
  }

  /** The value of each sample. */
  double[] values(Statistic statistic) {
    return samples.stream().mapToDouble(statistic::of).toArray();
  }
}
