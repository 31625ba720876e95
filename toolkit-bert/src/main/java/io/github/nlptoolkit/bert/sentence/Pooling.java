package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the vectors of a text's tokens become one; the names are sentence-transformers'. Several
 * poolings put their results side by side. Immutable and thread-safe.
 */
public enum Pooling {
  /** The first token, or the first behind the prompt where that does not count. */
  CLS("cls", "pooling_mode_cls_token", 0),
  /** The largest value in each dimension. */
  MAX("max", "pooling_mode_max_tokens", 1),
  /** The mean. */
  MEAN("mean", "pooling_mode_mean_tokens", 2),
  /** The sum, divided by the square root of the number of tokens. */
  MEAN_SQRT_LEN("mean_sqrt_len_tokens", "pooling_mode_mean_sqrt_len_tokens", 3),
  /** The mean with the position, from 1, as the weight. */
  WEIGHTED_MEAN("weightedmean", "pooling_mode_weightedmean_tokens", 4),
  /** The last token. */
  LAST_TOKEN("lasttoken", "pooling_mode_lasttoken", 5);

  private final String configName;
  private final String flag;
  private final long code;

  Pooling(String configName, String flag, long code) {
    this.configName = configName;
    this.flag = flag;
    this.code = code;
  }

  /**
   * The name in {@code 1_Pooling/config.json}.
   *
   * @return such as {@code mean_sqrt_len_tokens}
   */
  public String configName() {
    return configName;
  }

  /** The number in {@code pooling.py}. */
  long code() {
    return code;
  }

  /**
   * Reads a pooling module: the name or list of names of sentence-transformers 6, in their order,
   * or the flags of 2 to 5, in the order of this enum.
   */
  static List<Pooling> read(JsonConfig config) throws ModelFormatException {
    List<Pooling> modes = new ArrayList<>();
    if (config.has("pooling_mode")) {
      for (String name : config.stringOrStrings("pooling_mode")) {
        modes.add(named(config, name));
      }
    } else {
      for (Pooling mode : values()) {
        if (config.bool(mode.flag, false)) {
          modes.add(mode);
        }
      }
    }
    if (modes.isEmpty()) {
      throw new ModelFormatException(
          config.file(), "pooling_mode", "at least one way of pooling", "none");
    }
    return List.copyOf(modes);
  }

  private static Pooling named(JsonConfig config, String name) throws ModelFormatException {
    for (Pooling mode : values()) {
      if (mode.configName.equals(name)) {
        return mode;
      }
    }
    throw config.wrong(
        "pooling_mode", "one of " + Arrays.stream(values()).map(Pooling::configName).toList());
  }
}
