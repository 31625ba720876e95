/** Clusters of vectors: k-means, DBSCAN, agglomerative clustering. */
@NullMarked
package io.github.nlptoolkit.vectors.cluster;

import org.jspecify.annotations.NullMarked;
