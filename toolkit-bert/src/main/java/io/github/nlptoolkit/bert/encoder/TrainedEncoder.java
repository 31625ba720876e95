package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.bert.family.Dropouts;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.bert.family.Family;
import io.github.nlptoolkit.bert.family.ModelTensors;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.program.ProgramText;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.train.Parameter;
import io.github.nlptoolkit.engine.train.TrainedProgram;
import io.github.nlptoolkit.engine.train.TrainedProgram.Part;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An encoder with a head for tokens, in training: what {@link EncoderModel} is for use. Not
 * thread-safe.
 */
public final class TrainedEncoder implements AutoCloseable {
  private static final List<String> STATE =
      List.of(
          "embedding",
          "types",
          "projection",
          "relative",
          "blocks",
          "module_weights",
          "adapters",
          "adapter_table",
          "adapter_scale",
          "head",
          "own_head");

  private final TrainedProgram program;
  private final EncoderConfig config;
  private final Dropouts dropouts;
  private final Argument plan;
  private final Argument headSteps;

  private TrainedEncoder(
      TrainedProgram program, EncoderConfig config, Dropouts dropouts, ModelTensors tensors) {
    this.program = program;
    this.config = config;
    this.dropouts = dropouts;
    this.plan = Argument.ints(config.plan().stream().mapToLong(Integer::longValue).toArray());
    this.headSteps = Argument.ints(tensors.steps().stream().mapToLong(Long::longValue).toArray());
  }

  /**
   * Puts an encoder into native memory.
   *
   * @param config its {@code config.json}
   * @param dropouts what is dropped in training
   * @param device where it runs
   * @param weights six lists of its tensors, as {@link ModelTensors} lists them
   * @return the encoder
   * @throws ModelFormatException if the configuration is not one of a known family
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static TrainedEncoder load(
      JsonConfig config, Dropouts dropouts, Device device, List<Argument> weights)
      throws ModelFormatException {
    ModelTensors tensors = ModelTensors.of(config);
    List<Parameter> parameters =
        tensors.all().stream()
            .map(spec -> new Parameter(spec.name(), spec.shape(), spec.decays(), true))
            .toList();
    List<Argument> arguments = new ArrayList<>(weights);
    arguments.add(new Argument.Int(tensors.tied() ? ModelTensors.DECODER : -1));
    TrainedProgram program =
        TrainedProgram.load(text(), device.resolve(), parameters, "adopt", arguments);
    return new TrainedEncoder(program, Family.of(config).config(config), dropouts, tensors);
  }

  /** The encoder in training, for heads and for what is added to it. */
  static ProgramText text() {
    return ProgramText.of(
        TrainedEncoder.class,
        Stream.concat(STATE.stream(), TrainedProgram.STATE.stream()).toList(),
        "linear-plain.py",
        "layers.py",
        "encoder.py",
        "pooling.py",
        "heads.py",
        "trained.py");
  }

  /**
   * The program.
   *
   * @return the weights and their optimiser; closed with this
   */
  public TrainedProgram program() {
    return program;
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
   * A text with what its tokens are to be told as. The arrays are not copied.
   *
   * @param ids its tokens as the model sees them
   * @param places the indices of the tokens that are told, possibly none
   * @param targets the head's output for each of them
   */
  @SuppressWarnings("ArrayRecordComponent") // made and used by this module alone, never compared
  public record Target(TokenIds ids, int[] places, int[] targets) {}

  /**
   * A part of a batch whose loss is the cross entropy of the head's outputs.
   *
   * @param texts some texts, with at least one target among them
   * @param scale what the sum over targets is multiplied by
   * @param seed what dropout draws from
   * @return the part, for {@link TrainedProgram#addGradients}
   */
  public Part part(List<Target> texts, double scale, long seed) {
    return new Part("learn_tokens", arguments(texts, scale, dropouts, seed));
  }

  /**
   * The cross entropy of the head's outputs, nothing dropped and no gradients. The parts run side
   * by side.
   *
   * @param parts lists of texts, each with at least one target
   * @return the sum over all targets
   */
  public double loss(List<List<Target>> parts) {
    List<Part> calls =
        parts.stream()
            .map(texts -> new Part("cross_entropy", arguments(texts, 1, Dropouts.NONE, 0)))
            .toList();
    double sum = 0;
    for (List<FloatTensor> loss : program.runAll(calls)) {
      sum += loss.get(0).values()[0];
    }
    return sum;
  }

  private List<Argument> arguments(List<Target> texts, double scale, Dropouts drops, long seed) {
    // Texts of one length must lie together.
    List<Target> sorted = new ArrayList<>(texts);
    sorted.sort(Comparator.comparingInt((Target text) -> text.ids().size()).reversed());
    List<TokenIds> ids = sorted.stream().map(Target::ids).toList();
    PackedBatch batch = PackedBatch.of(ids, config);
    int targets = sorted.stream().mapToInt(text -> text.places().length).sum();
    long[] rows = new long[targets];
    long[] wanted = new long[targets];
    int at = 0;
    int offset = 0;
    for (Target text : sorted) {
      for (int i = 0; i < text.places().length; i++, at++) {
        rows[at] = (long) offset + text.places()[i];
        wanted[at] = text.targets()[i];
      }
      offset += text.ids().size();
    }
    List<Argument> arguments = new ArrayList<>(batch.arguments(config, plan));
    arguments.addAll(
        List.of(
            Argument.decimals(
                drops.embeddings(), drops.attention(), drops.attentionOutput(), drops.output()),
            Argument.ints(seed >>> 2),
            Argument.indices(rows),
            headSteps,
            new Argument.Decimal(config.normEps()),
            Argument.indices(wanted),
            new Argument.Decimal(scale)));
    return arguments;
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    program.close();
  }
}
