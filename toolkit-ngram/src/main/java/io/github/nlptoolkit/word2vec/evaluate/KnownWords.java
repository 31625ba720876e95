package io.github.nlptoolkit.word2vec.evaluate;

import io.github.nlptoolkit.word2vec.WordMatch;
import io.github.nlptoolkit.word2vec.WordQuery;
import io.github.nlptoolkit.word2vec.WordVectors;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The words that an evaluation knows and what it asks of them one by one, as gensim 4.4's {@code
 * evaluate_word_pairs} and {@code evaluate_word_analogies}. Immutable and thread-safe.
 */
public final class KnownWords {

  private static final int UNKNOWN = -1;
  private static final int CANDIDATES = 5;

  private final WordVectors vectors;
  private final EvaluationOptions options;
  private final Map<String, Integer> rows = new HashMap<>();

  private KnownWords(WordVectors vectors, EvaluationOptions options) {
    this.vectors = vectors;
    this.options = options;
    int count = Math.min(vectors.count(), options.restrict());
    for (int row = 0; row < count; row++) {
      rows.putIfAbsent(key(vectors.word(row)), row);
    }
  }

  /**
   * The words of vectors.
   *
   * @param vectors the vectors
   * @param options which words are known and how they are compared; whether unknown ones count is
   *     the caller's to say
   * @return the words
   */
  public static KnownWords of(WordVectors vectors, EvaluationOptions options) {
    return new KnownWords(vectors, options);
  }

  /** What words are compared by. */
  private String key(String word) {
    return options.ignoresCase() ? word.toUpperCase(Locale.ROOT) : word;
  }

  private int row(String key) {
    return rows.getOrDefault(key, UNKNOWN);
  }

  /**
   * The cosine of two words.
   *
   * @param a a word
   * @param b a word
   * @return a cosine in [-1, 1]; nothing if one of them is not known
   */
  public OptionalDouble similarity(String a, String b) {
    int rowA = row(key(a));
    int rowB = row(key(b));
    return rowA == UNKNOWN || rowB == UNKNOWN
        ? OptionalDouble.empty()
        : OptionalDouble.of(vectors.similarity(vectors.word(rowA), vectors.word(rowB)));
  }

  /**
   * Whether the nearest word to {@code b - a + c} (3CosAdd), of those that are not asked for, is
   * the answer.
   *
   * @param a is to
   * @param b as
   * @param c is to
   * @param answer the right word
   * @return whether it is found; nothing if one of the four is not known
   */
  public Optional<Boolean> answers(String a, String b, String c, String answer) {
    List<String> keys = List.of(key(a), key(b), key(c), key(answer));
    if (keys.stream().anyMatch(key -> row(key) == UNKNOWN)) {
      return Optional.empty();
    }
    List<String> asked = keys.subList(0, 3);
    List<String> words = asked.stream().map(key -> vectors.word(row(key))).toList();
    WordQuery query =
        WordQuery.analogy(words.get(0), words.get(1), words.get(2))
            .topN(CANDIDATES)
            .restrict(options.restrict());
    String predicted = "";
    for (WordMatch match : vectors.search(query)) {
      predicted = key(match.word());
      if (row(predicted) != UNKNOWN && !asked.contains(predicted)) {
        break;
      }
    }
    return Optional.of(predicted.equals(keys.get(3)));
  }
}
