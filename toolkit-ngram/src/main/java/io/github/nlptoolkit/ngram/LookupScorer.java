package io.github.nlptoolkit.ngram;

import io.github.nlptoolkit.ngram.internal.table.Lookup;
import io.github.nlptoolkit.ngram.internal.table.State;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.util.Objects;

/** Goes through a text with a back-off model. */
final class LookupScorer implements Scorer {
  private final Lookup lookup;
  private State state;
  private State other;

  LookupScorer(Lookup lookup) {
    this.lookup = lookup;
    state = new State(lookup.order());
    other = new State(lookup.order());
    state.begin(lookup);
  }

  @Override
  public void begin() {
    state.begin(lookup);
  }

  @Override
  public void clear() {
    state.clear();
  }

  @Override
  public double peek(int id) {
    return lookup.score(state, Objects.checkIndex(id, lookup.vocabulary().size()), other);
  }

  @Override
  public double next(int id) {
    double log10 = peek(id);
    State before = state;
    state = other;
    other = before;
    return log10;
  }

  @Override
  public double next(String word) {
    return next(Math.max(WordTable.UNKNOWN, lookup.vocabulary().find(word)));
  }

  @Override
  public int ngramLength() {
    return state.matched;
  }

  @Override
  public Scorer copy() {
    LookupScorer copy = new LookupScorer(lookup);
    copy.state.copyFrom(state);
    return copy;
  }

  @Override
  public boolean hasSameFuture(Scorer scorer) {
    return scorer instanceof LookupScorer that
        && that.lookup == lookup
        && state.hasSameFuture(that.state);
  }

  @Override
  public int futureHash() {
    return state.futureHash();
  }
}
