package io.github.nlptoolkit.engine.runtime;

import io.github.nlptoolkit.engine.internal.djl.TorchEngine;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a model runs: the CPU, a CUDA device, or whichever there is. Immutable and thread-safe. */
public final class Device {
  private static final Pattern GPU = Pattern.compile("gpu:(\\d{1,4})");
  private static final Device AUTO = new Device("auto", -1);
  private static final Device CPU = new Device("cpu", -1);

  private final String name;
  private final int gpu;

  private Device(String name, int gpu) {
    this.name = name;
    this.gpu = gpu;
  }

  /**
   * The first CUDA device if there is one, else the CPU.
   *
   * @return the choice, not made yet: {@link #resolve} makes it
   */
  public static Device auto() {
    return AUTO;
  }

  /**
   * The CPU.
   *
   * @return the device
   */
  public static Device cpu() {
    return CPU;
  }

  /**
   * A CUDA device.
   *
   * @param index its index, from 0
   * @return the device
   * @throws IllegalArgumentException if the index is negative
   */
  public static Device gpu(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("the index of a GPU must be at least 0, got " + index);
    }
    return new Device("gpu:" + index, index);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @param text {@code auto}, {@code cpu} or {@code gpu:N}
   * @return the device
   * @throws IllegalArgumentException if it is none of them
   */
  public static Device parse(String text) {
    Matcher matcher = GPU.matcher(text);
    if (matcher.matches()) {
      return gpu(Integer.parseInt(matcher.group(1)));
    }
    return switch (text) {
      case "auto" -> AUTO;
      case "cpu" -> CPU;
      default ->
          throw new IllegalArgumentException("device must be auto, cpu or gpu:N, got " + text);
    };
  }

  /**
   * Makes the choice of {@link #auto} and checks that a GPU asked for is there. Starts the engine.
   *
   * @return the CPU or a CUDA device
   * @throws IllegalArgumentException if there is no such GPU
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public Device resolve() {
    if (equals(CPU)) {
      return this;
    }
    int count = TorchEngine.gpuCount();
    if (equals(AUTO)) {
      return count > 0 ? gpu(0) : CPU;
    }
    if (gpu >= count) {
      throw new IllegalArgumentException(
          "there is no " + name + ": PyTorch's natives see " + count + " CUDA devices");
    }
    return this;
  }

  /**
   * Which CUDA device this is.
   *
   * @return its index, or empty for the CPU and for {@link #auto}
   */
  public OptionalInt gpuIndex() {
    return gpu < 0 ? OptionalInt.empty() : OptionalInt.of(gpu);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Device that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** {@code auto}, {@code cpu} or {@code gpu:N}. */
  @Override
  public String toString() {
    return name;
  }
}
