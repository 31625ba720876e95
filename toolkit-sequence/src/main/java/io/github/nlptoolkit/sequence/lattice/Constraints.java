package io.github.nlptoolkit.sequence.lattice;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which labels may stand at which positions: labels that are known beforehand, or sets of them. A
 * position that is not named may have any label. Which label may follow which is the matter of
 * {@link Transitions#allowed}. Immutable and thread-safe.
 */
public final class Constraints {

  private static final Constraints NONE = new Constraints(new TreeMap<>());

  private final Map<Integer, BitSet> allowed;

  private Constraints(Map<Integer, BitSet> allowed) {
    this.allowed = allowed;
  }

  /**
   * Allows everything.
   *
   * @return no constraints
   */
  public static Constraints none() {
    return NONE;
  }

  /**
   * Adds what may stand at a position. Named twice, a position may have what both allow.
   *
   * @param position at least 0
   * @param labels the labels that may stand there; none of them makes every path impossible
   * @return new constraints
   * @throws IndexOutOfBoundsException if a number is negative
   */
  public Constraints allow(int position, int... labels) {
    if (position < 0) {
      throw new IndexOutOfBoundsException("position must be at least 0, got " + position);
    }
    BitSet set = new BitSet();
    for (int label : labels) {
      set.set(label);
    }
    TreeMap<Integer, BitSet> copy = new TreeMap<>(allowed);
    BitSet before = copy.get(position);
    if (before != null) {
      set.and(before);
    }
    copy.put(position, set);
    return new Constraints(copy);
  }

  /** Forbids in a matrix of emissions what is not allowed. */
  void applyTo(double[] emission, int length, int labels) {
    for (Map.Entry<Integer, BitSet> entry : allowed.entrySet()) {
      int position = entry.getKey();
      BitSet set = entry.getValue();
      if (position >= length || set.length() > labels) {
        throw new IllegalArgumentException(
            "a constraint must name one of "
                + length
                + " positions and of "
                + labels
                + " labels, got position "
                + position
                + ", labels "
                + set);
      }
      for (int l = set.nextClearBit(0); l < labels; l = set.nextClearBit(l + 1)) {
        emission[position * labels + l] = Double.NEGATIVE_INFINITY;
      }
    }
  }

  @Override
  public String toString() {
    return "Constraints" + allowed;
  }
}
