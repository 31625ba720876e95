package io.github.nlptoolkit.engine.train;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where and when checkpoints are written. Immutable and thread-safe.
 *
 * @param folder where their folders lie, {@code checkpoint-500} after 500 steps; made if absent
 * @param every after how many steps one is written, at least 1; one is written at the end, too
 * @param keep how many are kept, the newest, at least 1
 * @param resume whether to go on from the newest one there is; without it the folder must have none
 */
public record Checkpointing(Path folder, long every, int keep, boolean resume) {

  /** Checks the ranges. */
  public Checkpointing {
    Objects.requireNonNull(folder, "folder");
    if (every < 1) {
      throw new IllegalArgumentException("every must be at least 1, got " + every);
    }
    if (keep < 1) {
      throw new IllegalArgumentException("keep must be at least 1, got " + keep);
    }
  }

  /**
   * Checkpoints every 500 steps, of which two are kept; goes on from the newest there is.
   *
   * @param folder where their folders lie
   * @return the settings
   */
  public static Checkpointing in(Path folder) {
    return new Checkpointing(folder, 500, 2, true);
  }
}
