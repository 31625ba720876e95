package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.Arrays;
import java.util.Random;

/**
 * The directions in which vectors differ most, for maps of them. Paper: K. Pearson (1901), <i>On
 * lines and planes of closest fit to systems of points in space</i>; found by orthogonal iteration
 * on the covariance of at most 10,000 rows, evenly chosen.
 *
 * <p>Cost: O(min(n, 10000)·d²). Immutable and thread-safe.
 */
public final class PrincipalComponents {
  private static final int MOST_ROWS = 10_000;
  private static final int MOST_ROUNDS = 500;

  private final double[] mean;
  private final double[][] directions;

  private PrincipalComponents(double[] mean, double[][] directions) {
    this.mean = mean;
    this.directions = directions;
  }

  /**
   * Finds directions.
   *
   * @param vectors at least one vector, all finite
   * @param count how many directions, in [1, dimension]
   * @return the directions, the widest first; each has a sign by which its largest value is
   *     positive
   * @throws IllegalArgumentException if there is no vector, the count is out of range, or a value
   *     is not finite
   */
  public static PrincipalComponents of(Embeddings vectors, int count) {
    int dimension = vectors.dimension();
    if (vectors.count() < 1) {
      throw new IllegalArgumentException("there must be at least one row, got none");
    }
    if (count < 1 || count > dimension) {
      throw new IllegalArgumentException(
          "count must be in [1, " + dimension + "], the dimension, got " + count);
    }
    int rows = Math.min(MOST_ROWS, vectors.count());
    double[][] sample = new double[rows][dimension];
    double[] mean = new double[dimension];
    ClusteredRows all = new ClusteredRows(vectors, false);
    for (int i = 0; i < rows; i++) {
      all.addTo((int) ((long) i * vectors.count() / rows), 1, sample[i]);
      add(sample[i], 1.0 / rows, mean);
    }
    double[][] covariance = new double[dimension][dimension];
    for (double[] row : sample) {
      add(mean, -1, row);
      for (int i = 0; i < dimension; i++) {
        add(row, row[i] / rows, covariance[i]);
      }
    }
    return new PrincipalComponents(mean, widest(covariance, count));
  }

  private static double[][] widest(double[][] covariance, int count) {
    Random random = new Random(1);
    double[][] directions = new double[count][covariance.length];
    for (double[] direction : directions) {
      Arrays.setAll(direction, i -> random.nextGaussian());
    }
    orthonormal(directions);
    double change = 1;
    for (int round = 0; round < MOST_ROUNDS && change > 1e-14; round++) {
      double[][] next = new double[count][covariance.length];
      for (int c = 0; c < count; c++) {
        for (int i = 0; i < covariance.length; i++) {
          next[c][i] = dot(covariance[i], directions[c]);
        }
        // Rows that are all equal have no direction; any will do.
        next[c] = dot(next[c], next[c]) > 0 ? next[c] : directions[c];
      }
      orthonormal(next);
      change = 0;
      for (int c = 0; c < count; c++) {
        change = Math.max(change, 1 - Math.abs(dot(next[c], directions[c])));
      }
      directions = next;
    }
    for (double[] direction : directions) {
      double largest = 0;
      for (double value : direction) {
        largest = Math.abs(value) > Math.abs(largest) ? value : largest;
      }
      double sign = Math.signum(largest);
      Arrays.setAll(direction, i -> direction[i] * sign);
    }
    return directions;
  }

  private static void orthonormal(double[][] directions) {
    for (int c = 0; c < directions.length; c++) {
      double[] direction = directions[c];
      for (int twice = 0; twice < 2; twice++) {
        for (int before = 0; before < c; before++) {
          add(directions[before], -dot(directions[before], direction), direction);
        }
      }
      double length = Math.sqrt(dot(direction, direction));
      if (length < 1e-150) {
        Arrays.fill(direction, 0);
        direction[c] = 1;
        length = 1;
      }
      double divisor = length;
      Arrays.setAll(direction, i -> direction[i] / divisor);
    }
  }

  private static void add(double[] values, double factor, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * The place of vectors along the directions.
   *
   * @param vectors vectors of the same dimension
   * @return rows × directions, the mean at 0
   * @throws IllegalArgumentException if the dimensions differ
   */
  public double[][] project(Embeddings vectors) {
    if (vectors.dimension() != mean.length) {
      throw new IllegalArgumentException(
          "dimensions must be equal, got " + vectors.dimension() + " and " + mean.length);
    }
    double[][] places = new double[vectors.count()][directions.length];
    for (int row = 0; row < places.length; row++) {
      float[] vector = vectors.vector(row);
      for (int c = 0; c < directions.length; c++) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
          sum += (vector[i] - mean[i]) * directions[c][i];
        }
        places[row][c] = sum;
      }
    }
    return places;
  }
}
