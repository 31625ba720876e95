package io.github.nlptoolkit.word2vec.embed;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.text.Segmenter;
import io.github.nlptoolkit.text.Span;
import io.github.nlptoolkit.word2vec.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Embeds a text by the mean of its words' vectors, plain or with smooth inverse frequencies (Arora,
 * Liang, Ma 2017, "A Simple but Tough-to-Beat Baseline for Sentence Embeddings"): each word weighs
 * {@code a / (a + p(word))}, and what sample texts have most in common, their first principal
 * component, is taken out. A baseline to compare other embedders with.
 *
 * <p>A word that has no vector is looked up in lower case, then left out; a text without any word
 * that has one is all zeros. Immutable and thread-safe.
 */
public final class AveragingEmbedder implements TextEmbedder {

  private static final int POWER_STEPS = 100;

  private final WordVectors vectors;
  private final Segmenter segmenter;
  private final double smoothing;
  private final double total;
  private final float[] common;
  private volatile boolean closed;

  private AveragingEmbedder(Builder builder) {
    vectors = builder.vectors;
    segmenter = builder.segmenter;
    smoothing = builder.smoothing;
    double sum = 0;
    for (int row = 0; row < vectors.count() && smoothing > 0; row++) {
      sum += vectors.frequency(row);
    }
    total = sum;
    if (smoothing > 0 && total == 0) {
      throw new IllegalArgumentException(
          "smooth inverse frequencies need the words' counts, and the vectors have none");
    }
    common = new float[builder.samples.isEmpty() ? 0 : vectors.dimension()];
    if (common.length > 0) {
      float[] component = firstComponent(builder.samples);
      System.arraycopy(component, 0, common, 0, common.length);
    }
  }

  /**
   * Starts an embedder that takes plain means.
   *
   * @param vectors the words' vectors
   * @param segmenter what cuts texts into words
   * @return a builder
   */
  public static Builder builder(WordVectors vectors, Segmenter segmenter) {
    return new Builder(vectors, segmenter);
  }

  /** Collects options. Not thread-safe. */
  public static final class Builder {
    private final WordVectors vectors;
    private final Segmenter segmenter;
    private double smoothing;
    private List<String> samples = List.of();

    private Builder(WordVectors vectors, Segmenter segmenter) {
      this.vectors = vectors;
      this.segmenter = segmenter;
    }

    /**
     * Weighs words by smooth inverse frequencies.
     *
     * @param a the smoothing, above 0; 0.001 in the paper
     * @return this builder
     * @throws IllegalArgumentException if it is not above 0
     */
    public Builder smoothing(double a) {
      if (!(a > 0) || Double.isInfinite(a)) {
        throw new IllegalArgumentException("smoothing must be above 0, got " + a);
      }
      smoothing = a;
      return this;
    }

    /**
     * Takes out what texts have in common.
     *
     * @param texts samples of what will be embedded, some hundreds at best; none leave all in
     * @return this builder
     */
    public Builder removeCommon(List<String> texts) {
      samples = List.copyOf(texts);
      return this;
    }

    /**
     * Ends the building.
     *
     * @return the embedder
     * @throws IllegalArgumentException if smoothing is asked for and the vectors have no counts
     */
    public AveragingEmbedder build() {
      return new AveragingEmbedder(this);
    }
  }

  @Override
  public int dimension() {
    return vectors.dimension();
  }

  @Override
  public Embeddings embed(List<String> texts) {
    if (closed) {
      throw new IllegalStateException("this embedder is closed");
    }
    Embeddings.Builder rows = Embeddings.builder(texts.size(), dimension());
    for (int i = 0; i < texts.size(); i++) {
      String text = Objects.requireNonNull(texts.get(i), "texts[" + i + "]");
      rows.row(i, withoutCommon(mean(text)), 0, dimension());
    }
    return rows.build();
  }

  private float[] withoutCommon(float[] vector) {
    if (common.length == 0) {
      return vector;
    }
    double product = 0;
    for (int i = 0; i < vector.length; i++) {
      product += (double) vector[i] * common[i];
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] -= (float) (product * common[i]);
    }
    return vector;
  }

  private float[] mean(String text) {
    float[] sum = new float[dimension()];
    int words = 0;
    for (Span span : segmenter.segment(text)) {
      String word = span.of(text);
      String known = hasVector(word) ? word : word.toLowerCase(Locale.ROOT);
      if (!hasVector(known)) {
        continue;
      }
      float[] vector = vectors.vector(known);
      float weight = weight(known);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * vector[i];
      }
      words++;
    }
    for (int i = 0; i < sum.length && words > 0; i++) {
      sum[i] /= words;
    }
    return sum;
  }

  private boolean hasVector(String word) {
    return vectors.contains(word)
        || vectors.subwords().filter(subwords -> subwords.bucketsOf(word).length > 0).isPresent();
  }

  private float weight(String word) {
    if (smoothing == 0) {
      return 1;
    }
    int row = vectors.rowOf(word);
    double probability = row < 0 ? 0 : vectors.frequency(row) / total;
    return (float) (smoothing / (smoothing + probability));
  }

  /** The first right singular vector of the samples' vectors, by powers of their products. */
  private float[] firstComponent(List<String> samples) {
    List<float[]> rows = new ArrayList<>();
    for (String sample : samples) {
      rows.add(mean(sample));
    }
    double[] direction = new double[dimension()];
    for (int i = 0; i < direction.length; i++) {
      // Any start that is not at a right angle to the answer will do.
      direction[i] = 1 + i / (double) direction.length;
    }
    for (int step = 0; step < POWER_STEPS; step++) {
      double[] next = new double[direction.length];
      for (float[] row : rows) {
        double product = 0;
        for (int i = 0; i < row.length; i++) {
          product += row[i] * direction[i];
        }
        for (int i = 0; i < row.length; i++) {
          next[i] += product * row[i];
        }
      }
      double norm = 0;
      for (double value : next) {
        norm += value * value;
      }
      if (norm == 0) {
        return new float[direction.length];
      }
      for (int i = 0; i < next.length; i++) {
        direction[i] = next[i] / Math.sqrt(norm);
      }
    }
    float[] component = new float[direction.length];
    for (int i = 0; i < component.length; i++) {
      component[i] = (float) direction[i];
    }
    return component;
  }

  @Override
  public void close() {
    closed = true;
  }
}
