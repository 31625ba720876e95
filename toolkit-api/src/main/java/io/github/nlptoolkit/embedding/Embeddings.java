package io.github.nlptoolkit.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of some texts: {@code count} rows of {@code dimension} floats in one row-major array.
 *
 * <p>Similarities follow sentence-transformers' {@code util.cos_sim} and {@code util.dot_score}:
 * the cosine with a zero vector is 0. A product is summed in single precision over eight lanes, so
 * that it is within 1e-6 of the peer's for unit vectors.
 *
 * <p>Values are taken as they come. A NaN in one of two vectors makes their similarity NaN, and so
 * do infinities; the searches leave out what has no similarity, where numpy and PyTorch put it
 * first.
 *
 * <p>Immutable and thread-safe; {@link Builder} is how others fill one.
 */
public final class Embeddings {

  /** Ties go to the lower index. */
  private static final java.util.Comparator<Match> WORST_FIRST =
      (a, b) -> {
        int byScore = Float.compare(a.score(), b.score());
        return byScore != 0 ? byScore : Integer.compare(b.index(), a.index());
      };

  private final int count;
  private final int dimension;
  private final float[] values;
  private volatile float @Nullable [] norms;

  private Embeddings(int count, int dimension, float[] values) {
    this.count = count;
    this.dimension = dimension;
    this.values = values;
  }

  /**
   * Copies vectors.
   *
   * @param dimension the number of values in each vector, at least 1
   * @param values the rows one after another, {@code count * dimension} values
   * @return the vectors
   * @throws IllegalArgumentException if the length of {@code values} is not a multiple of {@code
   *     dimension}
   */
  public static Embeddings of(int dimension, float... values) {
    checkDimension(dimension);
    if (values.length % dimension != 0) {
      throw new IllegalArgumentException(
          "values must hold whole rows of " + dimension + ", got " + values.length + " values");
    }
    return new Embeddings(values.length / dimension, dimension, values.clone());
  }

