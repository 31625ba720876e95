package io.github.nlptoolkit.sequence.hmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Sums and maxima over sequences of tags where each depends on the two before it. Only tags that a
 * word can have are looked at. O(T c³) for c tags a word.
 */
final class TrigramDecoder {
  private final TagTransitions transitions;
  private final int boundary;
  private final int length;
  private final int[][] tags;
  private final double[][] logs;

  /** Takes log P(word | tag) of each position, positions × tags. */
  TrigramDecoder(TagTransitions transitions, double[][] emissions) {
    this.transitions = transitions;
    this.boundary = transitions.tags();
    this.length = emissions.length;
    this.tags = new int[length][];
    this.logs = new double[length][];
    for (int t = 0; t < length; t++) {
      int[] possible = new int[emissions[t].length];
      double[] score = new double[possible.length];
      int count = 0;
      for (int tag = 0; tag < possible.length; tag++) {
        if (emissions[t][tag] > Double.NEGATIVE_INFINITY) {
          possible[count] = tag;
          score[count++] = emissions[t][tag];
        }
      }
      tags[t] = Arrays.copyOf(possible, count);
      logs[t] = Arrays.copyOf(score, count);
    }
  }

  private int[] tagsAt(int position) {
    return position < 0 ? new int[] {boundary} : tags[position];
  }

  private double end(int from, int last) {
    return transitions.hasEnd() ? transitions.log(from, last, boundary) : 0;
  }

  StatePath viterbi() {
    int[][] back = new int[length][];
    double[] best = {0};
    for (int t = 0; t < length; t++) {
      int[] before = tagsAt(t - 2);
      int[] from = tagsAt(t - 1);
      int[] to = tags[t];
      double[] next = new double[from.length * to.length];
      back[t] = new int[next.length];
      for (int p = 0; p < from.length; p++) {
        for (int c = 0; c < to.length; c++) {
          double max = Double.NEGATIVE_INFINITY;
          for (int q = 0; q < before.length; q++) {
            double score = best[q * from.length + p] + transitions.log(before[q], from[p], to[c]);
            if (score > max) {
              max = score;
              back[t][p * to.length + c] = q;
            }
          }
          next[p * to.length + c] = max + logs[t][c];
        }
      }
      best = next;
    }
    return trace(best, back);
  }

