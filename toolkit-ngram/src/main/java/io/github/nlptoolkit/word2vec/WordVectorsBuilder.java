package io.github.nlptoolkit.word2vec;

import org.jspecify.annotations.Nullable;

/** Fills a set of vectors. Not thread-safe. */
public final class WordVectorsBuilder {
  private final HeapStore store;
  private @Nullable Subwords subwords;
  private boolean built;

  WordVectorsBuilder(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
    store = new HeapStore(dimension);
  }

  /**
   * Adds a word.
   *
   * @param word the word
   * @param vector its vector
   * @return false if the word is there already: then nothing is added
   * @throws IllegalArgumentException if the vector is of another dimension
   * @throws IllegalStateException if all words are added already
   */
  public boolean add(String word, float... vector) {
    return add(word, 0, vector);
  }

  /**
   * Adds a word.
   *
   * @param word the word
   * @param frequency how often it was in the corpus; 0 if that is not known
   * @param vector its vector
   * @return false if the word is there already: then nothing is added
   * @throws IllegalArgumentException if the vector is of another dimension
   * @throws IllegalStateException if all words are added already
   */
  public boolean add(String word, long frequency, float[] vector) {
    check(vector);
    if (subwords != null) {
      throw new IllegalStateException("words must be added before the vectors of buckets");
    }
    return store.add(word, vector, 0, frequency);
  }

  /**
   * Ends the words: what follows are the vectors of the buckets, by {@link #addBucket}.
   *
   * @param value the subwords
   * @return this builder
   */
  public WordVectorsBuilder subwords(Subwords value) {
    subwords = value;
    return this;
  }

  /**
   * Adds the vector of the next bucket.
   *
   * @param vector its vector
   * @return this builder
   * @throws IllegalArgumentException if the vector is of another dimension
   * @throws IllegalStateException if there are no subwords
   */
  public WordVectorsBuilder addBucket(float[] vector) {
    check(vector);
    if (subwords == null) {
      throw new IllegalStateException("there are no subwords to have buckets");
    }
    store.addRow(vector, 0);
    return this;
  }

  /**
   * How many words there are so far.
   *
   * @return the number
   */
  public int count() {
    return store.count();
  }

  /**
   * Ends the building; the builder gives its vectors away and is of no more use.
   *
   * @return the vectors
   * @throws IllegalStateException if they have been built, or there are not as many buckets as the
   *     subwords say
   */
  public WordVectors build() {
    int buckets = subwords == null ? 0 : subwords.buckets();
    if (built || store.rows() - store.count() != buckets) {
      throw new IllegalStateException(
          built
              ? "these vectors have been built"
              : buckets + " buckets need a vector, got " + (store.rows() - store.count()));
    }
    built = true;
    return new WordVectors(store.finished(), subwords);
  }

  private void check(float[] vector) {
    if (built) {
      throw new IllegalStateException("these vectors have been built");
    }
    if (vector.length != store.dimension()) {
      throw new IllegalArgumentException(
          "a vector must have " + store.dimension() + " values, got " + vector.length);
    }
  }
}
