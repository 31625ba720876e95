package io.github.nlptoolkit.ngram;

import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several models at once: the weighted mean of their probabilities. A word that one of them lacks
 * is its unknown word. Immutable and thread-safe.
 */
public final class MixtureModel implements NgramModel {
  /** Stands for the id of a word that a model lacks. */
  static final int LACKING = -1;

  private static final double SUM_TOLERANCE = 1e-6;

  private final List<NgramModel> models;
  private final double[] weights;
  private final Vocabulary vocabulary;

  /** By model and id: the model's own id, or -1. */
  private final int[][] ids;

  private MixtureModel(List<NgramModel> models, double[] weights) {
    this.models = models;
    this.weights = weights;
    WordTable words = WordTable.withSpecials();
    for (NgramModel model : models) {
      Vocabulary own = model.vocabulary();
      for (int id = Vocabulary.END + 1; id < own.size(); id++) {
        words.add(own.word(id));
      }
    }
    vocabulary = new Vocabulary(words);
    ids = new int[models.size()][words.size()];
    for (int m = 0; m < ids.length; m++) {
      for (int id = 0; id < words.size(); id++) {
        int own = models.get(m).vocabulary().id(words.word(id));
        ids[m][id] = id <= Vocabulary.END ? id : own == Vocabulary.UNKNOWN ? LACKING : own;
      }
    }
  }

  /**
   * Mixes models.
   *
   * @param models the models, at least one
   * @param weights the weight of each, at least 0, with the sum 1
   * @return the mixture
   * @throws IllegalArgumentException if there are no models, or weights that are not so
   */
  public static MixtureModel of(List<? extends NgramModel> models, double... weights) {
    if (models.isEmpty() || models.size() != weights.length) {
      throw new IllegalArgumentException(
          "there must be a weight for each model, got "
              + models.size()
              + " models, "
              + weights.length
              + " weights");
    }
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0)) {
        throw new IllegalArgumentException("a weight must be at least 0, got " + weight);
      }
      sum += weight;
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException("weights must have the sum 1, got " + sum);
    }
    double[] scaled = weights.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= sum;
    }
    return new MixtureModel(List.copyOf(models), scaled);
  }

  /**
   * Mixes models with the weights that make a text most probable, found by expectation maximisation
   * (Jelinek and Mercer, 1980). It ends when a step raises the mean log10 probability by less than
   * 1e-7, or after 200 steps.
   *
   * @param models the models, at least one
   * @param sentences the text to tune to, not the one that the models were trained on; each
   *     sentence a list of words
   * @return the mixture; with equal weights for an empty text
   * @throws IllegalArgumentException if there are no models
   */
  public static MixtureModel tuned(
      List<? extends NgramModel> models, Iterable<List<String>> sentences) {
    double[] equal = new double[models.size()];
    Arrays.fill(equal, 1.0 / models.size());
    MixtureModel mixture = of(models, equal);
    return new MixtureModel(
        mixture.models, MixtureTuning.weights(mixture.probabilities(sentences), equal));
  }

  /** By model and token: probabilities. */
  private double[][] probabilities(Iterable<List<String>> sentences) {
    List<double[]> tokens = new ArrayList<>();
    MixtureScorer scorer = newScorer();
    for (List<String> sentence : sentences) {
      scorer.begin();
      for (String word : sentence) {
        tokens.add(scorer.take(vocabulary.id(word)));
      }
      tokens.add(scorer.take(Vocabulary.END));
    }
    double[][] all = new double[models.size()][tokens.size()];
    for (int m = 0; m < all.length; m++) {
      for (int i = 0; i < all[m].length; i++) {
        all[m][i] = tokens.get(i)[m];
      }
    }
    return all;
  }

  /**
   * The weights.
   *
   * @return one for each model; the caller's own
   */
  public double[] weights() {
    return weights.clone();
  }

  @Override
  public int order() {
    return models.stream().mapToInt(NgramModel::order).max().orElse(1);
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public Scorer scorer() {
    return newScorer();
  }

  private MixtureScorer newScorer() {
    return new MixtureScorer(this, models.stream().map(NgramModel::scorer).toList());
  }

  double weight(int model) {
    return weights[model];
  }

  int id(int model, int id) {
    return ids[model][id];
  }
}
