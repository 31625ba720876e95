package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.embedding.Embeddings;
import org.jspecify.annotations.Nullable;

/** Vectors on a plane: their two principal components, brought to [0, 1]. */
final class PlaneMap {

  private static final int STEPS = 100;

  private PlaneMap() {}

  /** A point for each vector. */
  static double[][] of(Embeddings vectors) {
    double[][] gram = centredProducts(vectors);
    double[] first = component(gram, null);
    double[] second = component(gram, first);
    double[][] points = new double[vectors.count()][2];
    for (int i = 0; i < points.length; i++) {
      points[i][0] = scaled(first, i);
      points[i][1] = scaled(second, i);
    }
    return points;
  }

  /** The products of the vectors less their mean, which have the components as eigenvectors. */
  private static double[][] centredProducts(Embeddings vectors) {
    int count = vectors.count();
    double[] mean = new double[vectors.dimension()];
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = vectors.vector(i);
      for (int d = 0; d < mean.length; d++) {
        mean[d] += rows[i][d] / count;
      }
    }
    double[][] products = new double[count][count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        for (int d = 0; d < mean.length; d++) {
          products[i][j] += (rows[i][d] - mean[d]) * (rows[j][d] - mean[d]);
        }
      }
    }
    return products;
  }

  /** The strongest eigenvector, or the strongest beside a known one, by power iteration. */
  private static double[] component(double[][] products, double @Nullable [] known) {
    double[] vector = new double[products.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Math.cos(i * 2.399 + (known == null ? 0 : 1));
    }
    for (int step = 0; step < STEPS; step++) {
      double[] next = new double[vector.length];
      for (int i = 0; i < vector.length; i++) {
        for (int j = 0; j < vector.length; j++) {
          next[i] += products[i][j] * vector[j];
        }
      }
      if (known != null) {
        double along = 0;
        for (int i = 0; i < next.length; i++) {
          along += next[i] * known[i];
        }
        for (int i = 0; i < next.length; i++) {
          next[i] -= along * known[i];
        }
      }
      double squares = 0;
      for (double value : next) {
        squares += value * value;
      }
      if (squares < 1e-20) {
        return new double[vector.length];
      }
      for (int i = 0; i < next.length; i++) {
        vector[i] = next[i] / Math.sqrt(squares);
      }
    }
    return vector;
  }

  private static double scaled(double[] values, int i) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most > least ? (values[i] - least) / (most - least) : 0.5;
  }
}
