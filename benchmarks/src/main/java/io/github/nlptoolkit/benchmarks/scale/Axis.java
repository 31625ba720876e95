package io.github.nlptoolkit.benchmarks.scale;

import java.util.List;

/** What is varied. */
enum Axis {
  /** Tokens of each text; as many texts in a call as make up the model's {@code tokensOfCall}. */
  LENGTH,
  /** Texts of 32 tokens in a call. */
  BATCH,
  /** Texts of 8 to 16 tokens, one stream of them. */
  CORPUS;

  /** The values: all, or those of a quick run. */
  List<Integer> values(boolean quick) {
    return switch (this) {
      case LENGTH -> quick ? List.of(8, 64, 512) : List.of(8, 16, 32, 64, 128, 256, 512);
      case BATCH -> quick ? List.of(1, 16, 256) : List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);
      case CORPUS -> quick ? List.of(1000) : List.of(1000, 10_000, 100_000, 1_000_000);
    };
  }
}
