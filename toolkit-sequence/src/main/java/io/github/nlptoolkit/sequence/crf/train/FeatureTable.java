package io.github.nlptoolkit.sequence.crf.train;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The features of a data set: state features first, those of one attribute together and by label,
 * then transition features by the label before and after. That is CRFsuite's order too.
 */
final class FeatureTable {

  final int labels;
  final int states;

  /** For each attribute, the index after its last state feature. */
  final int[] stateEnds;

  final char[] stateLabels;

  /** Row-major, labels × labels: the number of a transition's feature, or -1. */
  final int[] transitionIndex;

  /** How often the gold labels of fully labelled sentences show each feature. */
  final double[] observed;

  private FeatureTable(
      int labels, int[] stateEnds, char[] stateLabels, int[] transitionIndex, double[] observed) {
    this.labels = labels;
    this.states = stateLabels.length;
    this.stateEnds = stateEnds;
    this.stateLabels = stateLabels;
    this.transitionIndex = transitionIndex;
    this.observed = observed;
  }

  int size() {
    return observed.length;
  }

  int stateStart(int attribute) {
    return attribute == 0 ? 0 : stateEnds[attribute - 1];
  }

  /** The feature of an attribute and a label, or -1. */
  int state(int attribute, int label) {
    int low = stateStart(attribute);
    int high = stateEnds[attribute] - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (stateLabels[middle] < label) {
        low = middle + 1;
      } else if (stateLabels[middle] > label) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -1;
  }

  static FeatureTable of(
      CrfDataset data, double minFrequency, boolean allStates, boolean allEdges) {
    return new Counter(data, minFrequency).count(allStates, allEdges);
  }

  /** Counts features, attribute by attribute, after the tokens were put in the order of those. */
  private static final class Counter {
    private final CrfDataset data;
    private final int labels;
    private final double minFrequency;
    private int[] stateEnds = new int[0];
    private char[] stateLabels = new char[1 << 10];
    private double[] frequencies = new double[1 << 10];
    private int size;

    /** Of the attribute at hand: frequencies, which labels came, and these labels. */
    private final double[] sums;

    private final boolean[] seen;
    private final int[] touched;
    private int touchedCount;

    Counter(CrfDataset data, double minFrequency) {
      this.data = data;
      this.labels = data.labels.size();
      this.minFrequency = minFrequency;
      this.sums = new double[labels];
      this.seen = new boolean[labels];
      this.touched = new int[labels];
    }

    FeatureTable count(boolean allStates, boolean allEdges) {
      countStates(allStates);
      int states = size;
      int[] transitionIndex = countTransitions(allEdges);
      double[] observed = Arrays.copyOf(frequencies, size);
      FeatureTable table =
          new FeatureTable(
              labels, stateEnds, Arrays.copyOf(stateLabels, states), transitionIndex, observed);
      if (!data.sets.isEmpty()) {
        recount(table);
      }
      return table;
    }

    private void countStates(boolean all) {
      int[] ends = new int[data.attributes()];
      int occurrences = data.attributeStart(data.tokens());
      for (int i = 0; i < occurrences; i++) {
        ends[data.attributes[i]]++;
      }
      int total = 0;
      for (int a = 0; a < ends.length; a++) {
        int count = ends[a];
        ends[a] = total;
        total += count;
      }
      int[] gold = new int[occurrences];
      double[] mass = data.values == null && data.weights == null ? null : new double[occurrences];
      scatter(ends, gold, mass);
      stateEnds = ends;
      int from = 0;
      for (int a = 0; a < ends.length; a++) {
        int to = ends[a];
        for (int i = from; i < to; i++) {
          touch(gold[i], mass == null ? 1 : mass[i]);
        }
        emit(all && to > from);
        ends[a] = size;
        from = to;
      }
    }

