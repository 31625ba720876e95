package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.internal.panel.PanelMatrix;
import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Draws first centres: each in proportion to the squared distance to the nearest one before, the
 * best of {@code 2 + ln k} draws, as scikit-learn's k-means++ does. Not thread-safe.
 */
final class KMeansStart {
  private final ClusteredRows rows;
  private final Embeddings vectors;
  private final double[] weights;
  private final boolean spherical;
  private @Nullable PanelMatrix matrix;

  KMeansStart(ClusteredRows rows, Embeddings vectors, double[] weights, boolean spherical) {
    this.rows = rows;
    this.vectors = vectors;
    this.weights = weights;
    this.spherical = spherical;
  }

  private PanelMatrix matrix() {
    PanelMatrix made = matrix;
    if (made == null) {
      PanelMatrix.Builder builder = PanelMatrix.builder(rows.dimension, spherical);
      builder.add(vectors, Workers.defaultThreads());
      made = builder.build();
      matrix = made;
    }
    return made;
  }

  double[][] draw(int k, Random random) {
    int trials = 2 + (int) Math.log(k);
    double[][] centres = new double[k][];
    int first = drawn(weights, random);
    centres[0] = rows.row(first);
    double[] nearest = rows.distancesTo(matrix(), new int[] {first})[0];
    for (int c = 1; c < k; c++) {
      int[] candidates = new int[trials];
      for (int i = 0; i < trials; i++) {
        candidates[i] = drawn(weighted(nearest), random);
      }
      double[][] distances = rows.distancesTo(matrix(), candidates);
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < trials; i++) {
        double sum = 0;
        for (int row = 0; row < nearest.length; row++) {
          distances[i][row] = Math.min(distances[i][row], nearest[row]);
          sum += weights[row] * distances[i][row];
        }
        if (sum < least) {
          least = sum;
          best = i;
        }
      }
      nearest = distances[best];
      centres[c] = rows.row(candidates[best]);
    }
    return centres;
  }

  private double[] weighted(double[] distances) {
    double[] masses = new double[distances.length];
    for (int i = 0; i < masses.length; i++) {
      masses[i] = weights[i] * distances[i];
    }
    return masses;
  }

  /** A row in proportion to its mass; if all are 0, as of equal rows, any row. */
  private static int drawn(double[] masses, Random random) {
    double sum = 0;
    for (double mass : masses) {
      sum += mass;
    }
    if (!(sum > 0)) {
      return random.nextInt(masses.length);
    }
    double at = random.nextDouble() * sum;
    int last = 0;
    for (int i = 0; i < masses.length; i++) {
      if (masses[i] > 0) {
        last = i;
        at -= masses[i];
        if (at < 0) {
          break;
        }
      }
    }
    return last;
  }
}
