package io.github.nlptoolkit.bert.family;

import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The activation between the two linear layers of a feed-forward block, by its name in {@code
 * config.json}. The tanh approximations of transformers differ in how they round, not in the
 * formula. Immutable and thread-safe.
 */
public enum Activation {
  /** With the error function. */
  GELU("gelu", "gelu", "none"),
  /** The tanh approximation, as first published with BERT. */
  GELU_NEW("gelu_new", "gelu", "tanh"),
  /** The tanh approximation of PyTorch. */
  GELU_PYTORCH_TANH("gelu_pytorch_tanh", "gelu", "tanh"),
  /** The tanh approximation with fewer roundings. */
  GELU_FAST("gelu_fast", "gelu", "tanh"),
  /** max(0, x). */
  RELU("relu", "relu", ""),
  /** x times the logistic function of x. */
  SILU("silu", "swish", ""),
  /** The same, by its other name. */
  SWISH("swish", "swish", ""),
  /** The hyperbolic tangent. */
  TANH("tanh", "tanh", "");

  private final String configName;
  private final String operator;
  private final String algorithm;

  Activation(String configName, String operator, String algorithm) {
    this.configName = configName;
    this.operator = operator;
    this.algorithm = algorithm;
  }

  /** Reads a key. */
  static Activation read(JsonConfig config, String key, Activation absent)
      throws ModelFormatException {
    Optional<String> name = config.optionalString(key);
    if (name.isEmpty()) {
      return absent;
    }
    for (Activation activation : values()) {
      if (activation.configName.equals(name.get())) {
        return activation;
      }
    }
    throw config.wrong(
        key, "one of " + Arrays.stream(values()).map(Activation::configName).toList());
  }

  /**
   * The name in {@code config.json}.
   *
   * @return such as {@code gelu_new}
   */
  public String configName() {
    return configName;
  }

  /**
   * What the encoder program calls it.
   *
   * @return {@code gelu}, {@code relu}, {@code swish} or {@code tanh}
   */
  public String operator() {
    return operator;
  }

  /**
   * How {@code gelu} is computed.
   *
   * @return {@code none} or {@code tanh}; empty for the others
   */
  public String algorithm() {
    return algorithm;
  }
}
