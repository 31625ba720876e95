package io.github.nlptoolkit.word2vec.evaluate;

import io.github.nlptoolkit.word2vec.WordVectors;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The words that an evaluation knows, as it compares them. Immutable and thread-safe. */
final class KnownWords {

  static final int UNKNOWN = -1;

  private final Map<String, Integer> rows = new HashMap<>();
  private final boolean ignoresCase;

  KnownWords(WordVectors vectors, EvaluationOptions options) {
    ignoresCase = options.ignoresCase();
    int count = Math.min(vectors.count(), options.restrict());
    for (int row = 0; row < count; row++) {
      rows.putIfAbsent(key(vectors.word(row)), row);
    }
  }

  /** What words are compared by. */
  String key(String word) {
    return ignoresCase ? word.toUpperCase(Locale.ROOT) : word;
  }

  /** The row of a key, or {@link #UNKNOWN}. */
  int row(String key) {
    return rows.getOrDefault(key, UNKNOWN);
  }
}
