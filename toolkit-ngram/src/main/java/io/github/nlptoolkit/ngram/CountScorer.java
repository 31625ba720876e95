package io.github.nlptoolkit.ngram;

import java.util.Arrays;
import java.util.Objects;

/** Goes through a text with a model of counts. */
final class CountScorer implements Scorer {
  private final CountModel model;
  private final int[] context;
  private int length;
  private int ngramLength;

  CountScorer(CountModel model) {
    this.model = model;
    context = new int[model.order()];
    begin();
  }

  @Override
  public void begin() {
    length = model.startLength();
    Arrays.fill(context, 0, length, model.masked(Vocabulary.BEGIN));
    ngramLength = 0;
  }

  @Override
  public void clear() {
    length = 0;
    ngramLength = 0;
  }

  @Override
  public double peek(int id) {
    return Math.log10(found(id).value());
  }

  private CountModel.Found found(int id) {
    int word = model.masked(Objects.checkIndex(id, model.vocabulary().size()));
    return model.probability(word, context, length);
  }

  @Override
  public double next(int id) {
    CountModel.Found found = found(id);
    if (context.length > 1) {
      length = Math.min(length + 1, context.length - 1);
      System.arraycopy(context, 0, context, 1, length - 1);
      context[0] = model.masked(id);
    }
    ngramLength = found.ngramLength();
    return Math.log10(found.value());
  }

  @Override
  public double next(String word) {
    return next(model.vocabulary().id(word));
  }

  @Override
  public int ngramLength() {
    return ngramLength;
  }

  @Override
  public Scorer copy() {
    CountScorer copy = new CountScorer(model);
    System.arraycopy(context, 0, copy.context, 0, length);
    copy.length = length;
    copy.ngramLength = ngramLength;
    return copy;
  }

  @Override
  public boolean hasSameFuture(Scorer scorer) {
    return scorer instanceof CountScorer that
        && that.model == model
        && Arrays.equals(context, 0, length, that.context, 0, that.length);
  }

  @Override
  public int futureHash() {
    return Arrays.hashCode(Arrays.copyOf(context, length));
  }
}
