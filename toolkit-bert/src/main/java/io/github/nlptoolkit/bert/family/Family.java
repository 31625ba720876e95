package io.github.nlptoolkit.bert.family;

import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The families of encoders, all post-norm transformers that one program runs: a family is the names
 * of its configuration and of its tensors. Names follow transformers 5. Immutable and thread-safe.
 */
@SuppressWarnings(
    "ImmutableEnumChecker") // its lists are unmodifiable, which their type does not say
public enum Family {
  /** Devlin et al. 2019. */
  BERT(List.of("bert"), "bert.", ConfigKeys.STANDARD, TensorNames.STANDARD, Positions.FROM_ZERO),
  /**
   * Liu et al. 2019, and its kin: XLM-RoBERTa (Conneau et al. 2020) and CamemBERT (Martin et al.
   * 2020).
   */
  ROBERTA(
      List.of("roberta", "xlm-roberta", "camembert"),
      "roberta.",
      ConfigKeys.STANDARD,
      TensorNames.STANDARD,
      Positions.AFTER_PADDING),
  /** Lan et al. 2020: small embeddings, and layers that share their weights. */
  ALBERT(List.of("albert"), "albert.", ConfigKeys.ALBERT, TensorNames.ALBERT, Positions.FROM_ZERO),
  /** Sanh et al. 2019. */
  DISTILBERT(
      List.of("distilbert"),
      "distilbert.",
      ConfigKeys.DISTILBERT,
      TensorNames.DISTILBERT,
      Positions.FROM_ZERO),
  /** Song et al. 2020: positions also as a bias of the attention. */
  MPNET(List.of("mpnet"), "mpnet.", ConfigKeys.MPNET, TensorNames.MPNET, Positions.AFTER_PADDING),
  /** Clark et al. 2020: the discriminator, or the generator. */
  ELECTRA(
      List.of("electra"), "electra.", ConfigKeys.ELECTRA, TensorNames.ELECTRA, Positions.FROM_ZERO);

  /** Where the positions of a text begin. */
  private enum Positions {
    FROM_ZERO,
    AFTER_PADDING
  }

  private static final int MAX_SIZE = 1 << 24;
  private static final int MAX_LAYERS = 4096;

  /** What transformers takes where a configuration has the key but says nothing. */
  private static final int EMBEDDING_SIZE = 128;

  private final List<String> modelTypes;
  private final String prefix;
  private final ConfigKeys keys;
  private final TensorNames names;
  private final Positions positions;

  Family(
      List<String> modelTypes,
      String prefix,
      ConfigKeys keys,
      TensorNames names,
      Positions positions) {
    this.modelTypes = modelTypes;
    this.prefix = prefix;
    this.keys = keys;
    this.names = names;
    this.positions = positions;
  }

  /**
   * The family of a checkpoint.
   *
   * @param config its {@code config.json}
   * @return the family that has its {@code model_type}
   * @throws ModelFormatException if there is none; the message lists all
   */
  public static Family of(JsonConfig config) throws ModelFormatException {
    String type = config.string("model_type");
    for (Family family : values()) {
      if (family.modelTypes.contains(type)) {
        return family;
      }
    }
    throw config.wrong(
        "model_type",
        "one of " + Arrays.stream(values()).flatMap(f -> f.modelTypes.stream()).toList());
  }

  /**
   * What tensors are called in models with a head: the encoder's names come after this.
   *
   * @return such as {@code bert.}
   */
  public String prefix() {
    return prefix;
  }

  TensorNames names() {
    return names;
  }

  /**
   * Reads the shape of an encoder.
   *
   * @param config the checkpoint's {@code config.json}
   * @return the shape
   * @throws ModelFormatException if a key is missing, out of range, at odds with another, or asks
   *     for what is not supported
   */
  public EncoderConfig config(JsonConfig config) throws ModelFormatException {
    Optional<String> kind = config.optionalString("position_embedding_type");
    if (kind.isPresent() && !kind.get().equals("absolute")) {
      throw config.wrong("position_embedding_type", "absolute, the only one supported");
    }
    int hidden = config.integer(keys.hiddenSize(), 1, MAX_SIZE);
    int heads = config.integer(keys.heads(), 1, hidden);
    if (hidden % heads != 0) {
      throw config.wrong(keys.heads(), "a number that divides " + keys.hiddenSize() + " " + hidden);
    }
    int layers = layers(config);
    OptionalInt padding = padding(config);
    int rows = config.integer("max_position_embeddings", 1, MAX_SIZE);
    if (padding.isPresent() && rows <= padding.getAsInt() + 1) {
      throw config.wrong(
          "max_position_embeddings", "more than pad_token_id + 1, where positions begin");
    }
    return new EncoderConfig(
        config.integer("vocab_size", 1, MAX_SIZE),
        keys.embeddingSize().isEmpty()
            ? hidden
            : config.optionalInteger(keys.embeddingSize(), 1, MAX_SIZE).orElse(EMBEDDING_SIZE),
        hidden,
        heads,
        config.integer(keys.intermediateSize(), 1, MAX_SIZE),
        rows,
        names.type().isEmpty() ? 0 : config.optionalInteger("type_vocab_size", 0, 4096).orElse(2),
        eps(config),
        Activation.read(
            config, keys.activation(), this == ALBERT ? Activation.GELU_NEW : Activation.GELU),
        blocks(config, layers),
        plan(config, layers),
        padding,
        names.relative().isEmpty()
            ? 0
            : config.optionalInteger("relative_attention_num_buckets", 32, 32).orElse(32));
  }

