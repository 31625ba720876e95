package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.internal.panel.Kernel;
import io.github.nlptoolkit.vectors.internal.panel.PanelMatrix;
import io.github.nlptoolkit.vectors.internal.panel.Workers;

/** Centres in double precision and in single. Immutable and thread-safe. */
final class Centres {
  final int count;
  final double[][] exact;

  /** The square of the length of each. */
  final float[] squares;

  private final float[] flat;
  private final int dimension;
  private final PanelMatrix panels;

  Centres(double[][] exact, int dimension) {
    this.count = exact.length;
    this.exact = exact;
    this.dimension = dimension;
    this.squares = new float[count];
    this.flat = new float[count * dimension];
    Embeddings.Builder copy = Embeddings.builder(count, dimension);
    for (int c = 0; c < count; c++) {
      double square = 0;
      for (int i = 0; i < dimension; i++) {
        flat[c * dimension + i] = (float) exact[c][i];
        square += exact[c][i] * exact[c][i];
      }
      squares[c] = (float) square;
      copy.row(c, flat, c * dimension, dimension);
    }
    PanelMatrix.Builder builder = PanelMatrix.builder(dimension, false);
    builder.add(copy.build(), Workers.defaultThreads());
    this.panels = builder.build();
  }

  PanelMatrix panels() {
    return panels;
  }

  /** The squared distance of a row to a centre, from products in single precision. */
  double squaredDistance(ClusteredRows rows, int row, int centre) {
    float product =
        Kernel.product(rows.flat(), row * dimension, flat, centre * dimension, dimension);
    return rows.square(row) + squares[centre] - 2.0 * product;
  }

  /** How far a centre has moved, squared. */
  double squaredMove(int centre, Centres to) {
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      double move = exact[centre][i] - to.exact[centre][i];
      sum += move * move;
    }
    return sum;
  }
}
