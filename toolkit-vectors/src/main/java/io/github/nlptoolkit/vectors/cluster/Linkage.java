package io.github.nlptoolkit.vectors.cluster;

/** How far two clusters are from each other. Immutable and thread-safe. */
public enum Linkage {
  /** The distance of the two nearest members. */
  SINGLE,
  /** The distance of the two farthest members. */
  COMPLETE,
  /** The mean distance of a member of one and a member of the other. */
  AVERAGE,
  /**
   * {@code sqrt(2ab / (a + b))} times the distance of the centres, for a and b members: the growth
   * of the squared distances to the centre. Of Euclidean distances only.
   */
  WARD;

  /**
   * The distance of the union of clusters a and b to a third, by Lance and Williams.
   *
   * @param toA from a to the third, {@code toB} from b, {@code between} from a to b
   * @param a how many members, {@code b} and {@code third} the same
   */
  double merged(double toA, double toB, double between, double a, double b, double third) {
    return switch (this) {
      case SINGLE -> Math.min(toA, toB);
      case COMPLETE -> Math.max(toA, toB);
      case AVERAGE -> (a * toA + b * toB) / (a + b);
      case WARD ->
          Math.sqrt(
              Math.max(
                  0,
                  ((a + third) * toA * toA + (b + third) * toB * toB - third * between * between)
                      / (a + b + third)));
    };
  }
}
