package io.github.nlptoolkit.sequence.crf.train;

import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.crf.CrfModelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One training from data to model: what all algorithms need. Not thread-safe. */
final class TrainingRun {

  final CrfTrainer trainer;
  final CrfDataset data;
  final FeatureTable features;
  final Workers workers;
  final Vectors vectors;

  private final @Nullable HeldOut heldOut;
  private final long begin = System.nanoTime();
  private double[] bestWeights = new double[0];
  private double bestAccuracy = -1;
  private int sinceBest;
  private int iterations;
  private double objective = Double.NaN;
  private @Nullable StopReason stop;

  TrainingRun(CrfTrainer trainer, CrfDataset data, FeatureTable features, Workers workers) {
    this.trainer = trainer;
    this.data = data;
    this.features = features;
    this.workers = workers;
    this.vectors = new Vectors(workers, features.size());
    CrfDataset other = trainer.heldOut;
    this.heldOut = other == null ? null : new HeldOut(other, data, features, workers);
  }

  /** The weights to begin with: those of a model by the names of its features, or 0. */
  double[] initialWeights() {
    double[] weights = new double[features.size()];
    CrfModel model = trainer.start;
    if (model == null) {
      return weights;
    }
    int[] labels = new int[model.labels().size()];
    for (int l = 0; l < labels.length; l++) {
      labels[l] = data.labels.indexOf(model.labels().get(l));
    }
    model
        .stateFeatures()
        .forEach(
            f -> {
              int attribute = attribute(f.attribute());
              int label = labels[model.label(f.label())];
              int feature = attribute < 0 || label < 0 ? -1 : features.state(attribute, label);
              if (feature >= 0) {
                weights[feature] = f.weight();
              }
            });
    model
        .transitionFeatures()
        .forEach(
            f -> {
              int from = labels[model.label(f.from())];
              int to = labels[model.label(f.to())];
              int feature =
                  from < 0 || to < 0 ? -1 : features.transitionIndex[from * features.labels + to];
              if (feature >= 0) {
                weights[feature] = f.weight();
              }
            });
    return weights;
  }

  private int attribute(String name) {
    return data.hashBits > 0 ? Integer.parseInt(name.substring(1)) : data.names.find(name);
  }

  /** Reports an iteration; says whether to go on. */
  boolean done(
      int iteration, double loss, double gradientNorm, int trials, double step, double[] weights) {
    iterations = iteration;
    objective = loss;
    OptionalDouble accuracy = OptionalDouble.empty();
    if (heldOut != null) {
      accuracy = OptionalDouble.of(heldOut.accuracy(weights));
      keepBest(accuracy.getAsDouble(), weights);
    }
    checkpoint(iteration, weights);
    TrainingListener listener = trainer.listener;
    if (listener != null) {
      double active = vectors.sum((from, to) -> active(weights, from, to));
      double seconds = (System.nanoTime() - begin) / 1e9;
      TrainingProgress progress =
          new TrainingProgress(
              iteration,
              loss,
              vectors.norm(weights),
              gradientNorm,
              (int) active,
              trials,
              step,
              seconds,
              accuracy);
      if (!listener.iterationDone(progress)) {
        stop = StopReason.LISTENER;
      }
    }
    return stop == null;
  }

  private void keepBest(double accuracy, double[] weights) {
    if (accuracy > bestAccuracy) {
      bestAccuracy = accuracy;
      sinceBest = 0;
      if (trainer.patience > 0) {
        bestWeights = weights.clone();
      }
    } else if (trainer.patience > 0 && ++sinceBest >= trainer.patience) {
      stop = StopReason.HELD_OUT;
    }
  }

  private void checkpoint(int iteration, double[] weights) {
    if (trainer.checkpoint != null && iteration % trainer.checkpointEvery == 0) {
      try {
        model(weights).save(trainer.checkpoint);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static double active(double[] weights, int from, int to) {
    int active = 0;
    for (int i = from; i < to; i++) {
      active += weights[i] != 0 ? 1 : 0;
    }
    return active;
  }

  TrainingResult result(StopReason reason, double[] weights) {
    boolean best = trainer.patience > 0 && bestWeights.length > 0;
    double[] chosen = best ? bestWeights : weights;
    OptionalDouble accuracy =
        heldOut == null ? OptionalDouble.empty() : OptionalDouble.of(heldOut.accuracy(chosen));
    return new TrainingResult(
        model(chosen),
        stop == null ? reason : stop,
        iterations,
        objective,
        features.size(),
        accuracy);
  }

  /** The model without features of weight 0 and attributes without features. */
  private CrfModel model(double[] weights) {
    CrfModelBuilder builder =
        data.hashBits > 0
            ? CrfModel.hashedBuilder(data.labels, data.hashBits)
            : CrfModel.builder(data.labels);
    for (int a = 0; a < features.stateEnds.length; a++) {
      int id = data.hashBits > 0 ? a : -1;
      for (int f = features.stateStart(a); f < features.stateEnds[a]; f++) {
        if (weights[f] != 0) {
          id = id < 0 ? builder.attribute(data.names.get(a)) : id;
          builder.state(id, features.stateLabels[f], weights[f]);
        }
      }
    }
    int n = features.labels;
    for (int i = 0; i < n * n; i++) {
      int feature = features.transitionIndex[i];
      if (feature >= 0 && weights[feature] != 0) {
        builder.transition(i / n, i % n, weights[feature]);
      }
    }
    return builder.build();
  }
}
