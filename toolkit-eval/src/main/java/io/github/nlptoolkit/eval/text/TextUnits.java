package io.github.nlptoolkit.eval.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts as pieces; blanks are what Python's {@code str.split} takes for such. */
final class TextUnits {
  private static final int NEXT_LINE = 0x85;

  private TextUnits() {}

  static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || codePoint == NEXT_LINE;
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (!isBlank(c)) {
                word.appendCodePoint(c);
              } else if (word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
              }
            });
    if (word.length() > 0) {
      words.add(word.toString());
    }
    return words;
  }

  /** One string for each code point. */
  static List<String> characters(String text, boolean keepsBlanks) {
    return text.codePoints()
        .filter(c -> keepsBlanks || !isBlank(c))
        .mapToObj(Character::toString)
        .toList();
  }

  static String strippedRight(String text) {
    int end = text.length();
    while (end > 0 && isBlank(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(0, end);
  }

  /** The n-grams of one order with their counts. */
  static Map<List<String>, Integer> ngrams(List<String> units, int order) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int i = 0; i + order <= units.size(); i++) {
      counts.merge(List.copyOf(units.subList(i, i + order)), 1, Integer::sum);
    }
    return counts;
  }

  static int total(Map<List<String>, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many n-grams are in both, each as often as in the one with fewer. */
  static int common(Map<List<String>, Integer> a, Map<List<String>, Integer> b) {
    int sum = 0;
    for (Map.Entry<List<String>, Integer> entry : a.entrySet()) {
      sum += Math.min(entry.getValue(), b.getOrDefault(entry.getKey(), 0));
    }
    return sum;
  }

  /** There are as many references as hypotheses in each set, and at least one set. */
  static void check(List<String> hypotheses, List<? extends List<String>> references) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one set of references");
    }
    for (int i = 0; i < references.size(); i++) {
      if (references.get(i).size() != hypotheses.size()) {
        throw new IllegalArgumentException(
            "there must be as many references in set "
                + i
                + " as hypotheses, got "
                + references.get(i).size()
                + " and "
                + hypotheses.size());
      }
    }
  }

  /** The references of one hypothesis. */
  static List<String> references(List<? extends List<String>> references, int of) {
    List<String> all = new ArrayList<>();
    for (List<String> set : references) {
      all.add(set.get(of));
    }
    return all;
  }
}
