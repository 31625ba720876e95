package io.github.nlptoolkit.engine.train;

import java.io.IOException;
import java.nio.file.Path;

/** Follows a training. Called on the thread that trains, which waits for it. */
@FunctionalInterface
public interface TrainingListener {

  /** Listens to nothing. */
  TrainingListener NONE = step -> {};

  /**
   * A step was taken. What this throws ends the training.
   *
   * @param step the step
   * @throws IOException if what it does with it fails
   */
  void onStep(TrainingStep step) throws IOException;

  /**
   * A checkpoint was written.
   *
   * @param folder its folder
   */
  default void onCheckpoint(Path folder) {}

  /**
   * Training goes on from a checkpoint.
   *
   * @param folder its folder
   * @param step how many steps had been taken
   * @throws IOException if what this does with it fails; it ends the training
   */
  default void onResume(Path folder, long step) throws IOException {}
}
