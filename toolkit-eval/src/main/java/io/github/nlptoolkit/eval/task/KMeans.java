package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.Clusterable;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.clustering.MultiKMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/** Commons Math's k-means++. */
final class KMeans implements Clusterer {
  private static final int ITERATIONS = 300;

  private final int starts;

  KMeans(int starts) {
    if (starts < 1) {
      throw new IllegalArgumentException("starts must be at least 1, got " + starts);
    }
    this.starts = starts;
  }

  @Override
  public int[] cluster(Embeddings vectors, int clusters, long seed) {
    if (clusters < 1 || clusters > vectors.count()) {
      throw new IllegalArgumentException(
          "clusters must be from 1 to the number of vectors, got "
              + clusters
              + " of "
              + vectors.count());
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < vectors.count(); i++) {
      points.add(new Point(i, vectors.vector(i)));
    }
    KMeansPlusPlusClusterer<Point> once =
        new KMeansPlusPlusClusterer<>(
            clusters, ITERATIONS, new EuclideanDistance(), new Well19937c(seed));
    List<CentroidCluster<Point>> best =
        new MultiKMeansPlusPlusClusterer<>(once, starts).cluster(points);
    int[] found = new int[vectors.count()];
    for (int cluster = 0; cluster < best.size(); cluster++) {
      for (Point point : best.get(cluster).getPoints()) {
        found[point.index] = cluster;
      }
    }
    return found;
  }

  /** A vector that knows its row. */
  private static final class Point implements Clusterable {
    private final int index;
    private final double[] values;

    Point(int index, float[] vector) {
      this.index = index;
      this.values = new double[vector.length];
      for (int i = 0; i < vector.length; i++) {
        values[i] = vector[i];
      }
    }

    /** Commons Math reads it, and leaves it as it is. */
    @Override
    public double[] getPoint() {
      return values;
    }
  }
}
