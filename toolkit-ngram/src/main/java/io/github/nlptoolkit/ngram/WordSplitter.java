package io.github.nlptoolkit.ngram;

import static java.util.Objects.requireNonNull;

import io.github.nlptoolkit.ngram.internal.count.LocalTokens;
import io.github.nlptoolkit.ngram.internal.count.Tokenizer;
import io.github.nlptoolkit.text.Segmenter;
import io.github.nlptoolkit.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a line into the words of a sentence. Immutable and thread-safe. */
public final class WordSplitter {
  private static final WordSplitter BLANKS =
      new WordSplitter(WordSplitter::splitAtBlanks, Tokenizer.blanks());
  private static final WordSplitter CHARACTERS =
      new WordSplitter(WordSplitter::splitCharacters, tokenizer(WordSplitter::splitCharacters));

  private final Lines lines;
  private final Tokenizer tokenizer;

  private WordSplitter(Lines lines, Tokenizer tokenizer) {
    this.lines = lines;
    this.tokenizer = tokenizer;
  }

  private interface Lines {
    List<String> split(String line);
  }

  /**
   * Words are what blanks separate: space, tab, carriage return and NUL, as in KenLM. Other blanks
   * of Unicode belong to words.
   *
   * @return the splitter
   */
  public static WordSplitter blanks() {
    return BLANKS;
  }

  /**
   * Words are single characters (code points); white space is none. For Chinese.
   *
   * @return the splitter
   */
  public static WordSplitter characters() {
    return CHARACTERS;
  }

  /**
   * Words are what a segmenter finds.
   *
   * @param segmenter cuts lines into words
   * @return the splitter
   */
  public static WordSplitter of(Segmenter segmenter) {
    requireNonNull(segmenter, "segmenter");
    Lines lines =
        line -> {
          List<String> words = new ArrayList<>();
          for (Span span : segmenter.segment(line)) {
            words.add(span.of(line));
          }
          return words;
        };
    return new WordSplitter(lines, tokenizer(lines));
  }

  /**
   * The words of a line.
   *
   * @param line the line, without its end
   * @return its words in order; immutable
   */
  public List<String> split(String line) {
    return List.copyOf(lines.split(line));
  }

  Tokenizer tokenizer() {
    return tokenizer;
  }

  private static List<String> splitAtBlanks(String line) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= line.length(); i++) {
      boolean isBlank = i == line.length() || isBlank(line.charAt(i));
      if (isBlank && start >= 0) {
        words.add(line.substring(start, i));
        start = -1;
      } else if (!isBlank && start < 0) {
        start = i;
      }
    }
    return words;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0;
  }

  private static List<String> splitCharacters(String line) {
    List<String> words = new ArrayList<>();
    line.codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c) && c != 0)
        .forEach(c -> words.add(Character.toString(c)));
    return words;
  }

  /** Goes by way of strings, line by line. */
  private static Tokenizer tokenizer(Lines lines) {
    return (text, from, to, out) -> {
      int start = from;
      for (int i = from; i < to; i++) {
        if (text[i] == '\n') {
          add(lines, text, start, i, out);
          out.endSentence();
          start = i + 1;
        }
      }
      add(lines, text, start, to, out);
    };
  }

  private static void add(Lines lines, byte[] text, int from, int to, LocalTokens out) {
    if (from < to) {
      String line = new String(text, from, to - from, StandardCharsets.UTF_8);
      lines.split(line).forEach(out::add);
    }
  }
}
