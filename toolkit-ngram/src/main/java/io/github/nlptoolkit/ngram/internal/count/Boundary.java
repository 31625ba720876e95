package io.github.nlptoolkit.ngram.internal.count;

/** What stands around a sentence. */
public enum Boundary {
  /**
   * One start before and one end behind it; the start is context only, and n-grams do not reach
   * before it. So do lmplz and most tools.
   */
  MARKED,
  /** As many starts and ends as the order less one; both are counted as words. So does NLTK. */
  PADDED,
  /** Nothing: n-grams end where the sentence does. */
  NONE;

  /** Whether a sentence ends where the text stops within a line; not in lmplz. */
  public boolean endsLastLine() {
    return this != MARKED;
  }
}
