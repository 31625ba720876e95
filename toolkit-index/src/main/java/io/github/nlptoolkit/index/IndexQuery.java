package io.github.nlptoolkit.index;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for: by a vector, by words, or by both. Immutable and thread-safe.
 *
 * <p>With both, each gives its {@code candidates} best entries, and an entry's score is the sum of
 * {@code 1 / (60 + rank)} over the lists it is in (G. Cormack, C. Clarke and S. Büttcher,
 * "Reciprocal rank fusion outperforms Condorcet and individual rank learning methods", SIGIR 2009).
 */
public final class IndexQuery {
  private static final int DEFAULT_CANDIDATES = 100;

  private final float @Nullable [] vector;
  private final @Nullable String text;
  private final @Nullable IndexFilter filter;
  private final int candidates;

  private IndexQuery(
      float @Nullable [] vector,
      @Nullable String text,
      @Nullable IndexFilter filter,
      int candidates) {
    this.vector = vector;
    this.text = text;
    this.filter = filter;
    this.candidates = candidates;
  }

  /**
   * A search for similar vectors.
   *
   * @param vector the vector
   * @return the query, with 100 candidates
   * @throws IllegalArgumentException if a value is not finite
   */
  public static IndexQuery vector(float[] vector) {
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new IllegalArgumentException(
            "value " + i + " of the query must be finite, got " + vector[i]);
      }
    }
    return new IndexQuery(vector.clone(), null, null, DEFAULT_CANDIDATES);
  }

  /**
   * A search for words by BM25. The text has no operators; of more than 1,000 different words the
   * first count.
   *
   * @param text the words
   * @return the query, with 100 candidates
   */
  public static IndexQuery text(String text) {
    return new IndexQuery(null, Objects.requireNonNull(text, "text"), null, DEFAULT_CANDIDATES);
  }

  /**
   * A search for words and similar vectors.
   *
   * @param text the words
   * @param vector the vector
   * @return the query, with 100 candidates
   * @throws IllegalArgumentException if a value is not finite
   */
  public static IndexQuery hybrid(String text, float[] vector) {
    return new IndexQuery(
        vector(vector).vector, Objects.requireNonNull(text, "text"), null, DEFAULT_CANDIDATES);
  }

  /**
   * The same search among some entries only.
   *
   * @param value which
   * @return the query
   */
  public IndexQuery filter(IndexFilter value) {
    return new IndexQuery(vector, text, value, candidates);
  }

  /**
   * The same search with another number of candidates: the more, the more exact and the slower; the
   * paper's ef. Never fewer than are wanted.
   *
   * @param value the number, at least 1
   * @return the query
   * @throws IllegalArgumentException if it is less than 1
   */
  public IndexQuery candidates(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("candidates must be at least 1, got " + value);
    }
    return new IndexQuery(vector, text, filter, value);
  }

  Optional<float[]> vector() {
    return Optional.ofNullable(vector);
  }

  Optional<String> text() {
    return Optional.ofNullable(text);
  }

  @Nullable IndexFilter filter() {
    return filter;
  }

  int candidates() {
    return candidates;
  }
}
