package io.github.nlptoolkit.sequence.hmm;

import java.util.Arrays;
import java.util.List;

/**
 * log P(tag | tags before it). Contexts have the boundary, index {@code tags}, before the first
 * tag; as an outcome that index is the end.
 */
final class TagTransitions {
  /** 400³ doubles are half a gigabyte. */
  private static final int MAX_TRIGRAM_TAGS = 400;

  private final int tags;
  private final int order;
  private final boolean hasEnd;
  private final double[] logs;

  TagTransitions(int tags, int order, boolean hasEnd, double[] logs) {
    this.tags = tags;
    this.order = order;
    this.hasEnd = hasEnd;
    this.logs = logs;
  }

  int tags() {
    return tags;
  }

  int order() {
    return order;
  }

  boolean hasEnd() {
    return hasEnd;
  }

  double[] logs() {
    return logs;
  }

  static int size(int tags, int order) {
    int side = tags + 1;
    return order == 2 ? side * side : side * side * side;
  }

  /** Order 2: log P(to | from). */
  double log(int from, int to) {
    return logs[from * (tags + 1) + to];
  }

  /** Order 3: log P(to | before, from). */
  double log(int before, int from, int to) {
    return logs[(before * (tags + 1) + from) * (tags + 1) + to];
  }

  /** Counts transitions of sentences, given as indices of tags. */
  static TagTransitions count(
      List<int[]> sentences, int tags, int order, boolean hasEnd, Smoothing smoothing) {
    if (order == 3 && tags > MAX_TRIGRAM_TAGS) {
      throw new IllegalArgumentException(
          "trigrams need at most " + MAX_TRIGRAM_TAGS + " tags, got " + tags + ": use order 2");
    }
    int side = tags + 1;
    double[] counts = new double[side * side * (order == 3 ? side : 1)];
    double[] bigrams = new double[side * side];
    double[] unigrams = new double[side];
    for (int[] sentence : sentences) {
      int before = tags;
      int from = tags;
      for (int i = 0; i <= sentence.length && sentence.length > 0; i++) {
        int to = i == sentence.length ? tags : sentence[i];
        if (to < tags || hasEnd) {
          counts[((order == 3 ? before * side : 0) + from) * side + to]++;
          bigrams[from * side + to] += order == 3 ? 1 : 0;
          unigrams[to]++;
        }
        before = from;
        from = to;
      }
    }
    double[] shorter = order == 3 ? bigrams : counts;
    double[] probabilities;
    if (smoothing instanceof Smoothing.AddK add) {
      probabilities = addK(counts, side, hasEnd, add.k());
    } else if (smoothing instanceof Smoothing.WittenBell) {
      double[] second = wittenBell(shorter, side, hasEnd, unigram(unigrams, hasEnd));
      probabilities = order == 3 ? wittenBell(counts, side, hasEnd, second) : second;
    } else {
      probabilities = interpolate(counts, shorter, unigrams, side, order);
    }
    return new TagTransitions(tags, order, hasEnd, logs(probabilities, side, hasEnd));
  }

  /** Logarithms; an end that is not modelled costs nothing. */
  private static double[] logs(double[] probabilities, int side, boolean hasEnd) {
    double[] logs = Probabilities.logs(probabilities);
    for (int i = side - 1; i < logs.length && !hasEnd; i += side) {
      logs[i] = 0;
    }
    return logs;
  }

  /** Whether a sentence can go on with an outcome: the end comes behind a tag only. */
  private static boolean isPossible(int context, int to, int side, boolean hasEnd) {
    return to < side - 1 || (hasEnd && context % side != side - 1);
  }

  private static double[] addK(double[] counts, int side, boolean hasEnd, double k) {
    double[] probabilities = new double[counts.length];
    for (int context = 0; context < counts.length / side; context++) {
      double sum = 0;
      for (int to = 0; to < side; to++) {
        sum += isPossible(context, to, side, hasEnd) ? counts[context * side + to] + k : 0;
      }
      for (int to = 0; to < side; to++) {
        probabilities[context * side + to] =
            isPossible(context, to, side, hasEnd) ? (counts[context * side + to] + k) / sum : 0;
      }
    }
    return probabilities;
  }

  /** Unigrams, mixed with the uniform distribution. */
  private static double[] unigram(double[] counts, boolean hasEnd) {
    int side = counts.length;
    int outcomes = side - (hasEnd ? 0 : 1);
    double[] uniform = new double[side];
    Arrays.fill(uniform, 0, outcomes, 1.0 / outcomes);
    return mix(counts, 0, side, uniform, 0);
  }

  private static double[] wittenBell(double[] counts, int side, boolean hasEnd, double[] shorter) {
    double[] probabilities = new double[counts.length];
    for (int context = 0; context < counts.length / side; context++) {
      int from = shorter.length == side ? 0 : context % side * side;
      double[] row = mix(counts, context * side, side, shorter, from);
      if (hasEnd && context % side == side - 1) {
        row[side - 1] = 0;
        Probabilities.normalize(row);
      }
      System.arraycopy(row, 0, probabilities, context * side, side);
    }
    return probabilities;
  }

  private static double[] mix(double[] counts, int at, int side, double[] shorter, int from) {
    double sum = 0;
    int types = 0;
    for (int to = 0; to < side; to++) {
      sum += counts[at + to];
      types += counts[at + to] > 0 ? 1 : 0;
    }
    double[] row = new double[side];
    for (int to = 0; to < side; to++) {
      row[to] =
          types == 0
              ? shorter[from + to]
              : (counts[at + to] + types * shorter[from + to]) / (sum + types);
    }
    return row;
  }

  private static double[] interpolate(
      double[] counts, double[] bigrams, double[] unigrams, int side, int order) {
    double all = Arrays.stream(unigrams).sum();
    double[] bigramContexts = sums(bigrams, side);
    double[] contexts = sums(counts, side);
    double[] weights = new double[3];
    for (int at = 0; at < counts.length; at++) {
      if (counts[at] > 0) {
        int to = at % side;
        int from = at / side % side;
        double one = ratio(unigrams[to], all);
        double two = ratio(bigrams[from * side + to], bigramContexts[from]);
        double three = order == 3 ? ratio(counts[at], contexts[at / side]) : -1;
        int best = three >= two && three >= one ? 2 : two >= one ? 1 : 0;
        weights[best] += counts[at];
      }
    }
    Probabilities.normalize(weights);
    double[] probabilities = new double[counts.length];
    for (int at = 0; at < counts.length; at++) {
      int to = at % side;
      int context = at / side;
      int from = context % side;
      double one = unigrams[to] / all;
      double two =
          bigramContexts[from] > 0 ? bigrams[from * side + to] / bigramContexts[from] : one;
      double three = order == 3 && contexts[context] > 0 ? counts[at] / contexts[context] : two;
      probabilities[at] = weights[0] * one + weights[1] * two + weights[2] * three;
    }
    return probabilities;
  }

  private static double[] sums(double[] counts, int side) {
    double[] sums = new double[counts.length / side];
    for (int i = 0; i < counts.length; i++) {
      sums[i / side] += counts[i];
    }
    return sums;
  }

  /** The ratio without one occurrence; 0 if nothing is left. */
  private static double ratio(double count, double all) {
    return all > 1 ? (count - 1) / (all - 1) : 0;
  }
}
