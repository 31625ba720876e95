package io.github.nlptoolkit.benchmarks.roofline;

import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The floating-point operations that a BERT encoder needs, by its configuration: those of the
 * matrix products, which are the linear layers (query, key, value, attention output and the two of
 * the feed-forward part) and the two products of attention. Look-ups, norms, GELU, softmax and
 * pooling do not count: they are work, but none that a matrix product's peak is a measure for.
 *
 * @param layers the number of layers
 * @param hidden the width of a token's vector
 * @param intermediate the width inside the feed-forward part
 */
public record EncoderOperations(int layers, int hidden, int intermediate) {
  private static final int MOST = 1 << 20;

  /**
   * Reads them from a checkpoint.
   *
   * @param folder the checkpoint's folder
   * @return the sizes of its encoder
   * @throws IOException if {@code config.json} cannot be read or lacks a size
   */
  public static EncoderOperations read(Path folder) throws IOException {
    JsonConfig config = JsonConfig.read(folder.resolve("config.json"));
    return new EncoderOperations(
        config.integer("num_hidden_layers", 1, MOST),
        config.integer("hidden_size", 1, MOST),
        config.integer("intermediate_size", 1, MOST));
  }

  /**
   * The operations of the linear layers for one token.
   *
   * @return the number of operations
   */
  public long linearsOfToken() {
    long weights = 4L * hidden * hidden + 2L * hidden * intermediate;
    return 2L * layers * weights;
  }

  /**
   * All operations for a text.
   *
   * @param tokens the text's tokens
   * @return the number of operations
   */
  public long ofText(int tokens) {
    long attention = 4L * tokens * tokens * hidden;
    return tokens * linearsOfToken() + layers * attention;
  }
}
