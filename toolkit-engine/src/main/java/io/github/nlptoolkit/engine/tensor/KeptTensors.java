package io.github.nlptoolkit.engine.tensor;

/**
 * Tensors that a call of a program has left in native memory, to be handed to a later call as
 * {@link Argument.Kept}. Whoever received them closes them. Reading is thread-safe; closing must
 * not overlap with a call that uses them.
 */
public interface KeptTensors extends AutoCloseable {

  /**
   * How many there are.
   *
   * @return the number, at least 0
   */
  int size();

  /**
   * Copies one.
   *
   * @param i its index, from 0
   * @return its values, which must be 32-bit floats
   * @throws IllegalStateException if they are closed
   */
  FloatTensor read(int i);

  /** Frees the native memory. Closing again does nothing. */
  @Override
  void close();
}
