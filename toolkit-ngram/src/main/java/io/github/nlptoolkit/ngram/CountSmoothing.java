package io.github.nlptoolkit.ngram;

/**
 * How a {@link CountModel} computes probabilities, with the formulas of NLTK 3.10's {@code
 * nltk.lm}. Immutable and thread-safe.
 */
public final class CountSmoothing {

  enum Kind {
    LIDSTONE,
    WITTEN_BELL,
    ABSOLUTE,
    KNESER_NEY,
    STUPID_BACKOFF
  }

  private final Kind kind;
  private final double parameter;

  private CountSmoothing(Kind kind, double parameter) {
    this.kind = kind;
    this.parameter = parameter;
  }

  /**
   * Maximum likelihood: relative frequency, 0 for what was not seen.
   *
   * @return the smoothing
   */
  public static CountSmoothing maximumLikelihood() {
    return new CountSmoothing(Kind.LIDSTONE, 0);
  }

  /**
   * Adds one to each count.
   *
   * @return the smoothing
   */
  public static CountSmoothing laplace() {
    return lidstone(1);
  }

  /**
   * Adds the same to each count.
   *
   * @param gamma what is added, at least 0
   * @return the smoothing
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public static CountSmoothing lidstone(double gamma) {
    if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("gamma must be at least 0, got " + gamma);
    }
    return new CountSmoothing(Kind.LIDSTONE, gamma);
  }

  /**
   * Witten-Bell, interpolated.
   *
   * @return the smoothing
   */
  public static CountSmoothing wittenBell() {
    return new CountSmoothing(Kind.WITTEN_BELL, 0);
  }

  /**
   * Absolute discounting, interpolated. NLTK's discount is 0.75.
   *
   * @param discount what is taken from each count, in [0, 1]
   * @return the smoothing
   * @throws IllegalArgumentException if it is out of range
   */
  public static CountSmoothing absoluteDiscounting(double discount) {
    return new CountSmoothing(Kind.ABSOLUTE, share("discount", discount));
  }

  /**
   * Kneser-Ney, interpolated, with a fixed discount; NLTK's is 0.1.
   *
   * @param discount what is taken from each count, in [0, 1]
   * @return the smoothing
   * @throws IllegalArgumentException if it is out of range
   */
  public static CountSmoothing kneserNey(double discount) {
    return new CountSmoothing(Kind.KNESER_NEY, share("discount", discount));
  }

  /**
   * Stupid back-off (Brants et al., "Large language models in machine translation", 2007,
   * https://aclanthology.org/D07-1090): relative frequency, or else that after a shorter context
   * times a factor. Scores do not sum to 1. NLTK's factor is 0.4.
   *
   * @param alpha the factor, in [0, 1]
   * @return the smoothing
   * @throws IllegalArgumentException if it is out of range
   */
  public static CountSmoothing stupidBackoff(double alpha) {
    return new CountSmoothing(Kind.STUPID_BACKOFF, share("alpha", alpha));
  }

  private static double share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], got " + value);
    }
    return value;
  }

  Kind kind() {
    return kind;
  }

  double parameter() {
    return parameter;
  }
}
