package io.github.nlptoolkit.bert.sentence.train;

import java.util.List;

/**
 * Adapters of low rank in the place of the encoder's own weights: W + alpha / rank · B A, of which
 * A and B alone are trained. Immutable and thread-safe.
 *
 * @param rank the rank, at least 1
 * @param alpha the scale, greater than 0
 * @param targets which matrices of each layer, by the end of their names in the model's files, such
 *     as {@code query}; none for queries and values
 * @see <a href="https://arxiv.org/abs/2106.09685">Hu et al., 2021: LoRA</a>
 */
public record LoraOptions(int rank, double alpha, List<String> targets) {

  /** Checks the ranges. */
  public LoraOptions {
    targets = List.copyOf(targets);
    if (rank < 1) {
      throw new IllegalArgumentException("rank must be at least 1, got " + rank);
    }
    SentenceLoss.positive("alpha", alpha);
  }

  /**
   * The defaults of peft: rank 8, alpha 8, queries and values.
   *
   * @return the defaults
   */
  public static LoraOptions defaults() {
    return new LoraOptions(8, 8, List.of());
  }

  double scale() {
    return alpha / rank;
  }
}
