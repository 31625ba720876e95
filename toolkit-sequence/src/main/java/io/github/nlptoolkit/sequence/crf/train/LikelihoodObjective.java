package io.github.nlptoolkit.sequence.crf.train;

import java.util.Arrays;

/**
 * The penalised negative log-likelihood of a data set: {@code -sum log p(labels | sentence) + c2 *
 * sum w²}, without a factor one half, as in CRFsuite.
 *
 * <p>Sentences are split into eight shards of about as many tokens. Each shard has a gradient of
 * its own; those are added in the order of the shards. So the result has the same bits for any
 * number of threads, of which at most eight are of use.
 */
final class LikelihoodObjective implements Objective {

  static final int SHARDS = 8;

  private final CrfDataset data;
  private final FeatureTable features;
  private final double c2;
  private final Workers workers;
  private final Vectors vectors;
  private final TransitionScores transitions;
  private final int[] shardEnds;
  private final Worker[] own;
  private final double[] losses = new double[SHARDS];
  private final double[] pairs;

  /** What one thread writes to. */
  private static final class Worker {
    final Chain chain;
    final double[] gradient;
    final double[][] pairs;
    final double[] direct;

    Worker(Chain chain, FeatureTable features) {
      this.chain = chain;
      this.gradient = new double[features.states];
      this.pairs = new double[features.labels][features.labels];
      this.direct = new double[features.labels * features.labels];
    }
  }

  LikelihoodObjective(
      CrfDataset data, FeatureTable features, double c2, Workers workers, Vectors vectors) {
    this.data = data;
    this.features = features;
    this.c2 = c2;
    this.workers = workers;
    this.vectors = vectors;
    this.transitions = new TransitionScores(features);
    this.shardEnds = shards(data);
    this.pairs = new double[features.labels * features.labels];
    this.own = new Worker[Math.min(SHARDS, workers.threads())];
    for (int i = 0; i < own.length; i++) {
      own[i] = new Worker(new Chain(data, features, transitions), features);
    }
  }

  private static int[] shards(CrfDataset data) {
    int[] ends = new int[SHARDS];
    int sequence = 0;
    for (int s = 0; s < SHARDS; s++) {
      long target = (long) data.tokens() * (s + 1) / SHARDS;
      while (sequence < data.sequences && data.sequenceEnds[sequence] <= target) {
        sequence++;
      }
      ends[s] = sequence;
    }
    return ends;
  }

  @Override
  public int size() {
    return features.size();
  }

  @Override
  public double evaluate(double[] weights, double[] gradient) {
    transitions.set(weights, 1);
    transitions.exponentiate();
    Arrays.fill(pairs, 0);
    vectors.run(
        (from, to) -> {
          for (int i = from; i < to; i++) {
            gradient[i] = -features.observed[i];
          }
          return 0;
        });
    for (int first = 0; first < SHARDS; first += own.length) {
      int shard = first;
      int count = Math.min(own.length, SHARDS - first);
      workers.run(count, w -> losses[shard + w] = shard(shard + w, own[w], weights));
      collect(count, gradient);
    }
    addTransitions(gradient);
    double loss = 0;
    for (double part : losses) {
      loss += part;
    }
    return c2 > 0 ? loss + penalty(weights, gradient) : loss;
  }

  private double shard(int shard, Worker worker, double[] weights) {
    double loss = 0;
    for (int s = shard == 0 ? 0 : shardEnds[shard - 1]; s < shardEnds[shard]; s++) {
      double weight = data.weight(s);
      worker.chain.score(s, weights, 1);
      loss +=
          weight
              * worker.chain.expectations(s, weight, worker.gradient, worker.pairs, worker.direct);
    }
    return loss;
  }

  /** Adds the gradients of some shards, in their order, and empties them. */
  private void collect(int count, double[] gradient) {
    int states = features.states;
    vectors.run(
        (from, to) -> {
          for (int w = 0; w < count; w++) {
            double[] part = own[w].gradient;
            int end = Math.min(to, states);
            for (int i = from; i < end; i++) {
              gradient[i] += part[i];
              part[i] = 0;
            }
          }
          return 0;
        });
    for (int w = 0; w < count; w++) {
      int n = features.labels;
      for (int i = 0; i < n; i++) {
        double[] row = own[w].pairs[i];
        for (int j = 0; j < n; j++) {
          pairs[i * n + j] += row[j] * transitions.exp[i][j] + own[w].direct[i * n + j];
        }
        Arrays.fill(row, 0);
      }
      Arrays.fill(own[w].direct, 0);
    }
  }

  private void addTransitions(double[] gradient) {
    for (int i = 0; i < pairs.length; i++) {
      int feature = features.transitionIndex[i];
      if (feature >= 0) {
        gradient[feature] += pairs[i];
      }
    }
  }

  private double penalty(double[] weights, double[] gradient) {
    double twice = 2 * c2;
    vectors.add(gradient, twice, weights);
    return c2 * vectors.dot(weights, weights);
  }
}