    /** Puts the gold labels of tokens in the order of their attributes. */
    private void scatter(int[] next, int[] gold, double @Nullable [] mass) {
      for (int s = 0; s < data.sequences; s++) {
        for (int t = data.start(s); t < data.sequenceEnds[s]; t++) {
          for (int i = data.attributeStart(t); i < data.tokenEnds[t]; i++) {
            int at = next[data.attributes[i]]++;
            gold[at] = data.gold[t];
            if (mass != null) {
              mass[at] = data.weight(s) * (data.values == null ? 1 : data.values[i]);
            }
          }
        }
      }
    }

    private void touch(int gold, double mass) {
      if (gold >= 0) {
        touchLabel(gold, mass);
      } else {
        BitSet set = data.sets.get(~gold);
        for (int l = set.nextSetBit(0); l >= 0; l = set.nextSetBit(l + 1)) {
          touchLabel(l, 0);
        }
      }
    }

    private void touchLabel(int label, double mass) {
      if (!seen[label]) {
        seen[label] = true;
        touched[touchedCount++] = label;
      }
      sums[label] += mass;
    }

    private void emit(boolean all) {
      if (all) {
        for (int l = 0; l < labels; l++) {
          touchLabel(l, 0);
        }
      }
      Arrays.sort(touched, 0, touchedCount);
      for (int i = 0; i < touchedCount; i++) {
        int label = touched[i];
        if (sums[label] >= minFrequency) {
          append(sums[label]);
          stateLabels[size - 1] = (char) label;
        }
        sums[label] = 0;
        seen[label] = false;
      }
      touchedCount = 0;
    }

    private void append(double frequency) {
      if (size == frequencies.length) {
        int larger = (int) Math.min(Integer.MAX_VALUE - 8, size * 3L / 2);
        frequencies = Arrays.copyOf(frequencies, larger);
        stateLabels = Arrays.copyOf(stateLabels, larger);
      }
      frequencies[size++] = frequency;
    }

    private int[] countTransitions(boolean all) {
      double[] counts = new double[labels * labels];
      boolean[] came = new boolean[labels * labels];
      Arrays.fill(came, all);
      for (int s = 0; s < data.sequences; s++) {
        for (int t = data.start(s) + 1; t < data.sequenceEnds[s]; t++) {
          int before = data.gold[t - 1];
          int after = data.gold[t];
          if (before >= 0 && after >= 0) {
            counts[before * labels + after] += data.weight(s);
            came[before * labels + after] = true;
          } else {
            pairs(t, came);
          }
        }
      }
      int[] index = new int[labels * labels];
      Arrays.fill(index, -1);
      for (int i = 0; i < index.length; i++) {
        if (came[i] && counts[i] >= minFrequency) {
          append(counts[i]);
          index[i] = size - 1;
        }
      }
      return index;
    }

    private void pairs(int token, boolean[] came) {
      for (int i = 0; i < labels; i++) {
        for (int j = 0; j < labels && data.allows(token - 1, i); j++) {
          came[i * labels + j] |= data.allows(token, j);
        }
      }
    }

    /** Leaves partly labelled sentences out: what they show is computed in every iteration. */
    private void recount(FeatureTable table) {
      Arrays.fill(table.observed, 0);
      for (int s = 0; s < data.sequences; s++) {
        if (data.isPartial(s)) {
          continue;
        }
        for (int t = data.start(s); t < data.sequenceEnds[s]; t++) {
          for (int i = data.attributeStart(t); i < data.tokenEnds[t]; i++) {
            int feature = table.state(data.attributes[i], data.gold[t]);
            if (feature >= 0) {
              table.observed[feature] +=
                  data.weight(s) * (data.values == null ? 1 : data.values[i]);
            }
          }
          int before = t == data.start(s) ? -1 : data.gold[t - 1] * labels + data.gold[t];
          if (before >= 0 && table.transitionIndex[before] >= 0) {
            table.observed[table.transitionIndex[before]] += data.weight(s);
          }
        }
      }
    }
  }
}
