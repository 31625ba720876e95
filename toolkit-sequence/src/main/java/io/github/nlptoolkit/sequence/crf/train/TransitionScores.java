package io.github.nlptoolkit.sequence.crf.train;

/** The transition weights as matrices, for all sentences of one evaluation. */
final class TransitionScores {

  private final FeatureTable features;

  /** Row-major; the row is the label before. */
  final double[] raw;

  /** Exponentials of the raw scores less their maximum, so that none overflows. */
  final double[][] exp;

  /** The same, transposed. */
  final double[][] expTransposed;

  double max;

  TransitionScores(FeatureTable features) {
    this.features = features;
    int size = features.labels * features.labels;
    this.raw = new double[size];
    this.exp = new double[features.labels][features.labels];
    this.expTransposed = new double[features.labels][features.labels];
  }

  void set(double[] weights, double scale) {
    int[] index = features.transitionIndex;
    for (int i = 0; i < raw.length; i++) {
      raw[i] = index[i] < 0 ? 0 : weights[index[i]] * scale;
    }
  }

  void exponentiate() {
    max = raw[0];
    for (double score : raw) {
      max = Math.max(max, score);
    }
    int n = features.labels;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double e = Math.exp(raw[i * n + j] - max);
        exp[i][j] = e;
        expTransposed[j][i] = e;
      }
    }
  }
}
