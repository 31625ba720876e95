package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.LineSequence;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.keybert.candidate.WordSegmenter;
import io.github.nlptoolkit.text.Span;
import io.github.nlptoolkit.word2vec.train.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Makes a corpus of the operands of a command. */
final class CorpusInput {

  /** How lines are cut into words. */
  enum Tokens {
    /** At blanks. */
    BLANKS,
    /** Runs of letters and digits, in lower case. */
    WORDS,
    /** Each Chinese character by itself, else as {@link #WORDS}. */
    CHARACTERS
  }

  private CorpusInput() {}

  static Corpus open(List<String> operands, Tokens tokens, Terminal terminal)
      throws IOException, UsageException {
    List<TextInput> inputs = Operands.inputs(operands);
    if (tokens == Tokens.BLANKS && operands.size() == 1 && !operands.get(0).equals("-")) {
      return Corpus.file(Path.of(operands.get(0)));
    }
    try (LineSequence lines = new LineSequence(inputs, terminal)) {
      return Corpus.sentences(
          () ->
              new Iterator<List<String>>() {
                @Override
                public boolean hasNext() {
                  return lines.hasNext();
                }

                @Override
                public List<String> next() {
                  return words(lines.next(), tokens);
                }
              });
    }
  }

  /** The words of a line. */
  static List<String> words(String line, Tokens tokens) {
    List<String> words = new ArrayList<>();
    if (tokens == Tokens.BLANKS) {
      for (String word : line.split("[ \t\\x0B\f\r]+", -1)) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
      return words;
    }
    String lower = line.toLowerCase(Locale.ROOT);
    for (Span span : WordSegmenter.minLength(1).segment(lower)) {
      String word = span.of(lower);
      if (tokens == Tokens.WORDS) {
        words.add(word);
      } else {
        addCharacters(word, words);
      }
    }
    return words;
  }

  private static void addCharacters(String word, List<String> words) {
    int start = 0;
    for (int at = 0; at < word.length(); ) {
      int codePoint = word.codePointAt(at);
      int next = at + Character.charCount(codePoint);
      if (Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN) {
        if (start < at) {
          words.add(word.substring(start, at));
        }
        words.add(word.substring(at, next));
        start = next;
      }
      at = next;
    }
    if (start < word.length()) {
      words.add(word.substring(start));
    }
  }
}
