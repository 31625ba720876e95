package io.github.nlptoolkit.language;

import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * English words and sentences, cut as in Universal Dependencies: hyphens and other marks by
 * themselves, {@code n't} and {@code 's} apart, a number with its points and commas in one.
 */
final class EnglishWords {

  private static final int LONGEST_SENTENCE = 500;
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "e.g", "i.e", "cf", "vs", "fig", "figs", "eq", "eqs", "al", "dr", "mr", "mrs", "ms",
          "prof", "no", "vol", "ref", "refs", "st", "approx", "inc", "ltd", "jr", "sr", "dept");

  private EnglishWords() {}

  /** The places of the words of each sentence. */
  static List<List<Span>> sentences(String text) {
    List<List<Span>> sentences = new ArrayList<>();
    List<Span> sentence = new ArrayList<>();
    int at = 0;
    int lines = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (isBlank(codePoint)) {
        lines = codePoint == '\n' ? lines + 1 : lines;
        at += Character.charCount(codePoint);
        continue;
      }
      boolean isNew =
          !sentence.isEmpty()
              && (lines > 1
                  || sentence.size() == LONGEST_SENTENCE
                  || (at > last(sentence).end() && endsBefore(text, sentence, at)));
      if (isNew) {
        sentences.add(sentence);
        sentence = new ArrayList<>();
      }
      lines = 0;
      int end = wordEnd(text, at);
      sentence.add(new Span(at, end));
      at = end;
    }
    if (!sentence.isEmpty()) {
      sentences.add(sentence);
    }
    return sentences;
  }

  private static Span last(List<Span> sentence) {
    return sentence.get(sentence.size() - 1);
  }

  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint);
  }

  /** Whether a sentence ends before a word that stands behind white space. */
  private static boolean endsBefore(String text, List<Span> sentence, int next) {
    int i = sentence.size() - 1;
    while (i > 0 && "\"')]”’".indexOf(text.charAt(sentence.get(i).start())) >= 0) {
      i--;
    }
    char mark = text.charAt(sentence.get(i).start());
    int first = text.codePointAt(next);
    boolean canBegin =
        Character.isUpperCase(first) || Character.isDigit(first) || "\"'([“‘".indexOf(first) >= 0;
    if (".!?;".indexOf(mark) < 0 || !canBegin) {
      return false;
    }
    return mark != '.' || i == 0 || !isAbbreviated(text, sentence.get(i - 1).start(), i, sentence);
  }

  private static boolean isAbbreviated(String text, int start, int mark, List<Span> sentence) {
    int from = start;
    while (from > 0
        && !isBlank(text.charAt(from - 1))
        && "([\"'".indexOf(text.charAt(from - 1)) < 0) {
      from--;
    }
    String word = text.substring(from, sentence.get(mark).start()).toLowerCase(Locale.ROOT);
    boolean initial = word.length() == 1 && Character.isUpperCase(text.charAt(from));
    return initial || ABBREVIATIONS.contains(word);
  }

  /** The end of the word, number or mark that starts here. */
  private static int wordEnd(String text, int start) {
    int codePoint = text.codePointAt(start);
    if (codePoint == '\'' || codePoint == '’') {
      int clitic = cliticEnd(text, start);
      if (clitic > start) {
        return clitic;
      }
    }
    int end = start + Character.charCount(codePoint);
    if (Character.isDigit(codePoint)) {
      end = runEnd(text, end);
      while (end + 1 < text.length()
          && (text.charAt(end) == '.' || text.charAt(end) == ',')
          && Character.isDigit(text.charAt(end + 1))) {
        end = runEnd(text, end + 1);
      }
      return end;
    }
    if (!Character.isLetter(codePoint)) {
      return end;
    }
    end = runEnd(text, end);
    // The n of n't belongs to the clitic.
    boolean isNegated =
        end - 1 > start
            && Character.toLowerCase(text.charAt(end - 1)) == 'n'
            && end + 1 < text.length()
            && isApostrophe(text.charAt(end))
            && Character.toLowerCase(text.charAt(end + 1)) == 't'
            && runEnd(text, end + 1) == end + 2;
    if (isNegated) {
      return end - 1;
    }
    if (end == start + 1
        && codePoint == 'n'
        && end + 1 < text.length()
        && isApostrophe(text.charAt(end))
        && text.charAt(end + 1) == 't') {
      return end + 2;
    }
    return end;
  }

  private static boolean isApostrophe(char c) {
    return c == '\'' || c == '’';
  }

  private static int cliticEnd(String text, int start) {
    int end = runEnd(text, start + 1);
    boolean isClitic =
        start > 0
            && Character.isLetterOrDigit(text.charAt(start - 1))
            && Set.of("s", "re", "ve", "ll", "d", "m")
                .contains(text.substring(start + 1, end).toLowerCase(Locale.ROOT));
    return isClitic ? end : start;
  }

  /** The end of a run of letters, digits and the marks that combine with them. */
  private static int runEnd(String text, int start) {
    int at = start;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      int type = Character.getType(codePoint);
      if (!Character.isLetterOrDigit(codePoint)
          && type != Character.NON_SPACING_MARK
          && type != Character.COMBINING_SPACING_MARK) {
        break;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }
}
