package io.github.nlptoolkit.engine.runtime;

import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.internal.djl.NativeMemory;
import java.util.List;

/**
 * The memory that this process keeps in RAM. For whoever has loaded a model: packing its weights
 * leaves behind both the pages of the file that were read and what was allocated on the way. Does
 * something on Linux alone. Thread-safe.
 */
public final class ResidentMemory {
  private ResidentMemory() {}

  /**
   * Takes tensors of mapped files out of RAM. They can be read as before: their pages come back
   * when they are touched.
   *
   * @param tensors tensors that were copied to elsewhere
   */
  public static void release(List<TensorView> tensors) {
    for (TensorView tensor : tensors) {
      tensor.mapped().ifPresent(NativeMemory::release);
    }
  }

  /** Gives back what native code has freed. Takes some milliseconds. */
  public static void trim() {
    NativeMemory.trim();
  }
}
