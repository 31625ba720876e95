package io.github.nlptoolkit.vectors.cluster;

/**
 * Two clusters become one. Rows are clusters 0 to n - 1; merge i makes cluster n + i.
 *
 * @param first a cluster, the lower number
 * @param second the other one
 * @param height their distance
 * @param size how many rows the new cluster has
 */
public record Merge(int first, int second, double height, int size) {}
