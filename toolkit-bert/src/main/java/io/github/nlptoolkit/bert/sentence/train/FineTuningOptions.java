package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.train.Checkpointing;
import io.github.nlptoolkit.engine.train.TrainingOptions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a sentence model is fine-tuned. Immutable; thread-safe if listener and evaluator are. */
public final class FineTuningOptions {
  private final Builder all;

  private FineTuningOptions(Builder all) {
    this.all = all;
  }

  /**
   * Begins options with their defaults.
   *
   * @param loss what is to become small
   * @return a builder
   */
  public static Builder builder(SentenceLoss loss) {
    return new Builder(loss);
  }

  SentenceLoss loss() {
    return all.loss;
  }

  TrainingOptions training() {
    return all.training;
  }

  int batchSize() {
    return all.batchSize;
  }

  int epochs() {
    return all.epochs;
  }

  long steps() {
    return all.steps;
  }

  double warmUpShare() {
    return all.warmUpShare;
  }

  int maxTokens() {
    return all.maxTokens;
  }

  BatchSampler sampler() {
    return all.sampler;
  }

  Optional<SentenceEvaluator> evaluator() {
    return Optional.ofNullable(all.evaluator);
  }

  long evaluateEvery() {
    return all.evaluateEvery;
  }

  Optional<Checkpointing> checkpointing() {
    return Optional.ofNullable(all.checkpointing);
  }

  FineTuningListener listener() {
    return all.listener;
  }

  Device device() {
    return all.device;
  }

  List<String> frozen() {
    return all.frozen;
  }

  Optional<LoraOptions> lora() {
    return Optional.ofNullable(all.lora);
  }

  int recomputedTokens() {
    return all.recomputedTokens;
  }

  /** Gathers options. Not thread-safe; {@link #build} may be called again. */
  public static final class Builder {
    private final SentenceLoss loss;
    private TrainingOptions training = TrainingOptions.defaults().learningRate(2e-5);
    private int batchSize = 16;
    private int epochs = 1;
    private long steps;
    private double warmUpShare = 0.1;
    private int maxTokens;
    private BatchSampler sampler;
    private @Nullable SentenceEvaluator evaluator;
    private long evaluateEvery;
    private @Nullable Checkpointing checkpointing;
    private FineTuningListener listener = FineTuningListener.NONE;
    private Device device = Device.auto();
    private List<String> frozen = List.of();
    private @Nullable LoraOptions lora;
    private int recomputedTokens;

    private Builder(SentenceLoss loss) {
      this.loss = Objects.requireNonNull(loss, "loss");
      this.sampler =
          switch (loss.labels()) {
            case NONE -> BatchSampler.NO_DUPLICATES;
            case CLASS -> loss.classes() == 0 ? BatchSampler.BY_CLASS : BatchSampler.SHUFFLED;
            default -> BatchSampler.SHUFFLED;
          };
    }

    private Builder(Builder other) {
      this.loss = other.loss;
      this.training = other.training;
      this.batchSize = other.batchSize;
      this.epochs = other.epochs;
      this.steps = other.steps;
      this.warmUpShare = other.warmUpShare;
      this.maxTokens = other.maxTokens;
      this.sampler = other.sampler;
      this.evaluator = other.evaluator;
      this.evaluateEvery = other.evaluateEvery;
      this.checkpointing = other.checkpointing;
      this.listener = other.listener;
      this.device = other.device;
      this.frozen = other.frozen;
      this.lora = other.lora;
      this.recomputedTokens = other.recomputedTokens;
    }

    /**
     * Sets rate, schedule, optimiser, clipping, accumulation and seed; the defaults of {@link
     * TrainingOptions} with a rate of 2e-5 by default.
     *
     * @param choice the options
     * @return this
     */
    public Builder training(TrainingOptions choice) {
      training = Objects.requireNonNull(choice, "training");
      return this;
    }

    /**
     * Sets how many examples are in a batch; 16 by default.
     *
     * @param count the number, at least 1
     * @return this
     */
    public Builder batchSize(int count) {
      batchSize = count;
      return this;
    }

