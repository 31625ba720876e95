package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** How an encoder is loaded, with or without a head. Immutable and thread-safe. */
public final class LoadOptions {
  private static final LoadOptions DEFAULTS =
      new LoadOptions(
          Device.auto(), Precision.AUTO, OptionalInt.empty(), 1024, Optional.empty(), false, true);

  private final Device device;
  private final Precision precision;
  private final OptionalInt maxTokens;
  private final int tokensPerBatch;
  private final Optional<List<String>> calibrationTexts;
  private final boolean lowLatency;
  private final boolean microBatching;

  private LoadOptions(
      Device device,
      Precision precision,
      OptionalInt maxTokens,
      int tokensPerBatch,
      Optional<List<String>> calibrationTexts,
      boolean lowLatency,
      boolean microBatching) {
    this.device = device;
    this.precision = precision;
    this.maxTokens = maxTokens;
    this.tokensPerBatch = tokensPerBatch;
    this.calibrationTexts = calibrationTexts;
    this.lowLatency = lowLatency;
    this.microBatching = microBatching;
  }

  /**
   * The defaults: {@link Device#auto}, {@link Precision#AUTO}, as many tokens of a text as the
   * model has positions and its tokenizer allows, 1024 tokens in a batch.
   *
   * @return the defaults
   */
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  /**
   * With another device.
   *
   * @param choice where the model runs
   * @return new options
   */
  public LoadOptions device(Device choice) {
    return new LoadOptions(
        Objects.requireNonNull(choice, "device"),
        precision,
        maxTokens,
        tokensPerBatch,
        calibrationTexts,
        lowLatency,
        microBatching);
  }

  /**
   * With another precision.
   *
   * @param choice what the model computes with
   * @return new options
   */
  public LoadOptions precision(Precision choice) {
    return new LoadOptions(
        device,
        Objects.requireNonNull(choice, "precision"),
        maxTokens,
        tokensPerBatch,
        calibrationTexts,
        lowLatency,
        microBatching);
  }

  /**
   * With another limit of tokens.
   *
   * @param tokens the most tokens of a text or pair, special ones included; at least 1. Loading
   *     fails if the model has fewer positions
   * @return new options
   * @throws IllegalArgumentException if it is less than 1
   */
  public LoadOptions maxTokens(int tokens) {
    return new LoadOptions(
        device,
        precision,
        OptionalInt.of(positive("maxTokens", tokens)),
        tokensPerBatch,
        calibrationTexts,
        lowLatency,
        microBatching);
  }

  /**
   * With another size of batches.
   *
   * @param tokens how many tokens run together at the most, but for a text that has more by itself;
   *     at least 1
   * @return new options
   * @throws IllegalArgumentException if it is less than 1
   */
  public LoadOptions tokensPerBatch(int tokens) {
    return new LoadOptions(
        device,
        precision,
        maxTokens,
        positive("tokensPerBatch", tokens),
        calibrationTexts,
        lowLatency,
        microBatching);
  }

  /**
   * With texts of one's own for {@link Precision#INT8}: the ranges of numbers that are met in them
   * are those that the model can represent afterwards. Some dozens that are like the texts to come
   * are enough. By default built-in sentences of several languages and lengths are taken.
   *
   * @param texts the texts, at least one
   * @return new options
   * @throws IllegalArgumentException if there are none
   */
  public LoadOptions calibrationTexts(List<String> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("calibrationTexts must have at least one text");
    }
    return new LoadOptions(
        device,
        precision,
        maxTokens,
        tokensPerBatch,
        Optional.of(List.copyOf(texts)),
        lowLatency,
        microBatching);
  }

  /**
   * With or without a second way for texts of up to 64 tokens (32 where weights are in bfloat16)
   * that come alone: on vector instructions from Java, on all cores, without the engine, whose
   * operators take most of the time of so few tokens. It costs a second copy of the layers' weights
   * on the heap (four bytes each in {@link Precision#FLOAT32}, two in other precisions, which it
   * computes with bfloat16 weights and sums in single precision) and about two seconds at load, in
   * which the JVM compiles its loops.
   *
   * <p>Only sentence embedders on a CPU use it. Where the JVM runs without {@code --add-modules
   * jdk.incubator.vector}, or the model is no plain BERT or RoBERTa in floats whose heads are whole
   * vectors wide and whose layers have at most 4112 outputs (query, key and value as one), a
   * warning is logged and texts go through the engine, as they do while another text is computed
   * this way.
   *
   * @param choice whether to have it; false by default
   * @return new options
   */
  public LoadOptions lowLatency(boolean choice) {
    return new LoadOptions(
        device, precision, maxTokens, tokensPerBatch, calibrationTexts, choice, microBatching);
  }

  /**
   * With or without micro-batching: texts that several threads bring one at a time, in calls of
   * their own, run together, as those of a list do. A lane that is free waits up to 0.2 ms for its
   * share of them; a thread that is the only one waits for nobody. The vectors of such texts differ
   * in their last bits with what they run beside; without it they are those of a text that is
   * alone, at up to half of the throughput of a list.
   *
   * <p>Only sentence embedders use it.
   *
   * @param choice whether to have it; true by default
   * @return new options
   */
  public LoadOptions microBatching(boolean choice) {
    return new LoadOptions(
        device, precision, maxTokens, tokensPerBatch, calibrationTexts, lowLatency, choice);
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
    return value;
  }

  /**
   * The device.
   *
   * @return where the model runs
   */
  public Device device() {
    return device;
  }

  /**
   * The precision.
   *
   * @return what the model computes with
   */
  public Precision precision() {
    return precision;
  }

  /**
   * The limit of tokens.
   *
   * @return the most tokens of a text or pair, or empty for as many as the model takes
   */
  public OptionalInt maxTokens() {
    return maxTokens;
  }

  /**
   * The size of batches.
   *
   * @return the most tokens in a batch
   */
  public int tokensPerBatch() {
    return tokensPerBatch;
  }

  /**
   * The texts for {@link Precision#INT8}.
   *
   * @return the texts, immutable, or empty for the built-in ones
   */
  public Optional<List<String>> calibrationTexts() {
    return calibrationTexts;
  }

  /**
   * Whether there is a second way for short texts that come alone.
   *
   * @return whether {@link #lowLatency(boolean)} was chosen
   */
  public boolean lowLatency() {
    return lowLatency;
  }

  /**
   * Whether texts of several threads run together.
   *
   * @return whether {@link #microBatching(boolean)} was chosen
   */
  public boolean microBatching() {
    return microBatching;
  }

  /** All settings. */
  @Override
  public String toString() {
    return "LoadOptions[device="
        + device
        + ", precision="
        + precision
        + ", maxTokens="
        + (maxTokens.isPresent() ? maxTokens.getAsInt() : "the model's")
        + ", tokensPerBatch="
        + tokensPerBatch
        + ", calibrationTexts="
        + calibrationTexts.map(texts -> texts.size() + " of one's own").orElse("built-in")
        + ", lowLatency="
        + lowLatency
        + ", microBatching="
        + microBatching
        + "]";
  }
}
