package io.github.nlptoolkit.sequence.crf.train;

import java.util.Arrays;
import java.util.Random;

/**
 * Training by mistakes: each sentence is tagged, and if a label is wrong, weights move from the
 * found path towards the gold one. Of a partly labelled sentence, the gold path is the best of
 * those allowed.
 */
final class OnlineTraining {

  private final TrainingRun run;
  private final CrfDataset data;
  private final Algorithm algorithm;
  private final Random random;
  private final Chain chain;
  private final TransitionScores transitions;
  private final PathDifference difference;
  private final double[] weights;

  /** Sums for averaging, or variances. */
  private final double[] second;

  private int[] gold = new int[0];
  private int[] found = new int[0];
  private double count = 1;

  OnlineTraining(TrainingRun run, Algorithm algorithm, Random random) {
    this.run = run;
    this.data = run.data;
    this.algorithm = algorithm;
    this.random = random;
    this.transitions = new TransitionScores(run.features);
    this.chain = new Chain(data, run.features, transitions);
    this.difference = new PathDifference(data, run.features);
    this.weights = run.initialWeights();
    this.second = new double[weights.length];
    if (algorithm instanceof Arow arow) {
      Arrays.fill(second, arow.variance());
    }
  }

  TrainingResult train() {
    int[] order = new int[data.sequences];
    Arrays.setAll(order, i -> i);
    transitions.set(weights, 1);
    int iterations = iterations();
    double[] model = weights.clone();
    for (int pass = 1; pass <= iterations; pass++) {
      shuffle(order, random);
      double loss = 0;
      for (int sequence : order) {
        loss += learn(sequence);
        count++;
      }
      double[] next = model();
      if (!Double.isFinite(loss) || !isFinite(next)) {
        return run.result(StopReason.NOT_FINITE, model);
      }
      model = next;
      if (!run.done(pass, loss, 0, 1, 1, model)) {
        return run.result(StopReason.LISTENER, model);
      }
      if (converged(loss / data.sequences)) {
        return run.result(StopReason.CONVERGED, model);
      }
    }
    return run.result(StopReason.MAX_ITERATIONS, model);
  }

  private static boolean isFinite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }

  private int iterations() {
    if (algorithm instanceof AveragedPerceptron options) {
      return options.maxIterations();
    }
    return algorithm instanceof PassiveAggressive options
        ? options.maxIterations()
        : ((Arow) algorithm).maxIterations();
  }

  private boolean converged(double meanLoss) {
    if (algorithm instanceof AveragedPerceptron options) {
      return meanLoss < options.epsilon();
    }
    return algorithm instanceof PassiveAggressive options
        ? meanLoss < options.epsilon()
        : meanLoss <= ((Arow) algorithm).epsilon();
  }

  private double learn(int sequence) {
    int length = data.length(sequence);
    if (found.length < length) {
      found = new int[2 * length];
      gold = new int[2 * length];
    }
    chain.score(sequence, weights, 1);
    double foundScore = chain.best(sequence, found);
    if (data.isPartial(sequence)) {
      chain.bestAllowed(sequence, gold);
    } else {
      System.arraycopy(data.gold, data.start(sequence), gold, 0, length);
    }
    int wrong = 0;
    for (int t = 0; t < length; t++) {
      wrong += gold[t] == found[t] ? 0 : 1;
    }
    if (wrong == 0) {
      return 0;
    }
    double margin = foundScore - chain.pathScore(gold, 0, length);
    difference.clear();
    difference.add(sequence, gold, 0, 1);
    difference.add(sequence, found, 0, -1);
    double loss = update(data.weight(sequence), margin, wrong, length);
    transitions.set(weights, 1);
    return loss;
  }

  private double update(double weight, double margin, int wrong, int length) {
    if (algorithm instanceof AveragedPerceptron) {
      move(weight);
      return (double) wrong / length * weight;
    }
    if (algorithm instanceof PassiveAggressive options) {
      double cost = margin + (options.errorSensitive() ? Math.sqrt(wrong) : 1);
      move(tau(options, cost) * weight);
      return cost * weight;
    }
    double cost = margin + wrong;
    adapt((Arow) algorithm, cost, weight);
    return cost * weight;
  }

  private double tau(PassiveAggressive options, double cost) {
    double norm = difference.squaredNorm();
    return switch (options.type()) {
      case PA -> norm > 0 ? cost / norm : 0;
      case PA_I -> norm > 0 ? Math.min(options.c(), cost / norm) : 0;
      case PA_II -> cost / (norm + 0.5 / options.c());
    };
  }

  private void move(double amount) {
    for (int i = 0; i < difference.size; i++) {
      int k = difference.active[i];
      double change = amount * difference.value[k];
      weights[k] += change;
      second[k] += count * change;
    }
  }

  private void adapt(Arow options, double cost, double weight) {
    double confidence = options.gamma();
    for (int i = 0; i < difference.size; i++) {
      int k = difference.active[i];
      double d = weight * difference.value[k];
      confidence += d * d * second[k];
    }
    double alpha = cost / confidence;
    for (int i = 0; i < difference.size; i++) {
      int k = difference.active[i];
      double d = weight * difference.value[k];
      weights[k] += alpha * second[k] * d;
      second[k] = 1 / (1 / second[k] + d * d / options.gamma());
    }
  }

  /** The weights of the model: averaged over all steps where that is asked for. */
  private double[] model() {
    boolean averaged =
        algorithm instanceof AveragedPerceptron
            || (algorithm instanceof PassiveAggressive options && options.averaging());
    double[] model = weights.clone();
    for (int k = 0; averaged && k < model.length; k++) {
      model[k] -= second[k] / count;
    }
    return model;
  }
}
