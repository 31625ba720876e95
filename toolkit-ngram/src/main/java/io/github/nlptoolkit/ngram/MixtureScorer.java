package io.github.nlptoolkit.ngram;

import java.util.List;
import java.util.Objects;

/** Goes through a text with several models. */
final class MixtureScorer implements Scorer {
  private final MixtureModel model;
  private final List<Scorer> scorers;

  MixtureScorer(MixtureModel model, List<Scorer> scorers) {
    this.model = model;
    this.scorers = scorers;
  }

  @Override
  public void begin() {
    scorers.forEach(Scorer::begin);
  }

  @Override
  public void clear() {
    scorers.forEach(Scorer::clear);
  }

  @Override
  public double peek(int id) {
    Objects.checkIndex(id, model.vocabulary().size());
    double sum = 0;
    for (int m = 0; m < scorers.size(); m++) {
      int own = model.id(m, id);
      if (own != MixtureModel.LACKING) {
        sum += model.weight(m) * Math.pow(10, scorers.get(m).peek(own));
      }
    }
    return Math.log10(sum);
  }

  @Override
  public double next(int id) {
    double[] probabilities = take(id);
    double sum = 0;
    for (int m = 0; m < probabilities.length; m++) {
      sum += model.weight(m) * probabilities[m];
    }
    return Math.log10(sum);
  }

  /** Takes a word; returns its probability by each model. */
  double[] take(int id) {
    Objects.checkIndex(id, model.vocabulary().size());
    double[] probabilities = new double[scorers.size()];
    for (int m = 0; m < probabilities.length; m++) {
      int own = model.id(m, id);
      double log10 = scorers.get(m).next(Math.max(own, Vocabulary.UNKNOWN));
      probabilities[m] = own == MixtureModel.LACKING ? 0 : Math.pow(10, log10);
    }
    return probabilities;
  }

  @Override
  public double next(String word) {
    return next(model.vocabulary().id(word));
  }

  @Override
  public int ngramLength() {
    return scorers.stream().mapToInt(Scorer::ngramLength).max().orElse(0);
  }

  @Override
  public Scorer copy() {
    return new MixtureScorer(model, scorers.stream().map(Scorer::copy).toList());
  }

  @Override
  public boolean hasSameFuture(Scorer scorer) {
    if (!(scorer instanceof MixtureScorer that) || that.model != model) {
      return false;
    }
    for (int m = 0; m < scorers.size(); m++) {
      if (!scorers.get(m).hasSameFuture(that.scorers.get(m))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int futureHash() {
    int hash = 1;
    for (Scorer scorer : scorers) {
      hash = 31 * hash + scorer.futureHash();
    }
    return hash;
  }
}
