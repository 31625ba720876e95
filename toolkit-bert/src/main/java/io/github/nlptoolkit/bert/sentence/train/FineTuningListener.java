package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.engine.train.TrainingListener;
import io.github.nlptoolkit.engine.train.TrainingStep;
import java.io.IOException;

/** Follows a fine-tuning. Called on the thread that trains, which waits for it. */
@FunctionalInterface
public interface FineTuningListener extends TrainingListener {

  /** Listens to nothing. */
  FineTuningListener NONE = (TrainingStep step) -> {};

  /**
   * The model was measured.
   *
   * @param step how many steps had been taken
   * @param evaluation what was found
   * @param best whether it is the best so far
   * @throws IOException if what this does with it fails; it ends the training
   */
  default void onEvaluation(long step, Evaluation evaluation, boolean best) throws IOException {}
}
