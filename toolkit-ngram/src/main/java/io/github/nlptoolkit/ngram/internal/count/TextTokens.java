package io.github.nlptoolkit.ngram.internal.count;

import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.io.IOException;
import java.io.InputStream;

/** Goes through a text by the ids of a vocabulary. */
public final class TextTokens {
  private static final int PIECE_BYTES = 1 << 16;

  private TextTokens() {}

  /** What takes the tokens. */
  public interface Handler {
    /** Takes a word; the unknown one for all that the vocabulary lacks. */
    void word(int id);

    /** Ends a sentence. */
    void endSentence();
  }

  /** Reads a whole text. */
  public static void read(
      InputStream in, Tokenizer tokenizer, WordTable vocabulary, Handler handler)
      throws IOException {
    TextPieces pieces = new TextPieces(in, PIECE_BYTES, true);
    boolean isPlain = tokenizer == Tokenizer.blanks();
    for (TextPieces.Piece piece = pieces.next(); piece != null; piece = pieces.next()) {
      if (isPlain) {
        split(piece.bytes(), piece.length(), vocabulary, handler);
      } else {
        LocalTokens tokens = new LocalTokens(piece.length() / 4);
        tokenizer.tokenize(piece.bytes(), 0, piece.length(), tokens);
        tokens.renumber(vocabulary, true);
        for (int i = 0; i < tokens.size(); i++) {
          int id = tokens.id(i);
          if (id == LocalTokens.SENTENCE_END) {
            handler.endSentence();
          } else {
            handler.word(id);
          }
        }
      }
    }
  }

  private static void split(byte[] text, int length, WordTable vocabulary, Handler handler) {
    int at = 0;
    while (at < length) {
      int value = text[at];
      if (value == '\n') {
        handler.endSentence();
        at++;
      } else if (Tokenizers.isBlank(value)) {
        at++;
      } else {
        int start = at;
        at = Tokenizers.wordEnd(text, at, length);
        handler.word(Math.max(WordTable.UNKNOWN, vocabulary.find(text, start, at)));
      }
    }
  }
}
