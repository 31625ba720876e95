package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.bert.family.EncoderWeights;
import io.github.nlptoolkit.bert.internal.shorttext.ShortTextEncoder;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.DataType;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.program.Program;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.runtime.PrecisionChoice;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.failure.InferenceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * An encoder in native memory: a checkpoint's weights under the encoder program. What embeds
 * sentences and what reads heads are built on it. Thread-safe; {@link #close} waits for running
 * calls.
 */
public final class EncoderModel implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(EncoderModel.class.getName());

  private final Program program;
  private final EncoderConfig config;
  private final EncoderWeights weights;
  private final Device device;
  private final PrecisionChoice precision;
  private final Argument plan;

  private final SingleTexts singles;

  EncoderModel(
      Program program,
      EncoderConfig config,
      EncoderWeights weights,
      Device device,
      PrecisionChoice precision) {
    this.program = program;
    this.config = config;
    this.weights = weights;
    this.device = device;
    this.precision = precision;
    this.plan = Argument.ints(config.plan().stream().mapToLong(Integer::longValue).toArray());
    this.singles = new SingleTexts(this);
  }

  /**
   * Loads an encoder.
   *
   * @param checkpoint the checkpoint
   * @param device where it runs
   * @param precision what it computes with
   * @return the encoder
   * @throws IOException if the checkpoint does not hold such an encoder
   * @throws IllegalArgumentException for {@link Precision#INT8}, which needs texts (see {@link
   *     TextModel#open}), unless the checkpoint is quantised; for {@link Precision#FLOAT32} and
   *     {@link Precision#BFLOAT16} if it is
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static EncoderModel load(Checkpoint checkpoint, Device device, Precision precision)
      throws IOException {
    return EncoderLoader.load(checkpoint, EncoderConfig.of(checkpoint.config()), device, precision);
  }

  /**
   * Gives the program the weights of the modules behind the pooling.
   *
   * @param weights their tensors, in the order that {@link #embed}'s codes use them
   */
  public void prepareModules(List<TensorView> weights) {
    Lanes.shared().run(() -> program.run("prepare_modules", new Argument.Weights(weights)));
  }

  /** Makes {@link #embed} compute short texts that come alone without the engine, if it can. */
  void prepareShortTexts() {
    Optional<ShortTextEncoder> made =
        device.gpuIndex().isPresent() || weights.blocks().get(0).dtype() == DataType.I8
            ? Optional.empty()
            : ShortTextEncoder.of(
                config, weights, precision.precision() != Precision.FLOAT32, Lanes.threads());
    if (made.isEmpty()) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "{0}: short texts go through the engine: lowLatency needs a CPU, a JVM that runs with"
              + " --add-modules jdk.incubator.vector, and a plain BERT or RoBERTa in floats whose"
              + " heads are whole vectors wide and whose layers have at most "
              + ShortTextEncoder.MOST_OUTPUTS
              + " outputs",
          weights.embedding().get(0).file());
      return;
    }
    made.get().warmUp();
    singles.withoutEngine(made.get());
  }

  /** Whether {@link #embed} runs texts that several threads bring one at a time together. */
  void microBatching(boolean choice) {
    singles.microBatching(choice);
  }

  /**
   * The shape.
   *
   * @return the encoder's shape
   */
  public EncoderConfig config() {
    return config;
  }

  /**
   * The device.
   *
   * @return where it runs
   */
  public Device device() {
    return device;
  }

  /**
   * The precision.
   *
   * @return what it computes with, and why
   */
  public PrecisionChoice precision() {
    return precision;
  }

  /** Receives the vectors of a batch. Called on any thread, for several batches at once. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a batch.
     *
     * @param rows the indices of its texts
     * @param vectors their vectors, one row each
     */
    void accept(int[] rows, FloatTensor vectors);
  }

  /**
   * Embeds texts: tokens, pooling and modules in one call of the program for each batch. Texts that
   * several threads bring one at a time may share one.
   *
   * @param texts their tokens; those without any are left out
   * @param tokensPerBatch the most tokens in a batch
   * @param pooling what follows the encoder
   * @param sink receives the vectors
   */
  public void embed(List<TokenIds> texts, int tokensPerBatch, Pooled pooling, Sink sink) {
    List<int[]> batches = Batches.of(texts, tokensPerBatch, Lanes.shared().width());
    if (batches.size() == 1 && batches.get(0).length == 1) {
      int[] rows = batches.get(0);
      sink.accept(rows, singles.embed(texts.get(rows[0]), tokensPerBatch, pooling));
      return;
    }
    each(texts, batches, (rows, batch) -> sink.accept(rows, embedBatch(rows, batch, pooling)));
  }

  /** The vectors of a batch, one row each. */
  FloatTensor embedBatch(int[] rows, PackedBatch batch, Pooled pooling) {
    return run(
            "embed_texts",
            rows,
            batch,
            Argument.ints(pooling.modes()),
            new Argument.Int(pooling.skip()),
            Argument.ints(pooling.modules()))
        .get(0);
  }

  /** What is done with a batch. Called on any lane. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it.
     *
     * @param rows the indices of its texts
     * @param batch its tokens
     */
    void accept(int[] rows, PackedBatch batch);
  }

  /** Cuts texts into batches and has something done with each, side by side. */
  void each(List<TokenIds> texts, int tokensPerBatch, Work work) {
    each(texts, Batches.of(texts, tokensPerBatch, Lanes.shared().width()), work);
  }

  private void each(List<TokenIds> texts, List<int[]> batches, Work work) {
    List<Callable<Boolean>> works = new ArrayList<>();
    for (int[] rows : batches) {
      works.add(
          () -> {
            work.accept(rows, PackedBatch.of(texts, rows, config));
            return true;
          });
    }
    Lanes.shared().runAll(works);
  }

  /** Runs a method that begins with what every one wants: a batch, and the encoder's shape. */
  List<FloatTensor> run(String method, int[] rows, PackedBatch batch, Argument... more) {
    List<Argument> arguments = new ArrayList<>(batch.arguments(config, plan));
    arguments.addAll(List.of(more));
    try {
      return program.run(method, arguments.toArray(Argument[]::new));
    } catch (InferenceException e) {
      throw new InferenceException(
          method + " of " + rows.length + " texts, " + batch.tokens() + " tokens, failed", e);
    }
  }

  /** Gives the program the weights of a head. */
  void prepareHead(List<TensorView> weights) {
    Lanes.shared().run(() -> program.run("prepare_head", new Argument.Weights(weights)));
  }

  /**
   * What follows the encoder, in the numbers of the program {@code pooling.py}. The arrays are not
   * copied.
   *
   * @param modes the poolings whose results are put side by side
   * @param skip how many tokens at the start of each text do not count
   * @param modules the codes of the modules behind the pooling
   */
  @SuppressWarnings("ArrayRecordComponent") // made and used by this module alone, never changed
  public record Pooled(long[] modes, int skip, long[] modules) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Pooled that
          && skip == that.skip
          && Arrays.equals(modes, that.modes)
          && Arrays.equals(modules, that.modules);
    }

    @Override
    public int hashCode() {
      return Objects.hash(Arrays.hashCode(modes), skip, Arrays.hashCode(modules));
    }
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    singles.close();
    program.close();
  }
}