  private OptionalInt padding(JsonConfig config) throws ModelFormatException {
    return positions == Positions.FROM_ZERO
        ? OptionalInt.empty()
        : OptionalInt.of(config.optionalInteger("pad_token_id", 0, MAX_SIZE).orElse(1));
  }

  private static double eps(JsonConfig config) throws ModelFormatException {
    double eps = config.optionalDecimal("layer_norm_eps").orElse(1e-12);
    if (!(eps >= 0 && eps < 1)) {
      throw config.wrong("layer_norm_eps", "a number from 0 to 1");
    }
    return eps;
  }

  private int blocks(JsonConfig config, int layers) throws ModelFormatException {
    return this == ALBERT ? groups(config, layers) * innerLayers(config, layers) : layers;
  }

  private List<Integer> plan(JsonConfig config, int layers) throws ModelFormatException {
    if (this != ALBERT) {
      return IntStream.range(0, layers).boxed().toList();
    }
    int groups = groups(config, layers);
    int inner = innerLayers(config, layers);
    List<Integer> plan = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      int group = (int) (layer / ((double) layers / groups));
      for (int i = 0; i < inner; i++) {
        plan.add(group * inner + i);
      }
    }
    return plan;
  }

  private static int groups(JsonConfig config, int layers) throws ModelFormatException {
    return config.optionalInteger("num_hidden_groups", 1, layers).orElse(1);
  }

  private int layers(JsonConfig config) throws ModelFormatException {
    return config.integer(keys.layers(), 1, MAX_LAYERS);
  }

  private static int innerLayers(JsonConfig config, int layers) throws ModelFormatException {
    return config.optionalInteger("inner_group_num", 1, MAX_LAYERS / layers).orElse(1);
  }

  /** The name before {@code .weight} and {@code .bias} of each of the eight parts of a block. */
  List<String> block(int block, int blocksInGroup) {
    String start =
        this == ALBERT
            ? "encoder.albert_layer_groups."
                + block / blocksInGroup
                + ".albert_layers."
                + block % blocksInGroup
                + "."
            : names.block() + block + ".";
    return names.parts().stream().map(part -> start + part).toList();
  }

  /** The number of blocks with one group number in the names. */
  int blocksInGroup(JsonConfig config) throws ModelFormatException {
    return this == ALBERT ? innerLayers(config, layers(config)) : 1;
  }

  /** The keys of {@code config.json} that differ between families. */
  private record ConfigKeys(
      String embeddingSize,
      String hiddenSize,
      String layers,
      String heads,
      String intermediateSize,
      String activation) {
    static final ConfigKeys STANDARD = standard("");
    static final ConfigKeys ALBERT = standard("embedding_size");
    static final ConfigKeys ELECTRA = standard("embedding_size");
    static final ConfigKeys MPNET = standard("");
    static final ConfigKeys DISTILBERT =
        new ConfigKeys("", "dim", "n_layers", "n_heads", "hidden_dim", "activation");

    private static ConfigKeys standard(String embeddingSize) {
      return new ConfigKeys(
          embeddingSize,
          "hidden_size",
          "num_hidden_layers",
          "num_attention_heads",
          "intermediate_size",
          "hidden_act");
    }
  }

  /**
   * The names of tensors, without {@code .weight} and {@code .bias}; empty for those that a family
   * lacks.
   *
   * @param parts query, key, value, attention output, attention norm, intermediate, output, output
   *     norm
   */
  record TensorNames(
      String type,
      String projection,
      String relative,
      String pooler,
      String block,
      List<String> parts) {
    static final TensorNames STANDARD = standard("", "pooler.dense");
    static final TensorNames ELECTRA = standard("embeddings_project", "");
    static final TensorNames ALBERT =
        new TensorNames(
            "embeddings.token_type_embeddings",
            "encoder.embedding_hidden_mapping_in",
            "",
            "pooler",
            "",
            List.of(
                "attention.query",
                "attention.key",
                "attention.value",
                "attention.dense",
                "attention.LayerNorm",
                "ffn",
                "ffn_output",
                "full_layer_layer_norm"));
    static final TensorNames DISTILBERT =
        new TensorNames(
            "",
            "",
            "",
            "",
            "transformer.layer.",
            List.of(
                "attention.q_lin",
                "attention.k_lin",
                "attention.v_lin",
                "attention.out_lin",
                "sa_layer_norm",
                "ffn.lin1",
                "ffn.lin2",
                "output_layer_norm"));
    static final TensorNames MPNET =
        new TensorNames(
            "",
            "",
            "encoder.relative_attention_bias",
            "pooler.dense",
            "encoder.layer.",
            Stream.concat(
                    Stream.of(
                        "attention.attn.q",
                        "attention.attn.k",
                        "attention.attn.v",
                        "attention.attn.o",
                        "attention.LayerNorm"),
                    standardFeedForward().stream())
                .toList());

    private static TensorNames standard(String projection, String pooler) {
      return new TensorNames(
          "embeddings.token_type_embeddings",
          projection,
          "",
          pooler,
          "encoder.layer.",
          Stream.concat(
                  Stream.of(
                      "attention.self.query",
                      "attention.self.key",
                      "attention.self.value",
                      "attention.output.dense",
                      "attention.output.LayerNorm"),
                  standardFeedForward().stream())
              .toList());
    }

    private static List<String> standardFeedForward() {
      return Collections.unmodifiableList(
          Arrays.asList("intermediate.dense", "output.dense", "output.LayerNorm"));
    }
  }
}
