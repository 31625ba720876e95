package io.github.nlptoolkit.sequence.crf.train;

import java.util.Arrays;
import java.util.Random;

/**
 * Stochastic gradient descent with a learning rate of {@code 1 / (lambda (t0 + t))}. The decay of
 * all weights is kept as one factor until the end of a pass.
 */
final class SgdTraining {

  private final TrainingRun run;
  private final CrfDataset data;
  private final FeatureTable features;
  private final L2Sgd options;
  private final Random random;
  private final double lambda;
  private final TransitionScores transitions;
  private final Chain chain;
  private final double[][] pairs;
  private final double[] direct;
  private final double[] start;

  /** Steps so far and the last learning rate. */
  private double steps;

  private double eta;

  SgdTraining(TrainingRun run, L2Sgd options, Random random) {
    this.run = run;
    this.data = run.data;
    this.features = run.features;
    this.options = options;
    this.random = random;
    this.lambda = 2 * options.c2() / data.sequences;
    this.transitions = new TransitionScores(features);
    this.chain = new Chain(data, features, transitions);
    this.pairs = new double[features.labels][features.labels];
    this.direct = new double[features.labels * features.labels];
    this.start = run.initialWeights();
  }

  TrainingResult train() {
    int[] order = new int[data.sequences];
    Arrays.setAll(order, i -> i);
    double t0 = calibrate(order);
    double[] weights = start.clone();
    double[] best = weights.clone();
    double bestLoss = Double.POSITIVE_INFINITY;
    double[] past = new double[options.period()];
    steps = 0;
    for (int pass = 1; pass <= options.maxIterations(); pass++) {
      OnlineTraining.shuffle(order, random);
      double loss = pass(order, order.length, t0, weights);
      if (!Double.isFinite(loss)) {
        return run.result(StopReason.NOT_FINITE, best);
      }
      if (loss < bestLoss) {
        bestLoss = loss;
        System.arraycopy(weights, 0, best, 0, best.length);
      }
      if (!run.done(pass, loss, 0, 1, eta, weights)) {
        return run.result(StopReason.LISTENER, best);
      }
      int slot = (pass - 1) % past.length;
      if (pass > past.length && (past[slot] - loss) / loss < options.delta()) {
        return run.result(StopReason.NO_IMPROVEMENT, best);
      }
      past[slot] = loss;
    }
    return run.result(StopReason.MAX_ITERATIONS, best);
  }

  /** One pass over the first sentences of an order; the penalised loss. */
  private double pass(int[] order, int count, double t0, double[] weights) {
    double decay = 1;
    double loss = 0;
    for (int i = 0; i < count; i++) {
      eta = 1 / (lambda * (t0 + steps));
      decay *= 1 - eta * lambda;
      loss += learn(order[i], weights, decay, eta / decay);
      steps++;
    }
    run.vectors.scale(weights, decay);
    return loss + 0.5 * lambda * run.vectors.dot(weights, weights) * data.sequences;
  }

  private double learn(int sequence, double[] weights, double decay, double gain) {
    double weight = data.weight(sequence);
    transitions.set(weights, decay);
    transitions.exponentiate();
    chain.score(sequence, weights, decay);
    for (double[] row : pairs) {
      Arrays.fill(row, 0);
    }
    Arrays.fill(direct, 0);
    double factor = -gain * weight;
    double loss = chain.expectations(sequence, factor, weights, pairs, direct);
    int n = features.labels;
    for (int i = 0; i < direct.length; i++) {
      int feature = features.transitionIndex[i];
      if (feature >= 0) {
        weights[feature] += pairs[i / n][i % n] * transitions.exp[i / n][i % n] + direct[i];
      }
    }
    if (!data.isPartial(sequence)) {
      addGold(sequence, weights, -factor);
    }
    return loss * weight;
  }

  private void addGold(int sequence, double[] weights, double amount) {
    for (int t = data.start(sequence); t < data.sequenceEnds[sequence]; t++) {
      for (int i = data.attributeStart(t); i < data.tokenEnds[t]; i++) {
        int feature = features.state(data.attributes[i], data.gold[t]);
        if (feature >= 0) {
          weights[feature] += data.values == null ? amount : data.values[i] * amount;
        }
      }
      if (t > data.start(sequence)) {
        int feature = features.transitionIndex[data.gold[t - 1] * features.labels + data.gold[t]];
        if (feature >= 0) {
          weights[feature] += amount;
        }
      }
    }
  }

  /** Chooses the learning rate whose first pass over a sample ends with the lowest loss. */
  private double calibrate(int[] order) {
    L2Sgd.Calibration how = options.calibration();
    OnlineTraining.shuffle(order, random);
    int samples = Math.min(order.length, how.samples());
    double initial = initialLoss(order, samples);
    double bestLoss = Double.POSITIVE_INFINITY;
    double bestEta = how.eta();
    double candidate = how.eta();
    boolean down = false;
    int left = how.candidates();
    for (int trial = 1; trial < how.maxTrials() && (left > 0 || !down); trial++) {
      steps = 0;
      double loss = pass(order, samples, 1 / (lambda * candidate), start.clone());
      boolean better = Double.isFinite(loss) && loss < initial;
      left -= better ? 1 : 0;
      if (Double.isFinite(loss) && loss < bestLoss) {
        bestLoss = loss;
        bestEta = candidate;
      }
      if (down) {
        candidate /= how.rate();
      } else if (better && left > 0) {
        candidate *= how.rate();
      } else {
        down = true;
        left = how.candidates();
        candidate = how.eta() / how.rate();
      }
    }
    return 1 / (lambda * bestEta);
  }

  private double initialLoss(int[] order, int samples) {
    transitions.set(start, 1);
    transitions.exponentiate();
    double loss = 0;
    double[] unused = new double[start.length];
    for (int i = 0; i < samples; i++) {
      chain.score(order[i], start, 1);
      loss += chain.expectations(order[i], 0, unused, pairs, direct);
    }
    return loss + 0.5 * lambda * run.vectors.dot(start, start) * data.sequences;
  }
}
