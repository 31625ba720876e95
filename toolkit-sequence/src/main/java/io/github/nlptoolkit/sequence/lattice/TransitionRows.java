package io.github.nlptoolkit.sequence.lattice;

/** Transition scores by row: arrays that are read from index 0 make faster loops. */
final class TransitionRows {

  /** For each label the scores of the labels after it. */
  final double[][] rows;

  /** The largest and the smallest score after each label. */
  final double[] largest;

  final double[] smallest;

  TransitionRows(int labels) {
    this.rows = new double[labels][labels];
    this.largest = new double[labels];
    this.smallest = new double[labels];
  }

  /** Takes a row-major matrix. */
  void set(double[] scores) {
    int labels = rows.length;
    for (int i = 0; i < labels; i++) {
      System.arraycopy(scores, i * labels, rows[i], 0, labels);
      double high = rows[i][0];
      double low = high;
      for (double score : rows[i]) {
        high = Math.max(high, score);
        low = Math.min(low, score);
      }
      largest[i] = high;
      smallest[i] = low;
    }
  }
}
