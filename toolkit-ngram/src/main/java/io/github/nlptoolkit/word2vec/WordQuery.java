package io.github.nlptoolkit.word2vec;

import java.util.ArrayList;
import java.util.List;

/**
 * A question to {@link WordVectors#search}: words and vectors to be near to, and others to be far
 * from. The words asked with are no answers.
 *
 * <p>Semantics are those of gensim 4.4's {@code most_similar} (3CosAdd: the cosine with the mean of
 * unit vectors; Mikolov, Yih, Zweig 2013) and {@code most_similar_cosmul} (3CosMul; Levy and
 * Goldberg 2014, equation 4, with cosines shifted to [0, 1]).
 *
 * <p>Immutable and thread-safe; each method makes another query.
 */
public final class WordQuery {

  private final List<Term> terms;
  private final int topN;
  private final int from;
  private final int to;
  private final boolean multiplies;

  private WordQuery(List<Term> terms, int topN, int from, int to, boolean multiplies) {
    this.terms = List.copyOf(terms);
    this.topN = topN;
    this.from = from;
    this.to = to;
    this.multiplies = multiplies;
  }

  /** A word, or a vector if that is not empty, with its weight. */
  static final class Term {
    private final String word;
    private final float[] vector;
    private final float weight;

    Term(String word, float[] vector, float weight) {
      this.word = word;
      this.vector = vector;
      this.weight = weight;
    }

    String word() {
      return word;
    }

    float[] vector() {
      return vector;
    }

    float weight() {
      return weight;
    }
  }

  /**
   * A query for the 10 best of all words by 3CosAdd, with no term yet.
   *
   * @return the query
   */
  public static WordQuery query() {
    return new WordQuery(List.of(), 10, 0, Integer.MAX_VALUE, false);
  }

  /**
   * The query for what is to {@code c} as {@code b} is to {@code a}: {@code b - a + c}.
   *
   * @param a a word, such as "man"
   * @param b a word, such as "king"
   * @param c a word, such as "woman"
   * @return the query
   */
  public static WordQuery analogy(String a, String b, String c) {
    return query().near(b).near(c).farFrom(a);
  }

  /**
   * Adds words to be near to, with weight 1.
   *
   * @param words some words
   * @return the new query
   */
  public WordQuery near(String... words) {
    WordQuery result = this;
    for (String word : words) {
      result = result.term(word, 1);
    }
    return result;
  }

  /**
   * Adds words to be far from, with weight -1.
   *
   * @param words some words
   * @return the new query
   */
  public WordQuery farFrom(String... words) {
    WordQuery result = this;
    for (String word : words) {
      result = result.term(word, -1);
    }
    return result;
  }

  /**
   * Adds a word with a weight.
   *
   * @param word a word
   * @param weight above 0 to be near to it; 3CosMul looks at the sign only
   * @return the new query
   */
  public WordQuery term(String word, double weight) {
    return with(new Term(word, new float[0], (float) weight));
  }

  /**
   * Adds a vector with a weight.
   *
   * @param vector a vector of the model's dimension; taken as it is, not divided by its length
   * @param weight above 0 to be near to it
   * @return the new query
   */
  public WordQuery term(float[] vector, double weight) {
    return with(new Term("", vector.clone(), (float) weight));
  }

  private WordQuery with(Term term) {
    List<Term> more = new ArrayList<>(terms);
    more.add(term);
    return new WordQuery(more, topN, from, to, multiplies);
  }

  /**
   * Sets how many answers are wanted.
   *
   * @param count how many at the most; none if it is less than 1
   * @return the new query
   */
  public WordQuery topN(int count) {
    return new WordQuery(terms, count, from, to, multiplies);
  }

  /**
   * Looks at the first words only: the most frequent ones if the vectors are sorted so, as they
   * usually are.
   *
   * @param count how many, at least 1
   * @return the new query
   */
  public WordQuery restrict(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("restrict needs at least 1 word, got " + count);
    }
    return new WordQuery(terms, topN, 0, count, multiplies);
  }

  /**
   * Looks at some rows only.
   *
   * @param start the first row, at least 0
   * @param end the row after the last, at least {@code start}
   * @return the new query
   */
  public WordQuery range(int start, int end) {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException(
          "a range needs 0 <= start <= end, got [" + start + ", " + end + ")");
    }
    return new WordQuery(terms, topN, start, end, multiplies);
  }

  /**
   * Scores by 3CosMul: less moved by one large cosine.
   *
   * @return the new query
   */
  public WordQuery multiplying() {
    return new WordQuery(terms, topN, from, to, true);
  }

  List<Term> terms() {
    return terms;
  }

  int topN() {
    return topN;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean isMultiplying() {
    return multiplies;
  }
}