    /**
     * Sets how often the examples are gone through; once by default.
     *
     * @param count the number, at least 1
     * @return this
     */
    public Builder epochs(int count) {
      epochs = count;
      return this;
    }

    /**
     * Sets how many steps are taken, whatever the epochs.
     *
     * @param count the number; 0, the default, for as many as the epochs have
     * @return this
     */
    public Builder steps(long count) {
      steps = count;
      return this;
    }

    /**
     * Sets in which share of the steps the rate grows; 0.1 by default.
     *
     * @param share the share, in [0, 1); 0 to go by the steps of {@link #training}
     * @return this
     */
    public Builder warmUpShare(double share) {
      warmUpShare = share;
      return this;
    }

    /**
     * Sets the most tokens of a text, behind which it is cut.
     *
     * @param count the number; 0, the default, for as many as the model takes
     * @return this
     */
    public Builder maxTokens(int count) {
      maxTokens = count;
      return this;
    }

    /**
     * Sets which examples are in a batch together. By default what the loss wants: no duplicates
     * where other examples are negatives, classes together where triplets are made of a batch.
     *
     * @param choice the sampler
     * @return this
     */
    public Builder sampler(BatchSampler choice) {
      sampler = Objects.requireNonNull(choice, "sampler");
      return this;
    }

    /**
     * Sets what the model is measured by; nothing by default. The weights with the best score are
     * those that the training ends with.
     *
     * @param choice the evaluator
     * @param every after how many steps, and at the end; 0 for after each epoch
     * @return this
     */
    public Builder evaluator(SentenceEvaluator choice, long every) {
      evaluator = Objects.requireNonNull(choice, "evaluator");
      evaluateEvery = every;
      return this;
    }

    /**
     * Sets where checkpoints go; nowhere by default. The best model is in its folder {@code best}.
     *
     * @param choice where and when; null for nowhere
     * @return this
     */
    public Builder checkpointing(@Nullable Checkpointing choice) {
      checkpointing = choice;
      return this;
    }

    /**
     * Sets who follows the training.
     *
     * @param choice the listener
     * @return this
     */
    public Builder listener(FineTuningListener choice) {
      listener = Objects.requireNonNull(choice, "listener");
      return this;
    }

    /**
     * Sets where it runs; {@link Device#auto} by default.
     *
     * @param choice the device
     * @return this
     */
    public Builder device(Device choice) {
      device = Objects.requireNonNull(choice, "device");
      return this;
    }

    /**
     * Sets which weights stay as they are; none by default.
     *
     * @param prefixes what their names in the model's files begin with, without the family's
     *     prefix, such as {@code embeddings.} or {@code encoder.layer.0.}
     * @return this
     */
    public Builder frozen(List<String> prefixes) {
      frozen = List.copyOf(prefixes);
      return this;
    }

    /**
     * Trains adapters in the place of the encoder's own weights.
     *
     * @param choice rank, scale, targets; null, the default, for none
     * @return this
     */
    public Builder lora(@Nullable LoraOptions choice) {
      lora = choice;
      return this;
    }

    /**
     * Saves memory for time (gradient checkpointing): no intermediate results are kept between the
     * way forth and the way back, but computed again for as many tokens at a time, however large
     * the batch. The numbers are the same but for rounding, and what dropout draws.
     *
     * @param tokens how many tokens a core works on at a time; 0, the default, to keep all
     * @return this
     */
    public Builder recompute(int tokens) {
      recomputedTokens = tokens;
      return this;
    }

    /**
     * Checks the options together.
     *
     * @return the options
     * @throws IllegalArgumentException if one is out of range
     */
    public FineTuningOptions build() {
      least("batchSize", batchSize, 1);
      least("epochs", epochs, 1);
      least("steps", steps, 0);
      least("maxTokens", maxTokens, 0);
      least("every", evaluateEvery, 0);
      least("tokens", recomputedTokens, 0);
      if (!(warmUpShare >= 0 && warmUpShare < 1)) {
        throw new IllegalArgumentException("warmUpShare must be in [0, 1), got " + warmUpShare);
      }
      return new FineTuningOptions(new Builder(this));
    }

    private static void least(String name, long value, long least) {
      if (value < least) {
        throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
      }
    }
  }
}
