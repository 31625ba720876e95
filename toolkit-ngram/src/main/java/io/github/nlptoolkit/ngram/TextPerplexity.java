package io.github.nlptoolkit.ngram;

import io.github.nlptoolkit.ngram.internal.count.TextTokens;
import io.github.nlptoolkit.ngram.internal.count.Tokenizer;
import io.github.nlptoolkit.ngram.internal.table.Lookup;
import io.github.nlptoolkit.ngram.internal.table.State;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.io.IOException;
import java.io.InputStream;

/** The perplexity of a stream of text. Not thread-safe. */
final class TextPerplexity implements TextTokens.Handler {
  private final Lookup lookup;
  private State state;
  private State other;
  private long sentences;
  private long tokens;
  private long unknown;
  private double log10;
  private double log10Unknown;

  TextPerplexity(Lookup lookup) {
    this.lookup = lookup;
    state = new State(lookup.order());
    other = new State(lookup.order());
    state.begin(lookup);
  }

  Perplexity of(InputStream text, Tokenizer tokenizer) throws IOException {
    TextTokens.read(text, tokenizer, lookup.vocabulary(), this);
    return new Perplexity(sentences, tokens, unknown, log10, log10Unknown);
  }

  @Override
  public void word(int id) {
    double score = take(id);
    if (id == WordTable.UNKNOWN) {
      unknown++;
      log10Unknown += score;
    }
  }

  @Override
  public void endSentence() {
    take(WordTable.END);
    sentences++;
    state.begin(lookup);
  }

  private double take(int id) {
    double score = lookup.score(state, id, other);
    State before = state;
    state = other;
    other = before;
    tokens++;
    log10 += score;
    return score;
  }
}
