package io.github.nlptoolkit.bert.head;

import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.bert.family.Head;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Gives labels or a score to texts and pairs of texts. Gives what the text-classification pipeline
 * of transformers 5.23 gives, to rounding: {@code problem_type} says whether one label holds,
 * several, or the output is a score; labels are those of {@code id2label}.
 *
 * <p>Texts longer than the model's limit of tokens are cut, of a pair the longer one first; {@link
 * Classification#truncated()} tells. Thread-safe. An interrupted caller stops between batches with
 * a {@link CancellationException} and stays interrupted. {@link #close} waits for running calls.
 */
public final class SequenceClassifier implements AutoCloseable {
  private final HeadModel model;
  private final ClassificationKind kind;
  private final List<String> labels;

  private SequenceClassifier(HeadModel model, ClassificationKind kind, List<String> labels) {
    this.model = model;
    this.kind = kind;
    this.labels = labels;
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
  public static SequenceClassifier load(Path folder) throws IOException {
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
  public static SequenceClassifier load(Path folder, LoadOptions options) throws IOException {
    HeadModel model = HeadModel.load(folder, Head.SEQUENCE_CLASSIFICATION, options);
    try {
      JsonConfig config = model.text().checkpoint().config();
      return new SequenceClassifier(
          model,
          ClassificationKind.read(config, model.outputs()),
          Labels.read(config, model.outputs()));
    } catch (IOException | RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /**
   * What the scores mean.
   *
   * @return the kind of the model
   */
  public ClassificationKind kind() {
    return kind;
  }

  /**
   * The labels.
   *
   * @return the labels in the order of the model's outputs; immutable
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * How many tokens of a text or pair count.
   *
   * @return the number, special tokens included, at least 1
   */
  public int maxTokens() {
    return model.text().maxTokens();
  }

  /**
   * Classifies a text.
   *
   * @param text the text, possibly empty
   * @return its labels with their scores
   * @throws IllegalArgumentException if the text has no tokens, special ones included
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public Classification classify(String text) {
    return classify(List.of(text)).get(0);
  }

  /**
   * Classifies texts.
   *
   * @param texts the texts, each possibly empty
   * @return the labels of each with their scores, in order; immutable
   * @throws NullPointerException if a text is null; the message names its index
   * @throws IllegalArgumentException if a text has no tokens, special ones included
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<Classification> classify(List<String> texts) {
    return classifications(model.textLogits(texts));
  }

  /**
   * Classifies pairs of texts.
   *
   * @param pairs the pairs
   * @return the labels of each with their scores, in order; immutable
   * @throws NullPointerException if a pair is null; the message names its index
   * @throws IllegalArgumentException if the model takes single texts
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<Classification> classifyPairs(List<TextPair> pairs) {
    return classifications(model.pairLogits(pairs));
  }

  private List<Classification> classifications(List<HeadModel.Logits> logits) {
    return logits.stream()
        .map(one -> new Classification(kind, labels, one.logits(), one.truncated()))
        .toList();
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    model.close();
  }
}
