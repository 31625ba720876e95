package io.github.nlptoolkit.eval.cluster;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How compact clusters are and how far apart, without a gold standard. Equal to scikit-learn 1.9.1.
 * Any label is a cluster, one for noise too: leave such points out beforehand.
 *
 * <p>Immutable and thread-safe.
 */
public final class ClusterQuality {
  /** Points whose distances are summed at a time. */
  private static final int TILE = 64;

  private static final double ROUNDING = 1e-14;

  private final double[][] points;
  private final int[] labels;
  private final int[] sizes;

  private ClusterQuality(double[][] points, int[] labels, int[] sizes) {
    this.points = points;
    this.labels = labels;
    this.sizes = sizes;
  }

  /**
   * Takes points and their clusters.
   *
   * @param points as many rows as there are labels, all of one length
   * @param labels the cluster of each point
   * @return the measures
   * @throws IllegalArgumentException if there are not as many rows as labels (both numbers are in
   *     the message), rows differ in length, a number is NaN or infinite, or there are fewer than 2
   *     clusters or as many as points
   */
  public static ClusterQuality of(double[][] points, int[] labels) {
    if (points.length != labels.length) {
      throw new IllegalArgumentException(
          "points and labels must be as many, got " + points.length + " and " + labels.length);
    }
    double[][] rows = new double[points.length][];
    for (int i = 0; i < rows.length; i++) {
      if (points[i].length != points[0].length) {
        throw new IllegalArgumentException(
            "point "
                + i
                + " must have as many numbers as point 0, got "
                + points[i].length
                + " and "
                + points[0].length);
      }
      for (double value : points[i]) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "points must be finite numbers, got " + value + " in point " + i);
        }
      }
      rows[i] = points[i].clone();
    }
    return of(rows, labels, Arrays.stream(labels).distinct().sorted().toArray());
  }

  /**
   * Takes vectors and their clusters.
   *
   * @param vectors as many vectors as there are labels
   * @param labels the cluster of each vector
   * @return the measures
   * @throws IllegalArgumentException as for {@link #of(double[][], int[])}
   */
  public static ClusterQuality of(Embeddings vectors, int[] labels) {
    double[][] points = new double[vectors.count()][vectors.dimension()];
    for (int i = 0; i < points.length; i++) {
      float[] vector = vectors.vector(i);
      for (int j = 0; j < vector.length; j++) {
        points[i][j] = vector[j];
      }
    }
    return of(points, labels);
  }

  private static ClusterQuality of(double[][] points, int[] labels, int[] distinct) {
    if (distinct.length < 2 || distinct.length >= labels.length) {
      throw new IllegalArgumentException(
          "there must be from 2 clusters to one fewer than points, got "
              + distinct.length
              + " clusters of "
              + labels.length
              + " points");
    }
    int[] places = Arrays.stream(labels).map(l -> Arrays.binarySearch(distinct, l)).toArray();
    int[] sizes = new int[distinct.length];
    for (int place : places) {
      sizes[place]++;
    }
    return new ClusterQuality(points, places, sizes);
  }

  /**
   * The mean silhouette of all points.
   *
   * @param distance how far points are apart
   * @return −1 to 1, higher is better
   */
  public double silhouette(Distance distance) {
    return Arrays.stream(silhouettes(distance)).average().orElse(Double.NaN);
  }

  /**
   * The silhouette of each point (Rousseeuw 1987): (b − a) / max(a, b), a being the mean distance
   * to the others of its cluster and b the smallest mean distance to another cluster. It takes
   * O(points²) time on all cores of the common pool, by the cosine O(points · clusters), and a copy
   * of the points: no matrix of distances is made.
   *
   * @param distance how far points are apart
   * @return −1 to 1 for each, higher is better; 0 for a point alone in its cluster; the caller's
   *     own
   */
  public double[] silhouettes(Distance distance) {
    double[] silhouettes = new double[points.length];
    if (distance == Distance.COSINE) {
      double[][] rows = normalised();
      double[][] all = new double[sizes.length][points[0].length];
      for (int i = 0; i < rows.length; i++) {
        add(rows[i], all[labels[i]]);
      }
      IntStream.range(0, rows.length)
          .parallel()
          .forEach(i -> silhouettes[i] = silhouette(i, cosineSums(i, rows, all)));
      return silhouettes;
    }
    DistanceSums distances =
        new DistanceSums(points, labels, sizes.length, distance == Distance.EUCLIDEAN);
    int tiles = (points.length + TILE - 1) / TILE;
    IntStream.range(0, tiles)
        .parallel()
        .forEach(
            tile -> {
              int from = tile * TILE;
              double[][] sums = distances.of(from, Math.min(points.length, from + TILE));
              for (int i = 0; i < sums.length; i++) {
                silhouettes[from + i] = silhouette(from + i, sums[i]);
              }
            });
    return silhouettes;
  }

  private static void add(double[] row, double[] to) {
    for (int k = 0; k < row.length; k++) {
      to[k] += row[k];
    }
  }

  /** What is less than 1 in the distances to a cluster is one product with the sum of its rows. */
  private double[] cosineSums(int i, double[][] rows, double[][] all) {
    double[] sums = new double[sizes.length];
    for (int cluster = 0; cluster < sums.length; cluster++) {
      double product = 0;
      double own = 0;
      for (int k = 0; k < rows[i].length; k++) {
        product += rows[i][k] * all[cluster][k];
        own += rows[i][k] * rows[i][k];
      }
      boolean within = cluster == labels[i];
      double others = within ? sizes[cluster] - 1.0 - (product - own) : sizes[cluster] - product;
      // What is left of rounding is no distance.
      sums[cluster] = others < ROUNDING * sizes[cluster] ? 0 : others;
    }
    return sums;
  }

  private double silhouette(int i, double[] sums) {
    int own = labels[i];
    if (sizes[own] == 1) {
      return 0;
    }
    double within = sums[own] / (sizes[own] - 1);
    double nearest = Double.POSITIVE_INFINITY;
    for (int cluster = 0; cluster < sums.length; cluster++) {
      if (cluster != own) {
        nearest = Math.min(nearest, sums[cluster] / sizes[cluster]);
      }
    }
    double larger = Math.max(within, nearest);
    return larger == 0 ? 0 : (nearest - within) / larger;
  }

  private double[][] normalised() {
    return Arrays.stream(points)
        .map(
            point -> {
              double norm = Math.sqrt(Arrays.stream(point).map(x -> x * x).sum());
              return norm == 0 ? point : Arrays.stream(point).map(x -> x / norm).toArray();
            })
        .toArray(double[][]::new);
  }

  private static double apart(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return Math.sqrt(sum);
  }

  /** The mean of each cluster. */
  private double[][] centres() {
    double[][] centres = new double[sizes.length][points[0].length];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < points[i].length; j++) {
        centres[labels[i]][j] += points[i][j] / sizes[labels[i]];
      }
    }
    return centres;
  }

  /**
   * Davies and Bouldin (1979): the mean over clusters of the largest (s + s′) / d, with s the mean
   * distance of a cluster's points to its centre and d that of the two centres.
   *
   * @return at least 0, lower is better; 0 if all points are at their centres, or all centres in
   *     one place
   */
  public double daviesBouldin() {
    double[][] centres = centres();
    double[] spread = new double[sizes.length];
    for (int i = 0; i < points.length; i++) {
      spread[labels[i]] += apart(points[i], centres[labels[i]]) / sizes[labels[i]];
    }
    double sum = 0;
    for (int a = 0; a < sizes.length; a++) {
      double worst = 0;
      for (int b = 0; b < sizes.length; b++) {
        double between = apart(centres[a], centres[b]);
        if (a != b && between > 0) {
          worst = Math.max(worst, (spread[a] + spread[b]) / between);
        }
      }
      sum += worst;
    }
    return sum / sizes.length;
  }

  /**
   * Caliński and Harabasz (1974): (between / (clusters − 1)) / (within / (points − clusters)), sums
   * of squared distances of centres to the centre of all, and of points to their centres.
   *
   * @return at least 0, higher is better; 1 if all points are at their centres
   */
  public double calinskiHarabasz() {
    double[][] centres = centres();
    double[] whole = new double[points[0].length];
    for (double[] point : points) {
      for (int j = 0; j < whole.length; j++) {
        whole[j] += point[j] / points.length;
      }
    }
    double between = 0;
    for (int c = 0; c < sizes.length; c++) {
      between += sizes[c] * square(centres[c], whole);
    }
    double within = 0;
    for (int i = 0; i < points.length; i++) {
      within += square(points[i], centres[labels[i]]);
    }
    return within == 0
        ? 1
        : between * (points.length - sizes.length) / (within * (sizes.length - 1.0));
  }

  private static double square(double[] a, double[] b) {
    double distance = apart(a, b);
    return distance * distance;
  }
}
