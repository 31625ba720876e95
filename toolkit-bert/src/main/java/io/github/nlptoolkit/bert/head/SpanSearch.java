package io.github.nlptoolkit.bert.head;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Looks for the best spans of a window, as {@code QuestionAnsweringPipeline} of transformers 4
 * does: the probabilities of beginning and end are softmaxes over the context and the first token,
 * and a span's score is their product. O(tokens × longest answer). Immutable and thread-safe.
 */
final class SpanSearch {
  private final boolean[] context;
  private final double[] starts;
  private final double[] ends;
  private final double impossible;

  /**
   * A span of tokens.
   *
   * @param first its first token
   * @param last its last token
   * @param score its probability
   */
  record Found(int first, int last, double score) {}

  /**
   * Takes the logits of a window.
   *
   * @param logits start and end of each token in turn
   * @param context which tokens an answer may have
   */
  SpanSearch(float[] logits, boolean[] context) {
    this.context = context;
    this.starts = softmax(logits, 0);
    this.ends = softmax(logits, 1);
    this.impossible = starts[0] * ends[0];
  }

  private double[] softmax(float[] logits, int which) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < context.length; i++) {
      max = i == 0 || context[i] ? Math.max(max, logits[2 * i + which]) : max;
    }
    double[] probabilities = new double[context.length];
    double sum = 0;
    for (int i = 0; i < context.length; i++) {
      if (i == 0 || context[i]) {
        probabilities[i] = Math.exp(logits[2 * i + which] - max);
        sum += probabilities[i];
      }
    }
    for (int i = 0; i < context.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /** The probability that the window has no answer: begin and end are the first token. */
  double impossible() {
    return impossible;
  }

  /** The spans with the highest scores, of equal ones the first, the shorter. */
  List<Found> best(int count, int maxTokens) {
    Comparator<Found> order =
        Comparator.comparingDouble(Found::score)
            .reversed()
            .thenComparingInt(Found::first)
            .thenComparingInt(Found::last);
    PriorityQueue<Found> kept = new PriorityQueue<>(order.reversed());
    for (int first = 0; first < context.length; first++) {
      for (int last = first; context[first] && last < context.length; last++) {
        if (last - first >= maxTokens || !context[last]) {
          break;
        }
        double score = starts[first] * ends[last];
        if (kept.size() < count || score > kept.element().score()) {
          kept.add(new Found(first, last, score));
        }
        if (kept.size() > count) {
          kept.remove();
        }
      }
    }
    List<Found> best = new ArrayList<>(kept);
    best.sort(order);
    return best;
  }
}
