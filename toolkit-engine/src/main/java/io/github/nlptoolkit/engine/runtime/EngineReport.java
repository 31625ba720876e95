package io.github.nlptoolkit.engine.runtime;

import io.github.nlptoolkit.engine.internal.djl.TorchEngine;
import java.util.Optional;

/**
 * What the engine finds on this machine and what it makes of it, for a person to read. Immutable
 * and thread-safe.
 *
 * @param problem why the engine cannot start, or empty
 * @param engine the engine and its version, or empty if it cannot start
 * @param cpu what the CPU can do
 * @param gpus how many CUDA devices there are
 * @param device the device that {@link Device#auto} chooses
 * @param precision the precision that {@link Precision#AUTO} chooses, and why
 * @param threads how many threads the lanes have
 */
public record EngineReport(
    Optional<String> problem,
    Optional<String> engine,
    CpuFeatures cpu,
    int gpus,
    Device device,
    PrecisionChoice precision,
    int threads) {

  /**
   * Looks around. Starts the engine if it can be started.
   *
   * @return what there is
   */
  public static EngineReport inspect() {
    CpuFeatures cpu = CpuFeatures.detect();
    Optional<String> problem = TorchEngine.problem();
    Optional<String> engine = Optional.empty();
    Device device = Device.cpu();
    int gpus = 0;
    if (problem.isEmpty()) {
      try {
        engine = Optional.of("PyTorch " + TorchEngine.version());
        gpus = TorchEngine.gpuCount();
        device = Device.auto().resolve();
      } catch (UnsupportedOperationException e) {
        problem = Optional.ofNullable(e.getMessage());
      }
    }
    return new EngineReport(
        problem, engine, cpu, gpus, device, Precision.AUTO.choose(device, cpu), Lanes.threads());
  }
}
