package io.github.nlptoolkit.engine.runtime;

/** The numbers that a model computes with. Its results are 32-bit floats in any case. */
public enum Precision {
  /**
   * {@link #BFLOAT16} where the CPU multiplies it natively or the device is a GPU, else {@link
   * #FLOAT32}; {@link #INT8} for a checkpoint that was saved quantised; the default.
   */
  AUTO,
  /** 32-bit floats. */
  FLOAT32,
  /**
   * 16-bit floats with the range of 32-bit ones and 8 bits of precision; sums, norms and pooling
   * keep 32 bits.
   */
  BFLOAT16,
  /**
   * Linear layers multiply integers of 8 bits; what is between them, and attention, is in the
   * numbers that {@link #AUTO} takes. The weights of any checkpoint are quantised when it is
   * loaded, each output with a scale of its own, and the ranges of their inputs are found on some
   * texts; unless it was saved quantised. On x86-64 CPUs; those without VNNI keep seven bits of a
   * weight.
   */
  INT8;

  /**
   * Makes the choice of {@link #AUTO}.
   *
   * @param device the device, resolved
   * @param cpu what the CPU can do
   * @return the precision, which is not {@link #AUTO}, and why
   */
  public PrecisionChoice choose(Device device, CpuFeatures cpu) {
    if (this != AUTO) {
      return new PrecisionChoice(this, "asked for");
    }
    if (device.gpuIndex().isPresent()) {
      return new PrecisionChoice(BFLOAT16, "the device is a GPU");
    }
    return cpu.nativeBfloat16()
        .map(flag -> new PrecisionChoice(BFLOAT16, "the CPU has " + flag))
        .orElseGet(
            () -> new PrecisionChoice(FLOAT32, "the CPU has no native bfloat16 dot products"));
  }
}
