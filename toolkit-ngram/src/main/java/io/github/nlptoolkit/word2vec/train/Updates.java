package io.github.nlptoolkit.word2vec.train;

import io.github.nlptoolkit.word2vec.internal.kernel.Logistic;
import io.github.nlptoolkit.word2vec.internal.kernel.Targets;
import io.github.nlptoolkit.word2vec.internal.kernel.VectorKernel;
import io.github.nlptoolkit.word2vec.internal.kernel.Workspace;

/**
 * The updates of Word2vec (Mikolov, Chen, Corrado, Dean 2013; Mikolov, Sutskever, Chen, Corrado,
 * Dean 2013) on the two matrices, as gensim 4.4 makes them ({@code word2vec_inner.pyx}): the whole
 * error goes to each input word, but for the sum of context words, where each gets its share. First
 * the targets, then the input. Not thread-safe: each thread has its own over shared matrices.
 */
final class Updates {

  private final VectorKernel kernel;
  private final Matrix input;
  private final Matrix output;
  private final Logistic logistic;
  private final Workspace workspace;
  private final Targets targets;
  private final int[] one = new int[1];

  Updates(VectorKernel kernel, Matrix input, Matrix output, Logistic logistic) {
    this.kernel = kernel;
    this.input = input;
    this.output = output;
    this.logistic = logistic;
    this.workspace = new Workspace(input.stride());
    this.targets = new Targets(output.values(), 32);
  }

  /** Starts an update. */
  void begin(float rate) {
    targets.count = 0;
    targets.rate = rate;
  }

  /** Adds a row of the output matrix with its label. */
  void target(int row, boolean label) {
    targets.add(output.at(row), label ? 1 : 0);
  }

  /** Adds the path of a word in a tree: a bit 0 is the label 1. */
  void path(boolean[] code, int[] points) {
    for (int i = 0; i < code.length; i++) {
      target(points[i], !code[i]);
    }
  }

  /** Updates with one input row. */
  void skipGram(int row) {
    one[0] = row;
    float[] values = input.values();
    int length = input.stride();
    kernel.step(values, input.at(row), targets, logistic, length, workspace);
    kernel.scatter(1, values, one, 1, length, workspace);
  }

  /** Updates with the mean or the sum of input rows; no rows, no update. */
  void bag(int[] rows, int count, boolean mean) {
    if (count == 0) {
      return;
    }
    int length = input.stride();
    gather(rows, count, mean);
    kernel.step(workspace.hidden, 0, targets, logistic, length, workspace);
    float share = mean ? 1 : 1f / count;
    kernel.scatter(share, input.values(), rows, count, length, workspace);
  }

  /** The loss of the targets with one input row, before an update. */
  double skipGramLoss(int row) {
    return loss(input.values(), input.at(row));
  }

  /** The loss of the targets with the mean or the sum of input rows, before an update. */
  double bagLoss(int[] rows, int count, boolean mean) {
    if (count == 0) {
      return 0;
    }
    gather(rows, count, mean);
    return loss(workspace.hidden, 0);
  }

  private void gather(int[] rows, int count, boolean mean) {
    float share = mean ? 1f / count : 1;
    kernel.gather(share, input.values(), rows, count, input.stride(), workspace);
  }

  private double loss(float[] hidden, int at) {
    double sum = 0;
    for (int k = 0; k < targets.count; k++) {
      float product = kernel.dot(hidden, at, targets.matrix, targets.rows[k], input.stride());
      sum += Logistic.loss(product, targets.labels[k]);
    }
    return sum;
  }
}
