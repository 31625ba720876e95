package io.github.nlptoolkit.vectors.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows in an order in which those that are connected at a distance follow each other, for every
 * distance. Not thread-safe.
 */
final class ReachabilityOrder {
  private final int[] rows;

  /** How far each row is from those before it. */
  private final double[] distances;

  ReachabilityOrder(int[] rows, double[] distances) {
    this.rows = rows;
    this.distances = distances;
  }

  /** The tree of single linkage; where distances are equal, in the order of the rows. */
  List<Merge> singleLinkage() {
    int n = rows.length;
    int[] steps =
        IntStream.range(1, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> distances[i]))
            .mapToInt(i -> i)
            .toArray();
    // The cluster of a run of rows is kept at its ends, and its other end too.
    int[] cluster = rows.clone();
    int[] otherEnd = new int[n];
    Arrays.setAll(otherEnd, i -> i);
    List<Merge> merges = new ArrayList<>(n - 1);
    for (int step : steps) {
      int left = otherEnd[step - 1];
      int right = otherEnd[step];
      int size = right - left + 1;
      merges.add(new Merge(cluster[step - 1], cluster[step], distances[step], size));
      cluster[left] = n + merges.size() - 1;
      cluster[right] = cluster[left];
      otherEnd[left] = right;
      otherEnd[right] = left;
    }
    return merges;
  }
}