  /**
   * Copies vectors.
   *
   * @param rows the vectors, at least one, all of one length
   * @return the vectors
   * @throws IllegalArgumentException if there are no rows, or their lengths differ (the message
   *     names the row)
   */
  public static Embeddings ofRows(List<float[]> rows) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("rows must not be empty: the dimension is unknown");
    }
    Builder builder = builder(rows.size(), rows.get(0).length);
    for (int i = 0; i < rows.size(); i++) {
      builder.row(i, rows.get(i), 0, rows.get(i).length);
    }
    return builder.build();
  }

  /**
   * Starts a set of vectors whose rows are zero until they are set.
   *
   * @param count the number of rows, at least 0
   * @param dimension the number of values in each row, at least 1
   * @return a builder
   * @throws IllegalArgumentException if a number is out of range, or the two make more values than
   *     one array holds
   */
  public static Builder builder(int count, int dimension) {
    return new Builder(count, dimension);
  }

  /**
   * The number of vectors.
   *
   * @return the number of rows, at least 0
   */
  public int count() {
    return count;
  }

  /**
   * The number of values in each vector.
   *
   * @return the dimension, at least 1
   */
  public int dimension() {
    return dimension;
  }

  /**
   * One vector.
   *
   * @param row its index
   * @return a copy, {@link #dimension()} values
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float[] vector(int row) {
    int start = offset(row);
    return Arrays.copyOfRange(values, start, start + dimension);
  }

  /**
   * Copies one vector.
   *
   * @param row its index
   * @param target where to
   * @param at the index in {@code target} of its first value
   * @throws IndexOutOfBoundsException if there is no such row, or it does not fit
   */
  public void copyTo(int row, float[] target, int at) {
    int start = offset(row);
    Objects.checkFromIndexSize(at, dimension, target.length);
    System.arraycopy(values, start, target, at, dimension);
  }

  /**
   * All values.
   *
   * @return a copy, row-major, {@code count() * dimension()} values
   */
  public float[] toArray() {
    return values.clone();
  }

  /**
   * Some of the vectors.
   *
   * @param rows the indices of the rows wanted, in the order wanted; one may come twice
   * @return those rows
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public Embeddings select(int... rows) {
    Builder builder = builder(rows.length, dimension);
    for (int i = 0; i < rows.length; i++) {
      builder.row(i, values, offset(rows[i]), dimension);
    }
    return builder.build();
  }

  /**
   * The dot product of two rows.
   *
   * @param i a row
   * @param j a row
   * @return their dot product
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float dot(int i, int j) {
    return dot(values, offset(i), values, offset(j), dimension);
  }

  /**
   * The cosine of two rows.
   *
   * @param i a row
   * @param j a row
   * @return their cosine in [-1, 1]; 0 if one of them is zero
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float cosine(int i, int j) {
    return ratio(dot(i, j), norm(i), norm(j));
  }

  /**
   * The cosine of a row with a vector of the caller's.
   *
   * @param row a row
   * @param vector {@link #dimension()} values
   * @return their cosine in [-1, 1]; 0 if one of them is zero
   * @throws IllegalArgumentException if the dimensions differ
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float cosine(int row, float[] vector) {
    checkSame(vector.length);
    float product = dot(values, offset(row), vector, 0, dimension);
    return ratio(product, norm(row), lengthOf(vector, 0, dimension));
  }

  /**
   * The cosines of all rows with all rows of another set.
   *
   * @param other the other set
   * @return {@code [i][j]} is the cosine of row i here with row j there; {@code count()} rows of
   *     {@code other.count()} values
   * @throws IllegalArgumentException if the dimensions differ
   */
  public float[][] similarities(Embeddings other) {
    checkSame(other.dimension);
    float[][] result = new float[count][other.count];
    float[] mine = norms();
    float[] theirs = other.norms();
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < other.count; j++) {
        float product = dot(values, i * dimension, other.values, j * dimension, dimension);
        result[i][j] = ratio(product, mine[i], theirs[j]);
      }
    }
    return result;
  }

  /**
   * The rows most similar to a vector, by cosine.
   *
   * @param query {@link #dimension()} values
   * @param k how many rows are wanted at the most, at least 1
   * @return the {@code min(k, count())} best rows, best first; of equal scores the lower index
   *     first; fewer if some have no similarity with {@code query} because of a NaN
   * @throws IllegalArgumentException if the dimensions differ or {@code k} is less than 1
   */
  public List<Match> topK(float[] query, int k) {
    checkSame(query.length);
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, got " + k);
    }
    float length = lengthOf(query, 0, dimension);
    float[] lengths = norms();
    PriorityQueue<Match> best = new PriorityQueue<>(Math.max(1, Math.min(k, count)), WORST_FIRST);
    for (int row = 0; row < count; row++) {
      float product = dot(values, row * dimension, query, 0, dimension);
      float score = ratio(product, lengths[row], length);
      if (Float.isNaN(score)) {
        continue;
      }
      Match match = new Match(row, score);
      if (best.size() < k) {
        best.add(match);
      } else if (WORST_FIRST.compare(match, best.element()) > 0) {
        best.remove();
        best.add(match);
      }
    }
    List<Match> result = new ArrayList<>(best);
    result.sort(WORST_FIRST.reversed());
    return List.copyOf(result);
  }

  /**
   * The rows most similar to each row of another set, by cosine.
   *
   * @param queries the other set
   * @param k how many rows are wanted at the most for each, at least 1
   * @return for each row of {@code queries}, in order, what {@link #topK(float[], int)} gives for
   *     it
   * @throws IllegalArgumentException if the dimensions differ or {@code k} is less than 1
   */
  public List<List<Match>> topK(Embeddings queries, int k) {
    List<List<Match>> result = new ArrayList<>(queries.count);
    for (int i = 0; i < queries.count; i++) {
      result.add(topK(queries.vector(i), k));
    }
    return List.copyOf(result);
  }

  /** Two sets are equal if their dimensions and all their values are, bit for bit. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Embeddings that
        && dimension == that.dimension
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * dimension + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Embeddings[" + count + " x " + dimension + "]";
  }

  private float norm(int row) {
    Objects.checkIndex(row, count);
    return norms()[row];
  }

  private float[] norms() {
    float[] known = norms;
    if (known == null) {
      known = new float[count];
      for (int row = 0; row < count; row++) {
        known[row] = lengthOf(values, row * dimension, dimension);
      }
      norms = known;
    }
    return known;
  }

  private int offset(int row) {
    return Objects.checkIndex(row, count) * dimension;
  }

  private void checkSame(int otherDimension) {
    if (otherDimension != dimension) {
      throw new IllegalArgumentException(
          "dimensions must be equal, got " + dimension + " and " + otherDimension);
    }
  }

  private static void checkDimension(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
  }

  private static float ratio(float product, float normA, float normB) {
    if (normA == 0 || normB == 0) {
      return Float.isNaN(product) ? product : 0;
    }
    // In double, so that it does not matter which of the two comes first.
    float cosine = (float) (product / ((double) normA * normB));
    return Math.max(-1f, Math.min(1f, cosine));
  }

  private static float lengthOf(float[] vector, int at, int length) {
    double sum = 0;
    for (int i = at; i < at + length; i++) {
      sum += (double) vector[i] * vector[i];
    }
    return (float) Math.sqrt(sum);
  }

  /**
   * Eight sums side by side: the compiler keeps them in registers, and rounding errors stay small.
   */
  private static float dot(float[] a, int atA, float[] b, int atB, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (int end = length - 7; i < end; i += 8) {
      s0 += a[atA + i] * b[atB + i];
      s1 += a[atA + i + 1] * b[atB + i + 1];
      s2 += a[atA + i + 2] * b[atB + i + 2];
      s3 += a[atA + i + 3] * b[atB + i + 3];
      s4 += a[atA + i + 4] * b[atB + i + 4];
      s5 += a[atA + i + 5] * b[atB + i + 5];
      s6 += a[atA + i + 6] * b[atB + i + 6];
      s7 += a[atA + i + 7] * b[atB + i + 7];
    }
    for (; i < length; i++) {
      s0 += a[atA + i] * b[atB + i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /**
   * Fills a set of vectors. Threads may set different rows at once; {@link #build()} comes after
   * all of them.
   */
  public static final class Builder {
    private final int count;
    private final int dimension;
    private float @Nullable [] values;

    private Builder(int count, int dimension) {
      checkDimension(dimension);
      if (count < 0) {
        throw new IllegalArgumentException("count must not be negative, got " + count);
      }
      if ((long) count * dimension > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            count
                + " rows of "
                + dimension
                + " values are more than one array holds; embed them as a stream");
      }
      this.count = count;
      this.dimension = dimension;
      this.values = new float[count * dimension];
    }

    /**
     * Copies a row in.
     *
     * @param row its index
     * @param source where its values are
     * @param at the index in {@code source} of its first value
     * @param length how many values the caller has for it
     * @return this builder
     * @throws IllegalArgumentException if {@code length} is not the dimension
     * @throws IndexOutOfBoundsException if there is no such row, or {@code source} is too short
     * @throws IllegalStateException if the set has been built
     */
    public Builder row(int row, float[] source, int at, int length) {
      Objects.checkIndex(row, count);
      if (length != dimension) {
        throw new IllegalArgumentException(
            "row " + row + " must have " + dimension + " values, got " + length);
      }
      Objects.checkFromIndexSize(at, length, source.length);
      System.arraycopy(source, at, open(), row * dimension, dimension);
      return this;
    }

    /**
     * Ends the building; the builder gives its array away and is of no more use.
     *
     * @return the vectors
     * @throws IllegalStateException if the set has been built
     */
    public Embeddings build() {
      Embeddings result = new Embeddings(count, dimension, open());
      values = null;
      return result;
    }

    private float[] open() {
      float[] array = values;
      if (array == null) {
        throw new IllegalStateException("these embeddings have been built");
      }
      return array;
    }
  }
}
