package io.github.nlptoolkit.engine.train;

import java.util.List;

/**
 * A weight of a trained program. Immutable and thread-safe.
 *
 * @param name its name in files
 * @param shape its dimensions, outermost first
 * @param decays whether weight decay makes it smaller; it should not for biases and norms
 * @param trained whether it is trained; false freezes it
 */
public record Parameter(String name, List<Long> shape, boolean decays, boolean trained) {

  /** Copies the shape. */
  public Parameter {
    shape = List.copyOf(shape);
  }

  /**
   * How many values it has.
   *
   * @return the product of the shape
   */
  public long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