  private StatePath trace(double[] best, int[][] back) {
    int[] from = tagsAt(length - 2);
    int[] last = tagsAt(length - 1);
    int argument = 0;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < best.length; i++) {
      double score =
          best[i] + (length == 0 ? 0 : end(from[i / last.length], last[i % last.length]));
      if (score > max) {
        max = score;
        argument = i;
      }
    }
    int[] path = new int[length];
    int p = argument / last.length;
    int c = argument % last.length;
    for (int t = length - 1; t >= 0; t--) {
      path[t] = tags[t][c];
      int q = back[t][p * tags[t].length + c];
      c = p;
      p = q;
    }
    return new StatePath(path, max);
  }

  /** A path so far: its score, and which tag and which of the paths to it are before the pair. */
  private record Entry(double score, int before, int rank) {}

  /**
   * The likeliest paths (Seshadri and Sundberg 1994, "List Viterbi decoding algorithms with
   * applications"): for each pair of tags as many as are wanted in the end.
   */
  List<StatePath> nBest(int count) {
    List<List<List<Entry>>> steps = new ArrayList<>(length);
    List<List<Entry>> best = List.of(List.of(new Entry(0, 0, 0)));
    for (int t = 0; t < length; t++) {
      List<List<Entry>> next = new ArrayList<>();
      for (int p = 0; p < tagsAt(t - 1).length; p++) {
        for (int c = 0; c < tags[t].length; c++) {
          next.add(best(extended(best, t, p, c), count));
        }
      }
      steps.add(next);
      best = next;
    }
    int[] from = tagsAt(length - 2);
    int[] last = tagsAt(length - 1);
    List<Entry> ends = new ArrayList<>();
    for (int pair = 0; pair < best.size(); pair++) {
      List<Entry> paths = best.get(pair);
      for (int rank = 0; rank < paths.size(); rank++) {
        double end = length == 0 ? 0 : end(from[pair / last.length], last[pair % last.length]);
        ends.add(new Entry(paths.get(rank).score + end, pair, rank));
      }
    }
    return best(ends, count).stream().map(end -> trace(steps, end)).toList();
  }

  /** All paths to tag c at t with tag p before it. */
  private List<Entry> extended(List<List<Entry>> paths, int t, int p, int c) {
    int[] before = tagsAt(t - 2);
    int[] from = tagsAt(t - 1);
    List<Entry> entries = new ArrayList<>();
    for (int q = 0; q < before.length; q++) {
      double step = transitions.log(before[q], from[p], tags[t][c]) + logs[t][c];
      List<Entry> some = paths.get(q * from.length + p);
      for (int rank = 0; rank < some.size(); rank++) {
        entries.add(new Entry(some.get(rank).score + step, q, rank));
      }
    }
    return entries;
  }

  /** Of equal scores the first stays first, as in {@link #viterbi}. */
  private static List<Entry> best(List<Entry> entries, int count) {
    return entries.stream()
        .filter(entry -> entry.score > Double.NEGATIVE_INFINITY)
        .sorted(Comparator.comparingDouble((Entry entry) -> -entry.score))
        .limit(count)
        .toList();
  }

  private StatePath trace(List<List<List<Entry>>> steps, Entry end) {
    int[] path = new int[length];
    int pair = end.before;
    int rank = end.rank;
    for (int t = length - 1; t >= 0; t--) {
      Entry entry = steps.get(t).get(pair).get(rank);
      int p = pair / tags[t].length;
      path[t] = tags[t][pair % tags[t].length];
      pair = entry.before * tagsAt(t - 1).length + p;
      rank = entry.rank;
    }
    return new StatePath(path, end.score);
  }

  /** log P(words up to t, tags at t-1 and t), pairs row-major. */
  private double[][] forward() {
    double[][] alpha = new double[length][];
    double[] last = {0};
    for (int t = 0; t < length; t++) {
      int[] before = tagsAt(t - 2);
      int[] from = tagsAt(t - 1);
      int[] to = tags[t];
      alpha[t] = new double[from.length * to.length];
      double[] terms = new double[before.length];
      for (int p = 0; p < from.length; p++) {
        for (int c = 0; c < to.length; c++) {
          for (int q = 0; q < before.length; q++) {
            terms[q] = last[q * from.length + p] + transitions.log(before[q], from[p], to[c]);
          }
          alpha[t][p * to.length + c] = Probabilities.logSum(terms, 0, terms.length) + logs[t][c];
        }
      }
      last = alpha[t];
    }
    return alpha;
  }

  private double logLikelihood(double[][] alpha) {
    if (length == 0) {
      return 0;
    }
    return Probabilities.logSum(withEnd(alpha[length - 1]), 0, alpha[length - 1].length);
  }

  private double[] withEnd(double[] last) {
    int[] from = tagsAt(length - 2);
    int[] to = tags[length - 1];
    double[] ended = last.clone();
    for (int i = 0; i < ended.length; i++) {
      ended[i] += end(from[i / to.length], to[i % to.length]);
    }
    return ended;
  }

  double logLikelihood() {
    return logLikelihood(forward());
  }

  /**
   * P(tag at t | words), positions × tags.
   *
   * @throws IllegalArgumentException if the words are impossible
   */
  double[][] posteriors() {
    double[][] alpha = forward();
    double all = logLikelihood(alpha);
    if (all == Double.NEGATIVE_INFINITY) {
      throw HmmTagger.impossible();
    }
    double[][] posteriors = new double[length][boundary];
    double[] beta = length == 0 ? new double[0] : withEnd(new double[alpha[length - 1].length]);
    for (int t = length - 1; t >= 0; t--) {
      int[] from = tagsAt(t - 1);
      int[] to = tags[t];
      for (int i = 0; i < beta.length; i++) {
        posteriors[t][to[i % to.length]] += Math.exp(alpha[t][i] + beta[i] - all);
      }
      int[] before = tagsAt(t - 2);
      double[] previous = new double[before.length * from.length];
      double[] terms = new double[to.length];
      for (int i = 0; i < previous.length && t > 0; i++) {
        int p = i % from.length;
        for (int c = 0; c < to.length; c++) {
          terms[c] =
              transitions.log(before[i / from.length], from[p], to[c])
                  + logs[t][c]
                  + beta[p * to.length + c];
        }
        previous[i] = Probabilities.logSum(terms, 0, terms.length);
      }
      beta = previous;
    }
    return posteriors;
  }
}
