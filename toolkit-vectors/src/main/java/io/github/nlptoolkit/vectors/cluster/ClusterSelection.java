package io.github.nlptoolkit.vectors.cluster;

/** Which clusters of a tree of dense regions are taken. Immutable and thread-safe. */
public enum ClusterSelection {
  /** Those that last longest: no cluster is taken whose parts are more stable in sum. */
  EXCESS_OF_MASS,
  /** Those that have no parts: more and smaller ones. */
  LEAF
}
