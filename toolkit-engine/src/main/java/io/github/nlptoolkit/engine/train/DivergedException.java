package io.github.nlptoolkit.engine.train;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A loss or the gradients stopped being finite numbers. The weights are those before the step; the
 * last checkpoint is as it was.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long step;
  private final transient @Nullable Path checkpoint;

  /**
   * Makes one.
   *
   * @param what what is not finite, with its value
   * @param step the number of the step that was not taken, from 1
   * @param checkpoint the last checkpoint, or null if there is none
   */
  DivergedException(String what, long step, @Nullable Path checkpoint) {
    super(
        "training diverged at step "
            + step
            + ": "
            + what
            + "; "
            + (checkpoint == null ? "there is no checkpoint" : "the last good one is " + checkpoint)
            + "; a lower learning rate, a longer warm-up or clipping helps");
    this.step = step;
    this.checkpoint = checkpoint;
  }

  /**
   * Which step was not taken.
   *
   * @return its number, from 1
   */
  public long step() {
    return step;
  }

  /**
   * The last checkpoint.
   *
   * @return its folder, or empty if there is none
   */
  public Optional<Path> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }
}
