package io.github.nlptoolkit.sequence.crf.train;

/** Told of the progress of a training, on the thread that trains. */
@FunctionalInterface
public interface TrainingListener {

  /**
   * An iteration is done.
   *
   * @param progress where the training stands
   * @return whether to go on; if not, the training ends with the weights it has
   */
  boolean iterationDone(TrainingProgress progress);
}
