package io.github.nlptoolkit.bert.family;

import io.github.nlptoolkit.bert.family.TensorSpec.Kind;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The tensors of an encoder with a masked language model on it, as a configuration alone tells
 * them, in the order of {@link EncoderWeights} and {@link HeadWeights}. Immutable and thread-safe.
 *
 * @param embedding words, positions, norm weight, norm bias
 * @param types token types, or none
 * @param projection weight and bias from the embedding size to the hidden size, or none
 * @param relative biases of relative positions, or none
 * @param blocks sixteen tensors a block
 * @param head the head, without its decoder's weight if that is the table of words
 * @param tied whether it is
 * @param steps the codes of the head's steps, in the numbers of the program {@code heads.py}
 */
public record ModelTensors(
    List<TensorSpec> embedding,
    List<TensorSpec> types,
    List<TensorSpec> projection,
    List<TensorSpec> relative,
    List<TensorSpec> blocks,
    List<TensorSpec> head,
    boolean tied,
    List<Long> steps) {

  /** The place of the decoder's weight among the tensors of the head. */
  public static final int DECODER = 4;

  /** The padding row of MPNet, whatever its configuration says. */
  private static final int MPNET_PADDING = 1;

  /** Copies the lists. */
  public ModelTensors {
    embedding = List.copyOf(embedding);
    types = List.copyOf(types);
    projection = List.copyOf(projection);
    relative = List.copyOf(relative);
    blocks = List.copyOf(blocks);
    head = List.copyOf(head);
    steps = List.copyOf(steps);
  }

  /**
   * The tensors of a model.
   *
   * @param config its {@code config.json}
   * @return its tensors
   * @throws ModelFormatException if the configuration is not one of a known family
   */
  public static ModelTensors of(JsonConfig config) throws ModelFormatException {
    return new Listing(config).all();
  }

  /**
   * All of them, in order.
   *
   * @return a new list, immutable
   */
  public List<TensorSpec> all() {
    return Stream.of(embedding, types, projection, relative, blocks, head)
        .flatMap(List::stream)
        .toList();
  }

  /** Puts the lists together. */
  private static final class Listing {
    private final JsonConfig json;
    private final Family family;
    private final EncoderConfig config;

    Listing(JsonConfig json) throws ModelFormatException {
      this.json = json;
      this.family = Family.of(json);
      this.config = family.config(json);
    }

    ModelTensors all() throws ModelFormatException {
      Family.TensorNames names = family.names();
      int size = config.embeddingSize();
      List<TensorSpec> projection = new ArrayList<>();
      if (projects()) {
        linear(projection, encoder(names.projection()), config.hiddenSize(), size);
      }
      List<TensorSpec> types = new ArrayList<>();
      if (config.types() > 0) {
        types.add(
            table(encoder(names.type()), Kind.TABLE, OptionalInt.empty(), config.types(), size));
      }
      List<TensorSpec> relative = new ArrayList<>();
      if (config.relativeBuckets() > 0) {
        relative.add(
            table(
                encoder(names.relative()),
                Kind.BIAS_TABLE,
                OptionalInt.empty(),
                config.relativeBuckets(),
                config.heads()));
      }
      boolean tied = json.bool("tie_word_embeddings", true);
      return new ModelTensors(
          embedding(), types, projection, relative, blocks(), head(tied), tied, steps());
    }

    private String encoder(String name) {
      return family.prefix() + name;
    }

    /** As {@link EncoderWeights} has it: ALBERT always projects, ELECTRA where sizes differ. */
    private boolean projects() {
      return !family.names().projection().isEmpty()
          && (family == Family.ALBERT || config.embeddingSize() != config.hiddenSize());
    }

    private List<TensorSpec> embedding() throws ModelFormatException {
      int size = config.embeddingSize();
      OptionalInt padding = json.optionalInteger("pad_token_id", 0, Integer.MAX_VALUE);
      int ofFamily =
          family == Family.MPNET ? MPNET_PADDING : padding.orElse(config.paddingId().orElse(0));
      OptionalInt row =
          ofFamily < config.vocabularySize() ? OptionalInt.of(ofFamily) : OptionalInt.empty();
      List<TensorSpec> found = new ArrayList<>();
      found.add(
          table(
              encoder("embeddings.word_embeddings"),
              Kind.TABLE,
              row,
              config.vocabularySize(),
              size));
      found.add(
          table(
              encoder("embeddings.position_embeddings"),
              Kind.TABLE,
              config.paddingId(),
              config.positions(),
              size));
      norm(found, encoder("embeddings.LayerNorm"), size);
      return found;
    }

    private List<TensorSpec> blocks() throws ModelFormatException {
      int hidden = config.hiddenSize();
      int wide = config.intermediateSize();
      List<TensorSpec> found = new ArrayList<>();
      for (int block = 0; block < config.blocks(); block++) {
        List<String> parts =
            family.block(block, family.blocksInGroup(json)).stream().map(this::encoder).toList();
        for (int part = 0; part < 4; part++) {
          linear(found, parts.get(part), hidden, hidden);
        }
        norm(found, parts.get(4), hidden);
        linear(found, parts.get(5), wide, hidden);
        linear(found, parts.get(6), hidden, wide);
        norm(found, parts.get(7), hidden);
      }
      return found;
    }

    private List<TensorSpec> head(boolean tied) {
      HeadNames names = HeadNames.of(family);
      int size = config.embeddingSize();
      int words = config.vocabularySize();
      List<TensorSpec> found = new ArrayList<>();
      linear(found, names.transform(), size, config.hiddenSize());
      norm(found, names.norm(), size);
      if (!tied) {
        found.add(spec(names.decoder() + ".weight", Kind.MATRIX, words, size));
      }
      found.add(spec(names.decoderBiases(tied).get(0), Kind.BIAS, words));
      return found;
    }

    private List<Long> steps() {
      HeadActivation activation =
          HeadNames.of(family).gelu()
              ? HeadActivation.GELU
              : HeadActivation.of(config.activation());
      return List.of(1L, activation.code(), 0L, 1L, HeadActivation.NONE.code());
    }

    private static void linear(List<TensorSpec> found, String name, int out, int in) {
      found.add(spec(name + ".weight", Kind.MATRIX, out, in));
      found.add(spec(name + ".bias", Kind.BIAS, out));
    }

    private static void norm(List<TensorSpec> found, String name, int size) {
      found.add(spec(name + ".weight", Kind.NORM, size));
      found.add(spec(name + ".bias", Kind.BIAS, size));
    }

    private static TensorSpec table(
        String name, Kind kind, OptionalInt zeroRow, long rows, long columns) {
      return new TensorSpec(name + ".weight", List.of(rows, columns), kind, zeroRow);
    }

    private static TensorSpec spec(String name, Kind kind, long... shape) {
      return new TensorSpec(name, Arrays.stream(shape).boxed().toList(), kind, OptionalInt.empty());
    }
  }
}
