package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The modules of a sentence model: a transformer, a pooling, and what follows it, as {@code
 * modules.json} of sentence-transformers 2 to 6 lists them. A folder without that file is a
 * transformer with mean pooling. Immutable and thread-safe.
 *
 * @param transformer the transformer's checkpoint
 * @param encoder the transformer's shape
 * @param poolings the poolings whose results are put side by side
 * @param includePrompt whether the tokens of a prompt count in the pooling
 * @param codes the modules behind the pooling, in the numbers of {@code pooling.py}
 * @param weights their tensors, in the order that the codes use them
 * @param dimension the number of values in the end
 * @param isUnit whether the last module makes vectors of unit length
 */
record ModuleChain(
    Checkpoint transformer,
    EncoderConfig encoder,
    List<Pooling> poolings,
    boolean includePrompt,
    List<Long> codes,
    List<TensorView> weights,
    int dimension,
    boolean isUnit) {

  private static final String FILE = "modules.json";

  /** Reads the chain of a model's folder. */
  static ModuleChain read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      Checkpoint transformer = Checkpoint.open(folder);
      EncoderConfig encoder = EncoderConfig.of(transformer.config());
      return new ModuleChain(
          transformer,
          encoder,
          List.of(Pooling.MEAN),
          true,
          List.of(),
          List.of(),
          encoder.hiddenSize(),
          false);
    }
    List<JsonConfig> modules = modules(file);
    Checkpoint transformer = Checkpoint.open(modules.get(0).path("path"));
    EncoderConfig encoder = EncoderConfig.of(transformer.config());
    JsonConfig pooling = JsonConfig.read(modules.get(1).path("path").resolve("config.json"));
    List<Pooling> poolings = Pooling.read(pooling);
    Tail tail = new Tail(poolings.size() * encoder.hiddenSize());
    for (JsonConfig module : modules.subList(2, modules.size())) {
      tail.add(module);
    }
    return new ModuleChain(
        transformer,
        encoder,
        poolings,
        pooling.bool("include_prompt", true),
        List.copyOf(tail.codes),
        List.copyOf(tail.weights),
        tail.dimension,
        kind(modules.get(modules.size() - 1)).equals("Normalize"));
  }

  /** The folder of the transformer, which is the model's own if it is no sentence model. */
  static Path transformer(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return Files.exists(file) ? modules(file).get(0).path("path") : folder;
  }

  private static List<JsonConfig> modules(Path file) throws IOException {
    List<JsonConfig> modules = JsonConfig.readList(file);
    if (modules.size() < 2
        || !kind(modules.get(0)).equals("Transformer")
        || !kind(modules.get(1)).equals("Pooling")) {
      List<String> kinds = new ArrayList<>();
      for (JsonConfig module : modules) {
        kinds.add(kind(module));
      }
      throw new ModelFormatException(
          file,
          "type",
          "a Transformer, a Pooling and what follows them; StaticEmbedder loads static models",
          kinds.toString());
    }
    return modules;
  }

  /** The last word of a type such as {@code sentence_transformers.models.Pooling}. */
  private static String kind(JsonConfig module) throws ModelFormatException {
    String type = module.string("type");
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** Gathers what follows the pooling, and keeps count of the dimension. */
  private static final class Tail {
    private final List<Long> codes = new ArrayList<>();
    private final List<TensorView> weights = new ArrayList<>();
    private int dimension;

    Tail(int dimension) {
      this.dimension = dimension;
    }

    void add(JsonConfig module) throws IOException {
      switch (kind(module)) {
        case "Normalize" -> codes.add(0L);
        case "LayerNorm" -> layerNorm(Checkpoint.open(module.path("path")));
        case "Dense" -> dense(Checkpoint.open(module.path("path")));
        case "Dropout" -> {
          // does nothing but in training
        }
        default ->
            throw module.wrong("type", "one of Dense, LayerNorm, Normalize behind the pooling");
      }
    }

    private void layerNorm(Checkpoint module) throws ModelFormatException {
      module.config().integer("dimension", dimension, dimension);
      codes.add(1L);
      weights.add(module.tensor("norm.weight", dimension));
      weights.add(module.tensor("norm.bias", dimension));
    }

    private void dense(Checkpoint module) throws ModelFormatException {
      JsonConfig config = module.config();
      int in = config.integer("in_features", dimension, dimension);
      int out = config.integer("out_features", 1, 1 << 24);
      boolean bias = config.bool("bias", true);
      boolean residual = config.bool("use_residual", false);
      codes.add(2L);
      codes.add(activation(config));
      codes.add(bias ? 1L : 0L);
      codes.add(residual ? in == out ? 1L : 2L : 0L);
      weights.add(module.tensor("linear.weight", out, in));
      if (bias) {
        weights.add(module.tensor("linear.bias", out));
      }
      if (residual && in != out) {
        weights.add(module.tensor("residual.weight", out, in));
      }
      dimension = out;
    }

    private static long activation(JsonConfig config) throws ModelFormatException {
      String key = "activation_function";
      String name = config.optionalString(key).orElse("Tanh");
      return switch (name.substring(name.lastIndexOf('.') + 1)) {
        case "Identity" -> 0;
        case "Tanh" -> 1;
        case "ReLU" -> 2;
        case "GELU" -> 3;
        case "SiLU" -> 4;
        case "Sigmoid" -> 5;
        default -> throw config.wrong(key, "Identity, Tanh, ReLU, GELU, SiLU or Sigmoid of torch");
      };
    }
  }
}
