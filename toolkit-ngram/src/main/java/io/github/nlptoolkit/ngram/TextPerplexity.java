package io.github.nlptoolkit.ngram;

import io.github.nlptoolkit.ngram.internal.count.TextTokens;
import io.github.nlptoolkit.ngram.internal.count.Tokenizer;
import io.github.nlptoolkit.ngram.internal.table.Lookup;
import io.github.nlptoolkit.ngram.internal.table.State;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The perplexity of a stream of text. Words are gathered first and scored together, so that the
 * model can read ahead. Not thread-safe.
 */
final class TextPerplexity implements TextTokens.Handler {
  private static final int BLOCK = 64;

  private final Lookup lookup;
  private final int[] block = new int[BLOCK];

  /** Which words of the block are the end of a sentence, not a word that is spelled like it. */
  private long ends;

  private int size;
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
    scoreBlock();
    return new Perplexity(sentences, tokens, unknown, log10, log10Unknown);
  }

  @Override
  public void word(int id) {
    block[size++] = id;
    if (size == BLOCK) {
      scoreBlock();
    }
  }

  @Override
  public void endSentence() {
    ends |= 1L << size;
    word(WordTable.END);
  }

  private void scoreBlock() {
    lookup.touch(block, size, state);
    for (int i = 0; i < size; i++) {
      double score = take(block[i]);
      if ((ends >>> i & 1) != 0) {
        sentences++;
        state.begin(lookup);
      } else if (block[i] == WordTable.UNKNOWN) {
        unknown++;
        log10Unknown += score;
      }
    }
    tokens += size;
    size = 0;
    ends = 0;
  }

  private double take(int id) {
    double score = lookup.score(state, id, other);
    State before = state;
    state = other;
    other = before;
    log10 += score;
    return score;
  }
}
