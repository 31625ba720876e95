package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Clusters around k centres, so that the squared distances of rows to their centres are small in
 * sum. Papers: S. Lloyd (1982), <i>Least squares quantization in PCM</i>; D. Arthur, S.
 * Vassilvitskii (2007), <i>k-means++: the advantages of careful seeding</i>. Peer: scikit-learn
 * 1.9, {@code KMeans(algorithm="lloyd")}: from the same centres the same labels and inertia; an
 * empty cluster gets the row farthest from its centre. Starts are drawn otherwise.
 *
 * <p>A spherical clustering makes rows and centres to unit length, so that it goes by the cosine.
 *
 * <p>In mini-batches: D. Sculley (2010), <i>Web-scale k-means clustering</i>.
 *
 * <p>Cost: O(n·k·d) an iteration at the most, less once the centres move little; three copies of
 * the vectors in memory at the most. The same seed gives the same result for any number of threads.
 * Immutable and thread-safe.
 */
public final class KMeans {
  private final int k;
  private final boolean spherical;
  private final int restarts;
  private final int maxIterations;
  private final double tolerance;
  private final long seed;
  private final double @Nullable [][] initial;
  private final int miniBatch;

  private KMeans(Builder builder) {
    this.k = builder.k;
    this.spherical = builder.spherical;
    this.restarts = builder.initial == null ? builder.restarts : 1;
    this.maxIterations = builder.maxIterations;
    this.tolerance = builder.tolerance;
    this.seed = builder.seed;
    this.initial = builder.initial;
    this.miniBatch = builder.miniBatch;
  }

  /**
   * Starts the settings.
   *
   * @param k how many clusters, at least 1
   * @return a builder: one start by k-means++, at most 300 iterations, tolerance 1e-4, seed 1
   * @throws IllegalArgumentException if k is less than 1
   */
  public static Builder builder(int k) {
    return new Builder(k);
  }

  /**
   * Clusters vectors.
   *
   * @param vectors at least k finite vectors
   * @return the best of all starts
   * @throws IllegalArgumentException if there are fewer than k vectors or a value is not finite
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public KMeansClusters cluster(Embeddings vectors) {
    double[] weights = new double[vectors.count()];
    Arrays.fill(weights, 1);
    return cluster(vectors, weights);
  }

  /**
   * Clusters vectors that count more or less.
   *
   * @param vectors at least k finite vectors
   * @param weights how much each counts; at least 0 and finite, not all 0
   * @return the best of all starts
   * @throws IllegalArgumentException if there are fewer than k vectors, a value is not finite, or
   *     weights are not as many or out of range
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public KMeansClusters cluster(Embeddings vectors, double[] weights) {
    check(vectors, weights);
    ClusteredRows rows = new ClusteredRows(vectors, spherical);
    double enough = tolerance == 0 ? 0 : tolerance * rows.meanVariance();
    Random random = new Random(seed);
    KMeansClusters best = null;
    KMeansStart start = new KMeansStart(rows, vectors, weights, spherical);
    for (int i = 0; i < restarts; i++) {
      KMeansClusters found;
      if (miniBatch > 0) {
        MiniBatches batches =
            new MiniBatches(vectors, rows, weights, spherical, miniBatch, maxIterations, random);
        found = batches.run(initial == null ? batches.start(k) : initial);
      } else {
        double[][] centres = initial == null ? start.draw(k, random) : initial;
        found = new LloydIterations(rows, weights, spherical, maxIterations, enough).run(centres);
      }
      if (best == null || found.inertia() < best.inertia()) {
        best = found;
      }
    }
    if (best == null) {
      throw new IllegalStateException("no start");
    }
    return best;
  }

  private void check(Embeddings vectors, double[] weights) {
    if (vectors.count() < k) {
      throw new IllegalArgumentException(
          "k must be at most the number of rows, " + vectors.count() + ", got " + k);
    }
    if (initial != null && initial[0].length != vectors.dimension()) {
      throw new IllegalArgumentException(
          "initial centres must have "
              + vectors.dimension()
              + " values, as the rows have, got "
              + initial[0].length);
    }
    if (weights.length != vectors.count()) {
      throw new IllegalArgumentException(
          "there must be a weight for each of " + vectors.count() + " rows, got " + weights.length);
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
        throw new IllegalArgumentException(
            "weight " + i + " must be at least 0 and finite, got " + weights[i]);
      }
      sum += weights[i];
    }
    if (sum == 0) {
      throw new IllegalArgumentException("weights must not all be 0");
    }
  }

  /** Gathers settings. Not thread-safe. */
  public static final class Builder {
    private final int k;
    private boolean spherical;
    private int restarts = 1;
    private int maxIterations = 300;
    private double tolerance = 1e-4;
    private long seed = 1;
    private double @Nullable [][] initial;
    private int miniBatch;

    private Builder(int k) {
      if (k < 1) {
        throw new IllegalArgumentException("k must be at least 1, got " + k);
      }
      this.k = k;
    }

    /**
     * Whether rows and centres are made to unit length. Default: no.
     *
     * @param value whether they are
     * @return this builder
     */
    public Builder spherical(boolean value) {
      spherical = value;
      return this;
    }

    /**
     * How many starts are tried. Default: 1.
     *
     * @param value at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder restarts(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("restarts must be at least 1, got " + value);
      }
      restarts = value;
      return this;
    }

    /**
     * The most iterations of one start. Default: 300.
     *
     * @param value at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxIterations(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("maxIterations must be at least 1, got " + value);
      }
      maxIterations = value;
      return this;
    }

    /**
     * When the centres have moved little enough: their squared moves in sum, in parts of the mean
     * variance of the columns. Default: 1e-4; 0 goes on until no label changes.
     *
     * @param value at least 0
     * @return this builder
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Builder tolerance(double value) {
      if (!(value >= 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException("tolerance must be at least 0, got " + value);
      }
      tolerance = value;
      return this;
    }

    /**
     * Moves the centres after each few rows that are drawn, as scikit-learn's {@code
     * MiniBatchKMeans} does: quicker for very many rows, and a little less tight. {@code
     * maxIterations} are passes over as many rows as there are then; it ends before when the mean
     * distance, smoothed, has not become less for ten batches, and {@code tolerance} does not
     * count. Centres that get hardly any rows are put to other rows. Default: all rows at once.
     *
     * @param rows how many rows a batch has, at least 1; 1024 is common
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder miniBatch(int rows) {
      if (rows < 1) {
        throw new IllegalArgumentException("miniBatch must be at least 1, got " + rows);
      }
      miniBatch = rows;
      return this;
    }

    /**
     * What starts and batches depend on. Default: 1.
     *
     * @param value any number
     * @return this builder
     */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Where to start from, instead of drawing centres.
     *
     * @param centres k rows
     * @return this builder
     * @throws IllegalArgumentException if there are not k, or their lengths differ
     */
    public Builder initialCentres(double[][] centres) {
      if (centres.length != k) {
        throw new IllegalArgumentException(
            "there must be " + k + " initial centres, got " + centres.length);
      }
      double[][] copy = new double[k][];
      for (int i = 0; i < k; i++) {
        copy[i] = centres[i].clone();
        if (copy[i].length != copy[0].length) {
          throw new IllegalArgumentException(
              "initial centre "
                  + i
                  + " must have "
                  + copy[0].length
                  + " values, got "
                  + copy[i].length);
        }
      }
      initial = copy;
      return this;
    }

    /**
     * Ends the settings.
     *
     * @return the clustering
     */
    public KMeans build() {
      return new KMeans(this);
    }
  }
}
