package io.github.nlptoolkit.ngram.internal.count;

/** The tokenizer of bytes. */
final class Tokenizers {
  static final Tokenizer BLANKS = Tokenizers::splitAtBlanks;

  private Tokenizers() {}

  static void splitAtBlanks(byte[] text, int from, int to, LocalTokens out) {
    int at = from;
    while (at < to) {
      int value = text[at];
      if (value == '\n') {
        out.endSentence();
        at++;
      } else if (isBlank(value)) {
        at++;
      } else {
        int start = at;
        do {
          at++;
        } while (at < to && text[at] != '\n' && !isBlank(text[at]));
        out.add(text, start, at);
      }
    }
  }

  static boolean isBlank(int value) {
    return value == ' ' || value == '\t' || value == '\r' || value == 0;
  }
}
