package io.github.nlptoolkit.word2vec.train;

import java.io.IOException;

/**
 * Watches training. Called on training threads, by one at a time; what it throws ends the training.
 */
public interface TrainingListener {

  /**
   * Called when the words have been counted.
   *
   * @param vocabulary what will be trained
   */
  default void onVocabulary(Vocabulary vocabulary) {}

  /**
   * Called several times a second, and at the end.
   *
   * @param progress how far training is
   */
  default void onProgress(TrainingProgress progress) {}

  /**
   * Called at the end of each epoch, and between when a checkpoint is due; no thread trains
   * meanwhile.
   *
   * @param model the model as it is, for {@link Word2Vec#save}
   * @throws IOException if what is done with it fails
   */
  default void onCheckpoint(Word2Vec model) throws IOException {}

  /**
   * Whether training should pause for a checkpoint. Asked before each piece of the corpus.
   *
   * @return true to have {@link #onCheckpoint} called soon
   */
  default boolean wantsCheckpoint() {
    return false;
  }

  /** Does nothing. */
  TrainingListener NONE = new TrainingListener() {};
}
