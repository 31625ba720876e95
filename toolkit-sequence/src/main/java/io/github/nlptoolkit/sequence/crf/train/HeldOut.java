package io.github.nlptoolkit.sequence.crf.train;

/** Measures weights on data that is not trained on. Not thread-safe. */
final class HeldOut {

  private final CrfDataset data;
  private final TransitionScores transitions;
  private final Chain[] chains;
  private final Workers workers;

  HeldOut(CrfDataset heldOut, CrfDataset training, FeatureTable features, Workers workers) {
    this.data = heldOut.numberedAs(training);
    this.transitions = new TransitionScores(features);
    this.workers = workers;
    this.chains = new Chain[workers.threads()];
    for (int i = 0; i < chains.length; i++) {
      chains[i] = new Chain(data, features, transitions);
    }
  }

  /** The part of right labels; 0 if there are none. */
  double accuracy(double[] weights) {
    transitions.set(weights, 1);
    int[] right = new int[chains.length];
    workers.run(chains.length, part -> right[part] = right(part, weights));
    int all = 0;
    for (int count : right) {
      all += count;
    }
    return data.tokens() == 0 ? 0 : (double) all / data.tokens();
  }

  private int right(int part, double[] weights) {
    int right = 0;
    int[] path = new int[0];
    for (int s = part; s < data.sequences; s += chains.length) {
      int length = data.length(s);
      path = path.length < length ? new int[2 * length] : path;
      chains[part].score(s, weights, 1);
      chains[part].best(s, path);
      for (int t = 0; t < length; t++) {
        right += path[t] == data.gold[data.start(s) + t] ? 1 : 0;
      }
    }
    return right;
  }
}
