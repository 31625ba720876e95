package io.github.nlptoolkit.bert.family;

import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An encoder's tensors, found in a checkpoint by its family's names, with or without the family's
 * prefix and with either spelling of norms ({@code weight}/{@code bias} or {@code gamma}/{@code
 * beta}), checked for shape and in the order that the encoder program wants. Immutable and
 * thread-safe.
 *
 * @param embedding words, positions, norm weight, norm bias
 * @param types token types, or none
 * @param projection weight and bias from the embedding size to the hidden size, or none
 * @param relative biases of relative positions, or none
 * @param blocks sixteen tensors a block
 */
public record EncoderWeights(
    List<TensorView> embedding,
    List<TensorView> types,
    List<TensorView> projection,
    List<TensorView> relative,
    List<TensorView> blocks) {
  private static final int TENSORS_A_BLOCK = 16;

  private static final System.Logger LOGGER = System.getLogger(EncoderWeights.class.getName());

  /** What belongs to heads, or is no weight: an encoder may leave it without a word. */
  private static final Pattern NOT_THE_ENCODERS =
      Pattern.compile(
          "(.*\\.)?(pooler|cls|lm_head|classifier|qa_outputs|pre_classifier|vocab_\\w+|predictions"
              + "|sop_classifier|generator_\\w+|discriminator_\\w+|position_ids|token_type_ids)(\\..*)?");

  /** Copies the lists. */
  public EncoderWeights {
    embedding = List.copyOf(embedding);
    types = List.copyOf(types);
    projection = List.copyOf(projection);
    relative = List.copyOf(relative);
    blocks = List.copyOf(blocks);
  }

  /**
   * The tensors of a block.
   *
   * @param block its number, from 0
   * @return sixteen tensors, immutable: weight and bias of query, key, value, attention output,
   *     attention norm, intermediate, output and output norm
   * @throws IndexOutOfBoundsException if there is no such block
   */
  public List<TensorView> block(int block) {
    return blocks.subList(block * TENSORS_A_BLOCK, (block + 1) * TENSORS_A_BLOCK);
  }

  /**
   * Finds an encoder's tensors.
   *
   * @param checkpoint the checkpoint
   * @return its tensors
   * @throws ModelFormatException if some are missing (the message lists them) or have another shape
   *     or type than the configuration says
   */
  public static EncoderWeights of(Checkpoint checkpoint) throws ModelFormatException {
    QuantizedWeights.requireFloats(checkpoint.config());
    return new Finder(checkpoint, QuantizedWeights.Parts.NONE).find();
  }

  /** The same of a checkpoint whose linear layers are quantised; their scales are gathered too. */
  static EncoderWeights of(Checkpoint checkpoint, QuantizedWeights.Parts quantized)
      throws ModelFormatException {
    return new Finder(checkpoint, quantized).find();
  }

  /** Finds them all. */
  private static final class Finder {
    private final Checkpoint checkpoint;
    private final Family family;
    private final EncoderConfig config;
    private final TensorFinder tensors;
    private final QuantizedWeights.Parts quantized;

    Finder(Checkpoint checkpoint, QuantizedWeights.Parts quantized) throws ModelFormatException {
      this.checkpoint = checkpoint;
      this.family = Family.of(checkpoint.config());
      this.config = family.config(checkpoint.config());
      this.quantized = quantized;
      this.tensors = new TensorFinder(checkpoint, family);
    }

    EncoderWeights find() throws ModelFormatException {
      Family.TensorNames names = family.names();
      int size = config.embeddingSize();
      List<TensorView> embedding = new ArrayList<>();
      quantized.words(
          tensors,
          embedding,
          tensors.encoder("embeddings.word_embeddings"),
          config.vocabularySize(),
          size);
      add(embedding, "embeddings.position_embeddings.weight", config.positions(), size);
      pair(embedding, "embeddings.LayerNorm", size);
      List<TensorView> types = new ArrayList<>();
      if (config.types() > 0) {
        add(types, names.type() + ".weight", config.types(), size);
      }
      List<TensorView> projection = new ArrayList<>();
      if (projects()) {
        pair(projection, names.projection(), config.hiddenSize(), size);
      }
      List<TensorView> relative = new ArrayList<>();
      if (config.relativeBuckets() > 0) {
        add(relative, names.relative() + ".weight", config.relativeBuckets(), config.heads());
      }
      List<TensorView> blocks = blocks();
      tensors.finish();
      warnOfTheRest();
      return new EncoderWeights(embedding, types, projection, relative, blocks);
    }

    private void pair(List<TensorView> found, String name, long... shape)
        throws ModelFormatException {
      tensors.pair(found, tensors.encoder(name), shape);
    }

    private void add(List<TensorView> found, String name, long... shape)
        throws ModelFormatException {
      tensors.add(found, tensors.encoder(name), shape);
    }

    /** ALBERT always projects; ELECTRA only where the sizes differ. */
    private boolean projects() {
      return !family.names().projection().isEmpty()
          && (family == Family.ALBERT || config.embeddingSize() != config.hiddenSize());
    }

    private List<TensorView> blocks() throws ModelFormatException {
      int hidden = config.hiddenSize();
      int wide = config.intermediateSize();
      int inGroup = family.blocksInGroup(checkpoint.config());
      List<TensorView> blocks = new ArrayList<>();
      for (int block = 0; block < config.blocks(); block++) {
        List<String> parts = family.block(block, inGroup);
        for (int part = 0; part < 4; part++) {
          linear(blocks, parts.get(part), part, hidden, hidden);
        }
        pair(blocks, parts.get(4), hidden);
        linear(blocks, parts.get(5), 5, wide, hidden);
        linear(blocks, parts.get(6), 6, hidden, wide);
        pair(blocks, parts.get(7), hidden);
      }
      return blocks;
    }

    private void linear(List<TensorView> found, String name, int part, long out, long in)
        throws ModelFormatException {
      quantized.linear(tensors, found, tensors.encoder(name), part, out, in);
    }

    private void warnOfTheRest() {
      List<String> unknown =
          checkpoint.names().stream()
              .filter(
                  name ->
                      !tensors.used().contains(name) && !NOT_THE_ENCODERS.matcher(name).matches())
              .toList();
      if (!unknown.isEmpty()) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "{0}: {1} tensors that no {2} encoder has are left out: {3}",
            checkpoint.folder(),
            unknown.size(),
            family,
            unknown.size() > 5 ? unknown.subList(0, 5) + " …" : unknown);
      }
    }
  }
}
