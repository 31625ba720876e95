package io.github.nlptoolkit.bert.family;

import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.List;
import java.util.OptionalInt;

/**
 * The shape of an encoder, whatever its family calls it. Immutable and thread-safe.
 *
 * @param vocabularySize rows of the table of words
 * @param embeddingSize columns of the tables of words, positions and types
 * @param hiddenSize columns of the hidden states
 * @param heads attention heads; they divide the hidden size
 * @param intermediateSize columns between the two linear layers of a feed-forward block
 * @param positions rows of the table of positions
 * @param types rows of the table of token types; 0 if there is none
 * @param normEps what layer norms add to the variance
 * @param activation the activation of feed-forward blocks
 * @param blocks how many blocks of weights there are
 * @param plan the block that each layer uses, in the order of the layers
 * @param paddingId the id whose position is the first of a text, minus one, and which is not
 *     counted; empty where positions begin at 0
 * @param relativeBuckets rows of the table of relative positions; 0 if there is none
 */
public record EncoderConfig(
    int vocabularySize,
    int embeddingSize,
    int hiddenSize,
    int heads,
    int intermediateSize,
    int positions,
    int types,
    double normEps,
    Activation activation,
    int blocks,
    List<Integer> plan,
    OptionalInt paddingId,
    int relativeBuckets) {

  /** Copies the list. */
  public EncoderConfig {
    plan = List.copyOf(plan);
  }

  /**
   * Reads the shape of an encoder of any family.
   *
   * @param json the checkpoint's {@code config.json}
   * @return its shape
   * @throws ModelFormatException if the family is not supported, or a value is missing or wrong
   */
  public static EncoderConfig of(JsonConfig json) throws ModelFormatException {
    return Family.of(json).config(json);
  }

  /**
   * How many columns of a row a head has.
   *
   * @return the number
   */
  public int headSize() {
    return hiddenSize / heads;
  }

  /**
   * How many tokens a text may have, as far as positions go.
   *
   * @return the number, at least 1
   */
  public int maxTokens() {
    return positions - firstPosition();
  }

  /**
   * The position of a text's first token.
   *
   * @return 0, or one more than the padding id
   */
  public int firstPosition() {
    return paddingId.isPresent() ? paddingId.getAsInt() + 1 : 0;
  }
}
