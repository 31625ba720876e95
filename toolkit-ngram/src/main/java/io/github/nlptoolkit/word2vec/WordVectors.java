package io.github.nlptoolkit.word2vec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Words with their vectors, and what can be asked of them, with the semantics of gensim 4.4's
 * {@code KeyedVectors}. Made by training, read from files of others by {@code WordVectorFiles}, or
 * mapped from a file of its own by {@link #map}.
 *
 * <p>A word that is not in the vocabulary has a vector only if there are {@link Subwords}. Rows are
 * numbered from 0; models of most makers have frequent words first. Searches go through all words,
 * exactly. A zero vector has the cosine 0 with everything.
 *
 * <p>Immutable and thread-safe.
 */
public final class WordVectors {

  private final VectorStore store;
  private final @Nullable Subwords subwords;

  WordVectors(VectorStore store, @Nullable Subwords subwords) {
    this.store = store;
    this.subwords = subwords;
  }

  /**
   * Starts a set of vectors in memory.
   *
   * @param dimension the number of values in each vector, at least 1
   * @return a builder
   * @throws IllegalArgumentException if it is less than 1
   */
  public static WordVectorsBuilder builder(int dimension) {
    return new WordVectorsBuilder(dimension);
  }

  /**
   * Opens a file that {@link #save} wrote, in a moment whatever its size: it is mapped, and read
   * where it is needed. It must not change while it is used.
   *
   * @param file the file
   * @return its vectors
   * @throws IOException if it cannot be read; {@code ModelFormatException} if it is no such file or
   *     damaged where that can be seen at once: in its header, its size, its order of parts. Damage
   *     that is met later is an {@link java.io.UncheckedIOException} with a {@code
   *     ModelFormatException} in it
   */
  public static WordVectors map(Path file) throws IOException {
    MappedStore store = MappedStore.open(file);
    return new WordVectors(store, store.subwords());
  }

  /**
   * Writes them into a file for {@link #map}; written in whole or not at all.
   *
   * @param file the file; replaced if it exists
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    MappedStore.write(store, subwords, file);
  }

  /**
   * The number of words.
   *
   * @return at least 0
   */
  public int count() {
    return store.count();
  }

  /**
   * The number of values in each vector.
   *
   * @return at least 1
   */
  public int dimension() {
    return store.dimension();
  }

  /**
   * The subwords that vectors of unknown words are made of.
   *
   * @return them, or nothing if unknown words have no vectors
   */
  public Optional<Subwords> subwords() {
    return Optional.ofNullable(subwords);
  }

  /**
   * A word.
   *
   * @param row its row
   * @return the word
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public String word(int row) {
    return store.word(Objects.checkIndex(row, count()));
  }

  /**
   * The row of a word.
   *
   * @param word the word
   * @return its row; -1 if it is not in the vocabulary
   */
  public int rowOf(String word) {
    return store.find(word);
  }

  /**
   * Whether a word is in the vocabulary.
   *
   * @param word the word
   * @return true if it is
   */
  public boolean contains(String word) {
    return store.find(word) >= 0;
  }

  /**
   * How often a word was in the corpus.
   *
   * @param row its row
   * @return its count; 0 if that is not known
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public long frequency(int row) {
    return store.frequency(Objects.checkIndex(row, count()));
  }

  /**
   * The Euclidean length of a vector.
   *
   * @param row its row
   * @return the length, at least 0
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float norm(int row) {
    return store.norm(Objects.checkIndex(row, count()));
  }

  /**
   * A vector.
   *
   * @param row its row
   * @return a copy, {@link #dimension()} values
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float[] vector(int row) {
    float[] values = new float[dimension()];
    store.copy(Objects.checkIndex(row, count()), values, 0);
    return values;
  }

  /**
   * The vector of a word.
   *
   * @param word the word; if it is not in the vocabulary and there are subwords, the mean of its
   *     n-grams' vectors is taken
   * @return a copy, {@link #dimension()} values
   * @throws IllegalArgumentException if it has none
   */
  public float[] vector(String word) {
    float[] values = vectorOrNull(word);
    if (values == null) {
      throw new IllegalArgumentException("there is no vector for the word \"" + word + "\"");
    }
    return values;
  }

  /**
   * The vector of a bucket of n-grams.
   *
   * @param bucket its number, in {@code [0, buckets)} of the subwords
   * @return a copy, {@link #dimension()} values
   * @throws IndexOutOfBoundsException if there is no such bucket, or there are no subwords
   */
  public float[] bucketVector(int bucket) {
    float[] values = new float[dimension()];
    int buckets = subwords == null ? 0 : subwords.buckets();
    store.copy(count() + Objects.checkIndex(bucket, buckets), values, 0);
    return values;
  }

  /** The vector of a word; null if it has none. */
  float @Nullable [] vectorOrNull(String word) {
    int row = store.find(word);
    if (row >= 0) {
      return vector(row);
    }
    if (subwords == null) {
      return null;
    }
    int[] buckets = subwords.bucketsOf(word);
    float[] sum = new float[dimension()];
    for (int bucket : buckets) {
      float[] part = bucketVector(bucket);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i] / buckets.length;
      }
    }
    return buckets.length == 0 ? null : sum;
  }

  /** Whether a word has a vector, if only by its subwords. */
  boolean hasVector(String word) {
    return contains(word) || (subwords != null && subwords.bucketsOf(word).length > 0);
  }

  /**
   * The cosine of two words.
   *
   * @param a a word
   * @param b a word
   * @return a cosine in [-1, 1]
   * @throws IllegalArgumentException if one of them has no vector
   */
  public float similarity(String a, String b) {
    return Vectors.cosine(vector(a), vector(b));
  }

  /**
   * The words most similar to a word.
   *
   * @param word the word, which is not among them
   * @param topN how many are wanted at the most
   * @return them with their cosines, best first; of equal cosines the lower row first
   * @throws IllegalArgumentException if the word has no vector
   */
  public List<WordMatch> mostSimilar(String word, int topN) {
    return search(WordQuery.query().near(word).topN(topN));
  }

  /**
   * The words most similar to a vector.
   *
   * @param vector {@link #dimension()} values
   * @param topN how many are wanted at the most
   * @return them with their cosines, best first
   * @throws IllegalArgumentException if the dimension is another
   */
  public List<WordMatch> mostSimilar(float[] vector, int topN) {
    return search(WordQuery.query().term(vector, 1).topN(topN));
  }

  /**
   * Answers a query.
   *
   * @param query what is wanted
   * @return the best words with their scores, best first; of equal scores the lower row first
   * @throws IllegalArgumentException if the query has no terms, a word without a vector or a vector
   *     of another dimension
   */
  public List<WordMatch> search(WordQuery query) {
    return WordSearch.search(this, query);
  }

  /**
   * The mean of the vectors of words.
   *
   * @param words some words; those without a vector are left out
   * @param normalises whether each is divided by its length first
   * @return the mean; zeros if none has a vector
   * @throws IllegalArgumentException if there are no words
   */
  public float[] mean(List<String> words, boolean normalises) {
    float[] weights = new float[words.size()];
    Arrays.fill(weights, 1);
    return mean(words, weights, normalises);
  }

  /**
   * The weighted mean of the vectors of words.
   *
   * @param words some words; those without a vector are left out
   * @param weights of each word; the sum is divided by the sum of their sizes
   * @param normalises whether each vector is divided by its length first
   * @return the mean; zeros if none has a vector
   * @throws IllegalArgumentException if there are no words, or not a weight for each
   */
  public float[] mean(List<String> words, float[] weights, boolean normalises) {
    return WordSearch.mean(this, words, weights, normalises);
  }

  /**
   * The cosine of the means of two lists of words.
   *
   * @param a some words; those without a vector are left out
   * @param b some words; those without a vector are left out
   * @return a cosine in [-1, 1]
   * @throws IllegalArgumentException if a list is empty
   */
  public float similarity(List<String> a, List<String> b) {
    return Vectors.cosine(mean(a, false), mean(b, false));
  }

  /**
   * Ranks words by their cosine with the mean of all of them.
   *
   * @param words some words; those without a vector are left out
   * @return them with their cosines, best first
   * @throws IllegalArgumentException if none has a vector
   */
  public List<WordMatch> centrality(List<String> words) {
    return WordSearch.centrality(this, words);
  }

  /**
   * The word that fits the others least.
   *
   * @param words some words; those without a vector are left out
   * @return the last one of {@link #centrality}
   * @throws IllegalArgumentException if none has a vector
   */
  public String doesntMatch(List<String> words) {
    List<WordMatch> ranked = centrality(words);
    return ranked.get(ranked.size() - 1).word();
  }

  /**
   * The words nearer to a word than another is.
   *
   * @param word a word of the vocabulary
   * @param other a word of the vocabulary
   * @return all words with a higher cosine with {@code word} than {@code other} has, by row;
   *     without {@code word}
   * @throws IllegalArgumentException if one of the two is not in the vocabulary
   */
  public List<String> closerThan(String word, String other) {
    return WordSearch.closerThan(this, word, other);
  }

  /**
   * The place of a word among the neighbours of another.
   *
   * @param word a word of the vocabulary
   * @param other a word of the vocabulary
   * @return 1 if {@code other} is the nearest
   * @throws IllegalArgumentException if one of the two is not in the vocabulary
   */
  public int rank(String word, String other) {
    return closerThan(word, other).size() + 1;
  }

  /**
   * The cosine of two words over the sum of the cosines of the first one's nearest words
   * (Leeuwenberg, Vela, Dehdari, van Genabith 2016): above {@code 1 / topN} they are likely
   * synonyms.
   *
   * @param word a word
   * @param other a word
   * @param topN how many nearest words, at least 1; 10 is usual
   * @return the relative cosine
   * @throws IllegalArgumentException if a word has no vector, or there are no nearest words
   */
  public double relativeCosine(String word, String other, int topN) {
    return WordSearch.relativeCosine(this, word, other, topN);
  }

  /**
   * The Word Mover's Distance of two texts (Kusner, Sun, Kolkin, Weinberger 2015), exactly: the
   * least sum of Euclidean distances over which the words of one move into those of the other.
   *
   * @param a the words of a text; those without a vector are left out
   * @param b the words of a text; those without a vector are left out
   * @param normalises whether vectors are divided by their lengths first, as gensim does unless
   *     told otherwise
   * @return a distance, at least 0; infinity if a text has no word with a vector
   */
  public double wordMoversDistance(List<String> a, List<String> b, boolean normalises) {
    return WordSearch.wordMoversDistance(this, a, b, normalises);
  }

  VectorStore store() {
    return store;
  }

  @Override
  public String toString() {
    return "WordVectors[" + count() + " x " + dimension() + "]";
  }
}
