package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.bert.encoder.EncoderModel.Pooled;
import io.github.nlptoolkit.bert.family.Dropouts;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.bert.family.EncoderWeights;
import io.github.nlptoolkit.bert.family.Family;
import io.github.nlptoolkit.bert.family.ModelTensors;
import io.github.nlptoolkit.bert.family.TensorSpec;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.train.Parameter;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The weights of a sentence model that is to be trained, with its shape. Names are those of the
 * model's files, without the family's prefix; modules' names have their folder before them, such as
 * {@code 2_Dense/linear.weight}. Immutable.
 *
 * @param encoder the encoder's shape
 * @param dropouts what is dropped
 * @param pooled what follows the encoder
 * @param dimension the number of a vector's values in the end
 * @param device where it runs
 * @param parameters all weights in the program's order
 * @param arguments what the program's {@code adopt_sentences} takes
 */
public record TrainedWeights(
    EncoderConfig encoder,
    Dropouts dropouts,
    Pooled pooled,
    int dimension,
    Device device,
    List<Parameter> parameters,
    List<Argument> arguments) {

  /** What the weights of a loss are called. */
  public static final String CLASSIFIER = "classifier.";

  /** Copies the lists. */
  public TrainedWeights {
    parameters = List.copyOf(parameters);
    arguments = List.copyOf(arguments);
  }

  /**
   * A matrix of the encoder with the two that change it: W + s B A.
   *
   * @param place the matrix's place among the tensors of all blocks
   * @param down A, {@code [rank, in]}
   * @param up B, {@code [out, rank]}
   */
  public record Adapter(int place, FloatTensor down, FloatTensor up) {}

  /**
   * What is trained of a model.
   *
   * @param frozen tells weights that stay as they are by their names
   * @param adapters adapters; where there are some, the encoder's own weights stay as they are
   * @param adapterScale what the products of adapters are multiplied by
   * @param classifier the weights of the loss: a matrix and a bias, or none
   */
  public record Choice(
      Predicate<String> frozen,
      List<Adapter> adapters,
      double adapterScale,
      List<FloatTensor> classifier) {
    /** Copies the lists. */
    public Choice {
      adapters = List.copyOf(adapters);
      classifier = List.copyOf(classifier);
    }
  }

  /**
   * Gathers the weights of a model.
   *
   * @param transformer the transformer's checkpoint
   * @param modules the tensors of the modules behind the pooling
   * @param pooled what follows the encoder
   * @param dimension the number of a vector's values in the end
   * @param device where it runs
   * @param choice what is trained
   * @return the weights
   * @throws ModelFormatException if tensors are missing, or of another shape
   */
  public static TrainedWeights of(
      Checkpoint transformer,
      List<TensorView> modules,
      Pooled pooled,
      int dimension,
      Device device,
      Choice choice)
      throws ModelFormatException {
    EncoderWeights weights = EncoderWeights.of(transformer);
    List<TensorSpec> specs = encoderSpecs(transformer);
    List<Parameter> parameters = new ArrayList<>();
    boolean whole = choice.adapters().isEmpty();
    for (TensorSpec spec : specs) {
      parameters.add(
          new Parameter(
              spec.name(),
              spec.shape(),
              spec.decays(),
              whole && !choice.frozen().test(spec.name())));
    }
    for (TensorView view : modules) {
      String name = name(view);
      List<Long> shape = Arrays.stream(view.shape()).boxed().toList();
      parameters.add(new Parameter(name, shape, shape.size() > 1, !choice.frozen().test(name)));
    }
    addAdapters(parameters, choice.adapters(), specs, blocksStart(weights));
    for (FloatTensor part : choice.classifier()) {
      List<Long> shape = Arrays.stream(part.shape()).boxed().toList();
      boolean matrix = shape.size() > 1;
      parameters.add(new Parameter(CLASSIFIER + (matrix ? "weight" : "bias"), shape, matrix, true));
    }
    return new TrainedWeights(
        EncoderConfig.of(transformer.config()),
        Dropouts.of(transformer.config()),
        pooled,
        dimension,
        device,
        parameters,
        arguments(weights, modules, choice));
  }

  /**
   * The tensors of an encoder in the program's order, by their names without the family's prefix.
   *
   * @param transformer the checkpoint
   * @return the tensors, those of the blocks at the end
   * @throws ModelFormatException if the configuration is not one of a known family
   */
  public static List<TensorSpec> encoderSpecs(Checkpoint transformer) throws ModelFormatException {
    String prefix = Family.of(transformer.config()).prefix();
    ModelTensors tensors = ModelTensors.of(transformer.config());
    return Stream.of(
            tensors.embedding(),
            tensors.types(),
            tensors.projection(),
            tensors.relative(),
            tensors.blocks())
        .flatMap(List::stream)
        .map(
            spec ->
                new TensorSpec(
                    spec.name().startsWith(prefix)
                        ? spec.name().substring(prefix.length())
                        : spec.name(),
                    spec.shape(),
                    spec.kind(),
                    spec.zeroRow()))
        .toList();
  }

  /**
   * What a tensor of a module is called.
   *
   * @param tensor the tensor
   * @return its module's folder and its name there, such as {@code 2_Dense/linear.weight}
   */
  public static String name(TensorView tensor) {
    Path file = tensor.file();
    return file.getName(file.getNameCount() - 2) + "/" + tensor.name();
  }

  private static int blocksStart(EncoderWeights weights) {
    return weights.embedding().size()
        + weights.types().size()
        + weights.projection().size()
        + weights.relative().size();
  }

  private static void addAdapters(
      List<Parameter> parameters, List<Adapter> adapters, List<TensorSpec> specs, int start) {
    for (Adapter adapter : adapters) {
      String name = specs.get(start + adapter.place()).name().replaceFirst("\\.weight$", "");
      for (FloatTensor part : List.of(adapter.down(), adapter.up())) {
        String which = part == adapter.down() ? ".lora_A.weight" : ".lora_B.weight";
        parameters.add(
            new Parameter(name + which, Arrays.stream(part.shape()).boxed().toList(), true, true));
      }
    }
  }

  private static List<Argument> arguments(
      EncoderWeights weights, List<TensorView> modules, Choice choice) {
    List<Argument> all = new ArrayList<>();
    for (List<TensorView> views :
        List.of(
            weights.embedding(),
            weights.types(),
            weights.projection(),
            weights.relative(),
            weights.blocks(),
            modules)) {
      all.add(new Argument.Weights(views));
    }
    List<FloatTensor> adapters = new ArrayList<>();
    long[] table = new long[weights.blocks().size()];
    Arrays.fill(table, -1);
    for (Adapter adapter : choice.adapters()) {
      table[adapter.place()] = adapters.size() / 2;
      adapters.add(adapter.down());
      adapters.add(adapter.up());
    }
    all.add(new Argument.Tensors(adapters));
    all.add(Argument.indices(table));
    all.add(new Argument.Decimal(choice.adapterScale()));
    all.add(new Argument.Tensors(choice.classifier()));
    return all;
  }
}
