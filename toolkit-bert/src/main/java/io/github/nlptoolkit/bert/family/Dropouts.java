package io.github.nlptoolkit.bert.family;

import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.ModelFormatException;

/**
 * Which shares of what a model in training drops, where its family drops any. Immutable and
 * thread-safe.
 *
 * @param embeddings of the embeddings
 * @param attention of the attention's probabilities
 * @param attentionOutput of what attention gives, before it is added
 * @param output of what the feed-forward layers give, before it is added
 */
public record Dropouts(double embeddings, double attention, double attentionOutput, double output) {

  /** None at all. */
  public static final Dropouts NONE = new Dropouts(0, 0, 0, 0);

  /**
   * Reads a configuration.
   *
   * @param config the {@code config.json}
   * @return the shares, as transformers 5.24 applies them
   * @throws ModelFormatException if the family is unknown, or a share is not in [0, 1)
   */
  public static Dropouts of(JsonConfig config) throws ModelFormatException {
    return switch (Family.of(config)) {
      // These two leave out what the original BERT has.
      case DISTILBERT -> {
        double hidden = share(config, "dropout", 0.1);
        yield new Dropouts(hidden, share(config, "attention_dropout", 0.1), 0, hidden);
      }
      case ALBERT -> {
        double hidden = share(config, "hidden_dropout_prob", 0);
        yield new Dropouts(hidden, share(config, "attention_probs_dropout_prob", 0), hidden, 0);
      }
      default -> {
        double hidden = share(config, "hidden_dropout_prob", 0.1);
        yield new Dropouts(
            hidden, share(config, "attention_probs_dropout_prob", 0.1), hidden, hidden);
      }
    };
  }

  private static double share(JsonConfig config, String key, double absent)
      throws ModelFormatException {
    double share = config.optionalDecimal(key).orElse(absent);
    if (!(share >= 0 && share < 1)) {
      throw config.wrong(key, "a number in [0, 1)");
    }
    return share;
  }
}
