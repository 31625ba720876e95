package io.github.nlptoolkit.sequence.crf.train;

/** Checks of options. */
final class Options {

  private Options() {}

  static void atLeast(String name, double value, double least) {
    if (!(value >= least) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          name + " must be at least " + least + " and finite, got " + value);
    }
  }

  static void positive(String name, double value) {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(name + " must be positive and finite, got " + value);
    }
  }
}
