package io.github.nlptoolkit.bert.family;

import java.util.List;
import java.util.OptionalInt;

/**
 * A tensor that a model has, by its name in published files. Immutable and thread-safe.
 *
 * @param name its name
 * @param shape its dimensions, outermost first
 * @param kind what it is
 * @param zeroRow the row of a new table that is 0: that of the padding token
 */
public record TensorSpec(String name, List<Long> shape, Kind kind, OptionalInt zeroRow) {

  /** What a tensor is: how it begins, and whether it decays. */
  public enum Kind {
    /** The matrix of a linear layer. */
    MATRIX,
    /** A table with a row for each token, position or type. */
    TABLE,
    /** The table of relative positions: a bias of the attention, though it begins as a table. */
    BIAS_TABLE,
    /** The bias of a linear layer or norm. */
    BIAS,
    /** The weight of a norm. */
    NORM
  }

  /** Copies the shape. */
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /**
   * Whether weight decay is for it: not for biases and norms.
   *
   * @return true for matrices and tables
   */
  public boolean decays() {
    return kind == Kind.MATRIX || kind == Kind.TABLE;
  }

  /**
   * How many values it has.
   *
   * @return the product of the shape
   */
  public long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
