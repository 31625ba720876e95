package io.github.nlptoolkit.bert.train;

import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.train.Checkpointing;
import io.github.nlptoolkit.engine.train.TrainingListener;
import io.github.nlptoolkit.engine.train.TrainingOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a masked language model is trained. Immutable; thread-safe if its listener is.
 *
 * @param training rate, schedule, optimiser, accumulation, seed
 * @param masking which tokens are asked for
 * @param epochs how often the text is gone through, at least 1; of no account if there are steps
 * @param steps how many steps are taken; 0 for as many as the epochs have. The number of batches
 *     differs a little from epoch to epoch, and is taken from the first
 * @param warmUpShare the share of the steps in which the rate grows, in [0, 1); 0 to go by the
 *     steps of {@code training}
 * @param maxTokens the most tokens of a text, special ones included; what is longer is cut into
 *     several; 0 for as many as the model and its tokenizer take
 * @param tokensPerBatch the most tokens in a batch, at least 1, but for a text that has more
 * @param shuffledTexts how many texts are in memory and shuffled at a time, at least 1
 * @param checkpointing where checkpoints go; null for none
 * @param listener who follows the training
 * @param device where it runs
 */
public record PretrainingOptions(
    TrainingOptions training,
    MaskingOptions masking,
    int epochs,
    long steps,
    double warmUpShare,
    int maxTokens,
    int tokensPerBatch,
    int shuffledTexts,
    @Nullable Checkpointing checkpointing,
    TrainingListener listener,
    Device device) {

  /** Checks the ranges. */
  public PretrainingOptions {
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(masking, "masking");
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(device, "device");
    least("epochs", epochs, 1);
    least("steps", steps, 0);
    least("maxTokens", maxTokens, 0);
    least("tokensPerBatch", tokensPerBatch, 1);
    least("shuffledTexts", shuffledTexts, 1);
    if (!(warmUpShare >= 0 && warmUpShare < 1)) {
      throw new IllegalArgumentException("warmUpShare must be in [0, 1), got " + warmUpShare);
    }
  }

  private static void least(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
    }
  }

  /**
   * The defaults: {@link TrainingOptions#defaults}, {@link MaskingOptions#defaults}, one epoch, a
   * tenth of it for the warm-up, texts as long as the model takes, 4096 tokens in a batch, 8192
   * texts shuffled at a time, no checkpoints, no listener, {@link Device#auto}.
   *
   * @return the defaults
   */
  public static PretrainingOptions defaults() {
    return new PretrainingOptions(
        TrainingOptions.defaults(),
        MaskingOptions.defaults(),
        1,
        0,
        0.1,
        0,
        4096,
        8192,
        null,
        TrainingListener.NONE,
        Device.auto());
  }

  /**
   * With other options of the training itself.
   *
   * @param choice rate, schedule, optimiser, accumulation, seed
   * @return new options
   */
  public PretrainingOptions training(TrainingOptions choice) {
    return new PretrainingOptions(
        choice,
        masking,
        epochs,
        steps,
        warmUpShare,
        maxTokens,
        tokensPerBatch,
        shuffledTexts,
        checkpointing,
        listener,
        device);
  }

  /**
   * With other masks.
   *
   * @param choice which tokens are asked for
   * @return new options
   */
  public PretrainingOptions masking(MaskingOptions choice) {
    return new PretrainingOptions(
        training,
        choice,
        epochs,
        steps,
        warmUpShare,
        maxTokens,
        tokensPerBatch,
        shuffledTexts,
        checkpointing,
        listener,
        device);
  }

  /**
   * With a number of epochs.
   *
   * @param count how often the text is gone through, at least 1
   * @return new options
   * @throws IllegalArgumentException if it is less
   */
  public PretrainingOptions epochs(int count) {
    return new PretrainingOptions(
        training,
        masking,
        count,
        0,
        warmUpShare,
        maxTokens,
        tokensPerBatch,
        shuffledTexts,
        checkpointing,
        listener,
        device);
  }

  /**
   * With a number of steps, whatever the epochs.
   *
   * @param count how many steps are taken, at least 1
   * @return new options
   * @throws IllegalArgumentException if it is less
   */
  public PretrainingOptions steps(long count) {
    least("steps", count, 1);
    return new PretrainingOptions(
        training,
        masking,
        epochs,
        count,
        warmUpShare,
        maxTokens,
        tokensPerBatch,
        shuffledTexts,
        checkpointing,
        listener,
        device);
  }

  /**
   * With another warm-up.
   *
   * @param share the share of the steps, in [0, 1); 0 to go by the steps of {@code training}
   * @return new options
   * @throws IllegalArgumentException if it is out of range
   */
  public PretrainingOptions warmUpShare(double share) {
    return new PretrainingOptions(
        training,
        masking,
        epochs,
        steps,
        share,
        maxTokens,
        tokensPerBatch,
        shuffledTexts,
        checkpointing,
        listener,
        device);
  }

  /**
   * With another length of texts and size of batches.
   *
   * @param ofText the most tokens of a text; 0 for as many as the model and its tokenizer take
   * @param ofBatch the most tokens in a batch, at least 1
   * @return new options
   * @throws IllegalArgumentException if one is out of range
   */
  public PretrainingOptions tokens(int ofText, int ofBatch) {
    return new PretrainingOptions(
        training,
        masking,
        epochs,
        steps,
        warmUpShare,
        ofText,
        ofBatch,
        shuffledTexts,
        checkpointing,
        listener,
        device);
  }

  /**
   * With another number of texts that are shuffled.
   *
   * @param count how many are in memory and shuffled at a time, at least 1
   * @return new options
   * @throws IllegalArgumentException if it is less
   */
  public PretrainingOptions shuffledTexts(int count) {
    return new PretrainingOptions(
        training,
        masking,
        epochs,
        steps,
        warmUpShare,
        maxTokens,
        tokensPerBatch,
        count,
        checkpointing,
        listener,
        device);
  }

  /**
   * With checkpoints.
   *
   * @param choice where they go; null for none
   * @return new options
   */
  public PretrainingOptions checkpointing(@Nullable Checkpointing choice) {
    return new PretrainingOptions(
        training,
        masking,
        epochs,
        steps,
        warmUpShare,
        maxTokens,
        tokensPerBatch,
        shuffledTexts,
        choice,
        listener,
        device);
  }

  /**
   * With a listener.
   *
   * @param choice who follows the training
   * @return new options
   */
  public PretrainingOptions listener(TrainingListener choice) {
    return new PretrainingOptions(
        training,
        masking,
        epochs,
        steps,
        warmUpShare,
        maxTokens,
        tokensPerBatch,
        shuffledTexts,
        checkpointing,
        choice,
        device);
  }

  /**
   * With another device.
   *
   * @param choice where it runs
   * @return new options
   */
  public PretrainingOptions device(Device choice) {
    return new PretrainingOptions(
        training,
        masking,
        epochs,
        steps,
        warmUpShare,
        maxTokens,
        tokensPerBatch,
        shuffledTexts,
        checkpointing,
        listener,
        choice);
  }
}
