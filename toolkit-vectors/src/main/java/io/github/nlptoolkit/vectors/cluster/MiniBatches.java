package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.Arrays;
import java.util.Random;

/**
 * Moves centres towards the means of a few drawn rows at a time, each centre by the share that they
 * have of all its rows so far. Not thread-safe.
 */
final class MiniBatches {
  /** After so many batches without a better mean the centres are taken. */
  private static final int PATIENCE = 10;

  /** A centre with less than this part of the rows of the largest is put elsewhere. */
  private static final double LEAST_PART = 0.01;

  private final Embeddings vectors;
  private final ClusteredRows rows;
  private final double[] weights;
  private final boolean spherical;
  private final int batchSize;
  private final long batches;
  private final Random random;

  MiniBatches(
      Embeddings vectors,
      ClusteredRows rows,
      double[] weights,
      boolean spherical,
      int batchSize,
      int epochs,
      Random random) {
    this.vectors = vectors;
    this.rows = rows;
    this.weights = weights;
    this.spherical = spherical;
    this.batchSize = Math.min(batchSize, rows.count);
    this.batches = Math.max(1, (long) epochs * rows.count / this.batchSize);
    this.random = random;
  }

  /** Centres by k-means++ among three batches of rows. */
  double[][] start(int k) {
    int size = (int) Math.min(rows.count, Math.max(3L * batchSize, 3L * k));
    int[] sample = new int[rows.count];
    Arrays.setAll(sample, i -> i);
    double[] drawn = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      int other = i + random.nextInt(sample.length - i);
      int swapped = sample[other];
      sample[other] = sample[i];
      sample[i] = swapped;
      drawn[i] = weights[swapped];
      sum += drawn[i];
    }
    if (sum == 0) {
      Arrays.fill(drawn, 1);
    }
    Embeddings some = vectors.select(Arrays.copyOf(sample, size));
    return new KMeansStart(new ClusteredRows(some, spherical), some, drawn, spherical)
        .draw(k, random);
  }

  KMeansClusters run(double[][] start) {
    double[][] means = new double[start.length][];
    for (int c = 0; c < means.length; c++) {
      means[c] = start[c].clone();
    }
    double[] masses = new double[means.length];
    double smoothed = Double.NaN;
    double best = Double.POSITIVE_INFINITY;
    int worse = 0;
    long sinceReassigned = 0;
    int done = 0;
    while (done < batches && worse < PATIENCE) {
      int[] drawn = new int[batchSize];
      Arrays.setAll(drawn, i -> random.nextInt(rows.count));
      ClusteredRows batch = rows.select(drawn);
      NearestCentres nearest = new NearestCentres(batch);
      double[][] centres = LloydIterations.centres(means, spherical);
      nearest.update(centres);
      double mean = mean(batch, drawn, centres, nearest.labels());
      move(batch, drawn, nearest.labels(), means, masses);
      sinceReassigned += batchSize;
      if (sinceReassigned >= 10L * means.length || done == 0) {
        sinceReassigned = 0;
        reassign(batch, means, masses);
      }
      done++;
      // The first batch is measured before the centres have moved at all.
      if (done > 1) {
        double share = Math.min(1, 2.0 * batchSize / (rows.count + 1));
        smoothed = Double.isNaN(smoothed) ? mean : smoothed * (1 - share) + mean * share;
        worse = smoothed < best ? 0 : worse + 1;
        best = Math.min(best, smoothed);
      }
    }
    return LloydIterations.result(
        rows, weights, LloydIterations.centres(means, spherical), done, spherical);
  }

  private double mean(ClusteredRows batch, int[] drawn, double[][] centres, int[] labels) {
    double[] distances = batch.distances(centres, labels);
    double sum = 0;
    double mass = 0;
    for (int i = 0; i < drawn.length; i++) {
      sum += weights[drawn[i]] * distances[i];
      mass += weights[drawn[i]];
    }
    return mass > 0 ? sum / mass : 0;
  }

  private void move(
      ClusteredRows batch, int[] drawn, int[] labels, double[][] means, double[] masses) {
    double[][] sums = new double[means.length][rows.dimension];
    double[] added = new double[means.length];
    for (int i = 0; i < drawn.length; i++) {
      batch.addTo(i, weights[drawn[i]], sums[labels[i]]);
      added[labels[i]] += weights[drawn[i]];
    }
    for (int c = 0; c < means.length; c++) {
      if (added[c] > 0) {
        double all = masses[c] + added[c];
        for (int i = 0; i < rows.dimension; i++) {
          means[c][i] = (means[c][i] * masses[c] + sums[c][i]) / all;
        }
        masses[c] = all;
      }
    }
  }

  /** Puts centres with few rows to rows of the batch, at most half as many. */
  private void reassign(ClusteredRows batch, double[][] means, double[] masses) {
    double most = Arrays.stream(masses).max().orElse(0);
    double least = most;
    for (double mass : masses) {
      least = mass >= LEAST_PART * most ? Math.min(least, mass) : least;
    }
    int left = Math.max(1, batchSize / 2);
    for (int c = 0; c < masses.length && left > 0; c++) {
      if (masses[c] < LEAST_PART * most) {
        means[c] = batch.row(random.nextInt(batch.count));
        masses[c] = least;
        left--;
      }
    }
  }
}
