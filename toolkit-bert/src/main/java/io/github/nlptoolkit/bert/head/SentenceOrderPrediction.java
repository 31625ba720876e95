package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.bert.family.Head;
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Tells whether two consecutive texts are in order or swapped, with the head that ALBERT was
 * pre-trained with. Gives what {@code AlbertForPreTraining} of transformers 5.23 gives, to
 * rounding, with the second text's tokens of type 1 as in the pre-training.
 *
 * <p>Pairs longer than the model's limit of tokens are cut, the longer text first; {@link
 * SentenceOrder#truncated} tells. Thread-safe. An interrupted caller stops between batches with a
 * {@link CancellationException} and stays interrupted. {@link #close} waits for running calls.
 *
 * @see <a href="https://arxiv.org/abs/1909.11942">Lan et al., 2020: ALBERT</a>
 */
public final class SentenceOrderPrediction implements AutoCloseable {
  private final PairPrediction<SentenceOrder> model;

  private SentenceOrderPrediction(PairPrediction<SentenceOrder> model) {
    this.model = model;
  }

  /**
   * Loads a model with the default options.
   *
   * @param folder a Hugging Face folder
   * @return the model, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported, or the checkpoint
   *     has no such head (the message lists those it has)
   * @throws IOException if a file cannot be read
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static SentenceOrderPrediction load(Path folder) throws IOException {
    return load(folder, LoadOptions.defaults());
  }

  /**
   * Loads a model.
   *
   * @param folder a Hugging Face folder
   * @param options device, precision, limit of tokens, size of batches
   * @return the model, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported, or the checkpoint
   *     has no such head (the message lists those it has)
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if an option does not fit the model
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static SentenceOrderPrediction load(Path folder, LoadOptions options) throws IOException {
    return new SentenceOrderPrediction(
        PairPrediction.load(folder, Head.SENTENCE_ORDER, options, SentenceOrder::new));
  }

  /**
   * Tells whether two texts are in order.
   *
   * @param first the first text
   * @param second the second text
   * @return the prediction
   * @throws IllegalArgumentException if the model takes single texts
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public SentenceOrder predict(String first, String second) {
    return model.predict(first, second);
  }

  /**
   * The same for many pairs.
   *
   * @param pairs the pairs
   * @return a prediction for each, in order; immutable
   * @throws NullPointerException if a pair is null; the message names its index
   * @throws IllegalArgumentException if the model takes single texts
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<SentenceOrder> predict(List<TextPair> pairs) {
    return model.predict(pairs);
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    model.close();
  }
}
