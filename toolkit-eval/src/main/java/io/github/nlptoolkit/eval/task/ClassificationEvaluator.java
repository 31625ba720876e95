package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.eval.dataset.LabelledText;
import io.github.nlptoolkit.eval.metric.Average;
import io.github.nlptoolkit.eval.metric.ClassificationScores;
import io.github.nlptoolkit.eval.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How well classes can be told from a model's vectors, by a simple classifier that is trained on
 * them: {@code accuracy}, which counts, macro F1, and the expected calibration error (10 bins).
 * Labels that only one of the two parts has are scored like others.
 */
public final class ClassificationEvaluator {
  private static final int BINS = 10;

  private ClassificationEvaluator() {}

  /** What learns the classes. */
  public sealed interface Classifier {

    /**
     * The vote of the nearest neighbours by cosine; of classes with as many votes, the nearest's.
     *
     * @param k how many vote, at least 1; all if there are fewer
     */
    record NearestNeighbours(int k) implements Classifier {

      /**
       * Makes a classifier.
       *
       * @throws IllegalArgumentException if k is below 1
       */
      public NearestNeighbours {
        if (k < 1) {
          throw new IllegalArgumentException("k must be at least 1, got " + k);
        }
      }
    }

    /** Logistic regression with scikit-learn's penalty, C = 1. */
    record Logistic() implements Classifier {}
  }

  /** A prediction and how sure it is. */
  private record Guess(String label, double confidence) {}

  /**
   * Evaluates a model.
   *
   * @param embedder the model; not closed
   * @param train what the classifier learns from, at least one text
   * @param test what it is scored on
   * @param classifier what learns
   * @param seed of the samples of intervals
   * @param progress hears how many texts are embedded
   * @return the evaluation
   * @throws IllegalArgumentException if there is nothing to train on
   */
  public static Evaluation evaluate(
      TextEmbedder embedder,
      List<LabelledText> train,
      List<LabelledText> test,
      Classifier classifier,
      long seed,
      Progress progress) {
    if (train.isEmpty()) {
      throw new IllegalArgumentException("there must be at least 1 text to train on, got 0");
    }
    Measurement measurement =
        new Measurement("classification", seed, Map.of("classifier", classifier.toString()));
    List<LabelledText> all = new ArrayList<>(train);
    all.addAll(test);
    TextVectors vectors =
        new TextVectors(embedder, all.stream().map(LabelledText::text).toList(), progress);
    List<Guess> guesses =
        classifier instanceof Classifier.NearestNeighbours neighbours
            ? nearest(vectors, train, test, neighbours.k())
            : logistic(vectors, train, test);
    List<String> gold = test.stream().map(LabelledText::label).toList();
    List<String> predicted = guesses.stream().map(Guess::label).toList();
    double[] right =
        IntStream.range(0, gold.size())
            .mapToDouble(i -> gold.get(i).equals(predicted.get(i)) ? 1 : 0)
            .toArray();
    ClassificationScores found = ClassificationScores.of(gold, predicted);
    Chart.Reliability reliability = reliability(guesses, right);
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("accuracy", found.accuracy());
    scores.put("macro_f1", found.score(Average.MACRO).f1());
    scores.put("calibration_error", calibrationError(reliability, right.length));
    return measurement.finish(
        all,
        "accuracy",
        scores,
        ItemScores.of(ItemScores.Kind.MEAN, right),
        List.of(confusion(found.confusion()), reliability));
  }

  private static List<Guess> nearest(
      TextVectors vectors, List<LabelledText> train, List<LabelledText> test, int k) {
    Embeddings known = vectors.vectors(train.stream().map(LabelledText::text).toList());
    return test.parallelStream()
        .map(text -> vote(train, known.topK(vectors.vector(text.text()), k)))
        .toList();
  }

  /** Of classes with as many votes the one that comes first in the list, which is the nearest. */
  private static Guess vote(List<LabelledText> train, List<Match> nearest) {
    Map<String, Integer> votes = new LinkedHashMap<>();
    for (Match match : nearest) {
      votes.merge(train.get(match.index()).label(), 1, Integer::sum);
    }
    String label = "";
    int most = 0;
    for (Map.Entry<String, Integer> vote : votes.entrySet()) {
      if (vote.getValue() > most) {
        most = vote.getValue();
        label = vote.getKey();
      }
    }
    return new Guess(label, nearest.isEmpty() ? 0 : (double) most / nearest.size());
  }

  private static List<Guess> logistic(
      TextVectors vectors, List<LabelledText> train, List<LabelledText> test) {
    List<String> labels =
        List.copyOf(new TreeSet<>(train.stream().map(LabelledText::label).toList()));
    LogisticRegression model =
        LogisticRegression.train(
            train.stream().map(one -> vectors.vector(one.text())).toArray(float[][]::new),
            train.stream().mapToInt(one -> labels.indexOf(one.label())).toArray(),
            labels.size());
    return test.stream()
        .map(
            text -> {
              double[] probabilities = model.probabilities(vectors.vector(text.text()));
              int best = 0;
              for (int c = 1; c < probabilities.length; c++) {
                best = probabilities[c] > probabilities[best] ? c : best;
              }
              return new Guess(labels.get(best), probabilities[best]);
            })
        .toList();
  }

  private static Chart.Reliability reliability(List<Guess> guesses, double[] right) {
    double[] sure = new double[BINS];
    double[] hits = new double[BINS];
    long[] items = new long[BINS];
    for (int i = 0; i < right.length; i++) {
      int bin = Math.min(BINS - 1, (int) (guesses.get(i).confidence() * BINS));
      sure[bin] += guesses.get(i).confidence();
      hits[bin] += right[i];
      items[bin]++;
    }
    List<Double> confidence = new ArrayList<>();
    List<Double> accuracy = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (items[bin] > 0) {
        confidence.add(sure[bin] / items[bin]);
        accuracy.add(hits[bin] / items[bin]);
        counts.add(items[bin]);
      }
    }
    return new Chart.Reliability("accuracy against confidence", confidence, accuracy, counts);
  }

  private static double calibrationError(Chart.Reliability bins, int items) {
    double sum = 0;
    for (int i = 0; i < bins.items().size(); i++) {
      double distance = Math.abs(bins.accuracy().get(i) - bins.confidence().get(i));
      sum += bins.items().get(i) * distance / items;
    }
    return items == 0 ? Double.NaN : sum;
  }

  /** The cells of a matrix as a chart. */
  static Chart.Confusion confusion(ConfusionMatrix matrix) {
    List<List<Long>> rows = new ArrayList<>();
    for (int i = 0; i < matrix.labels().size(); i++) {
      List<Long> row = new ArrayList<>();
      for (int j = 0; j < matrix.labels().size(); j++) {
        row.add(matrix.count(i, j));
      }
      rows.add(row);
    }
    return new Chart.Confusion("predicted (across) for gold (down)", matrix.labels(), rows);
  }
}
