package io.github.nlptoolkit.ngram.internal.count;

/** Cuts lines of UTF-8 into tokens, a sentence a line. Implementations are thread-safe. */
@FunctionalInterface
public interface Tokenizer {

  /**
   * Cuts {@code text[from, to)}; each line feed ends a sentence, the end of the text does not.
   *
   * @param out takes the tokens
   */
  void tokenize(byte[] text, int from, int to, LocalTokens out);

  /** Words are what blanks separate: space, tab, carriage return and NUL, as in KenLM. */
  static Tokenizer blanks() {
    return Tokenizers.BLANKS;
  }
}
