package io.github.nlptoolkit.sequence.crf.train;

import java.util.Arrays;

/** The features of one path less those of another: a sparse vector. Not thread-safe. */
final class PathDifference {

  private final CrfDataset data;
  private final FeatureTable features;

  /** The numbers of the features that may not be 0. */
  int[] active = new int[256];

  int size;
  final double[] value;
  private final boolean[] isActive;

  PathDifference(CrfDataset data, FeatureTable features) {
    this.data = data;
    this.features = features;
    this.value = new double[features.size()];
    this.isActive = new boolean[features.size()];
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      value[active[i]] = 0;
      isActive[active[i]] = false;
    }
    size = 0;
  }

  /** Adds the features of a path, whose labels begin at index {@code from}. */
  void add(int sequence, int[] path, int from, double factor) {
    int first = data.start(sequence);
    for (int t = 0; t < data.length(sequence); t++) {
      int label = path[from + t];
      for (int i = data.attributeStart(first + t); i < data.tokenEnds[first + t]; i++) {
        add(
            features.state(data.attributes[i], label),
            data.values == null ? factor : data.values[i] * factor);
      }
      if (t > 0) {
        add(features.transitionIndex[path[from + t - 1] * features.labels + label], factor);
      }
    }
  }

  private void add(int feature, double amount) {
    if (feature < 0) {
      return;
    }
    if (!isActive[feature]) {
      isActive[feature] = true;
      if (size == active.length) {
        active = Arrays.copyOf(active, 2 * size);
      }
      active[size++] = feature;
    }
    value[feature] += amount;
  }

  double squaredNorm() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += value[active[i]] * value[active[i]];
    }
    return sum;
  }
}
