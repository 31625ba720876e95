package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.eval.layer.Softmax;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Multinomial logistic regression with an L2 penalty, as scikit-learn's {@code LogisticRegression}
 * with C = 1: ½ Σ w² + Σ cross-entropy, the intercepts free. Trained by L-BFGS (Nocedal 1980).
 */
final class LogisticRegression {
  private static final int MEMORY = 10;
  private static final int ITERATIONS = 200;
  private static final double TOLERANCE = 1e-4;
  private static final int HALVINGS = 30;

  private final int classes;
  private final int dimension;

  /** Of each class its weights, then its intercept. */
  private double[] weights;

  private LogisticRegression(int classes, int dimension) {
    this.classes = classes;
    this.dimension = dimension;
    this.weights = new double[classes * (dimension + 1)];
  }

  static LogisticRegression train(float[][] rows, int[] labels, int classes) {
    LogisticRegression model =
        new LogisticRegression(classes, rows.length == 0 ? 0 : rows[0].length);
    model.minimise(rows, labels);
    return model;
  }

  double[] probabilities(float[] row) {
    return Softmax.softmax(logits(weights, row));
  }

  private double[] logits(double[] at, float[] row) {
    double[] logits = new double[classes];
    for (int c = 0; c < classes; c++) {
      int offset = c * (dimension + 1);
      double sum = at[offset + dimension];
      for (int i = 0; i < dimension; i++) {
        sum += at[offset + i] * row[i];
      }
      logits[c] = sum;
    }
    return logits;
  }

  /** The loss; its gradient goes to the array. */
  private double loss(double[] at, float[][] rows, int[] labels, double[] gradient) {
    double loss = 0;
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i <= dimension; i++) {
        int place = c * (dimension + 1) + i;
        gradient[place] = i == dimension ? 0 : at[place];
        loss += i == dimension ? 0 : at[place] * at[place] / 2;
      }
    }
    for (int n = 0; n < rows.length; n++) {
      double[] logs = Softmax.logSoftmax(logits(at, rows[n]));
      loss -= logs[labels[n]];
      for (int c = 0; c < classes; c++) {
        double error = Math.exp(logs[c]) - (c == labels[n] ? 1 : 0);
        int offset = c * (dimension + 1);
        for (int i = 0; i < dimension; i++) {
          gradient[offset + i] += error * rows[n][i];
        }
        gradient[offset + dimension] += error;
      }
    }
    return loss;
  }

  private void minimise(float[][] rows, int[] labels) {
    double[] gradient = new double[weights.length];
    double loss = loss(weights, rows, labels, gradient);
    Deque<double[][]> memory = new ArrayDeque<>();
    for (int step = 0; step < ITERATIONS && largest(gradient) > TOLERANCE; step++) {
      double[] direction = direction(memory, gradient);
      double slope = dot(direction, gradient);
      double size = memory.isEmpty() ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
      double[] next = new double[weights.length];
      double[] nextGradient = new double[weights.length];
      double nextLoss = Double.POSITIVE_INFINITY;
      for (int half = 0; half < HALVINGS; half++) {
        for (int i = 0; i < next.length; i++) {
          next[i] = weights[i] + size * direction[i];
        }
        nextLoss = loss(next, rows, labels, nextGradient);
        if (nextLoss <= loss + 1e-4 * size * slope) {
          break;
        }
        size /= 2;
      }
      if (!(nextLoss < loss)) {
        return;
      }
      remember(memory, next, nextGradient, gradient);
      weights = next;
      gradient = nextGradient;
      loss = nextLoss;
    }
  }

  private void remember(
      Deque<double[][]> memory, double[] next, double[] nextGradient, double[] gradient) {
    double[] move = new double[next.length];
    double[] change = new double[next.length];
    for (int i = 0; i < move.length; i++) {
      move[i] = next[i] - weights[i];
      change[i] = nextGradient[i] - gradient[i];
    }
    if (dot(move, change) > 0) {
      memory.addLast(new double[][] {move, change});
      if (memory.size() > MEMORY) {
        memory.removeFirst();
      }
    }
  }

  /** The two loops: minus the gradient times an estimate of the inverse Hessian. */
  private static double[] direction(Deque<double[][]> memory, double[] gradient) {
    double[] direction = gradient.clone();
    double[] shares = new double[memory.size()];
    int at = memory.size();
    for (var newest = memory.descendingIterator(); newest.hasNext(); ) {
      double[][] pair = newest.next();
      at--;
      shares[at] = dot(pair[0], direction) / dot(pair[0], pair[1]);
      add(direction, -shares[at], pair[1]);
    }
    double[][] last = memory.peekLast();
    double scale = last == null ? 1 : dot(last[0], last[1]) / dot(last[1], last[1]);
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= scale;
    }
    for (double[][] pair : memory) {
      double share = dot(pair[1], direction) / dot(pair[0], pair[1]);
      add(direction, shares[at] - share, pair[0]);
      at++;
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -direction[i];
    }
    return direction;
  }

  private static void add(double[] sum, double factor, double[] other) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * other[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
