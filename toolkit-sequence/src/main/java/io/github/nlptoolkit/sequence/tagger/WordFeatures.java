package io.github.nlptoolkit.sequence.tagger;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What a word looks like, and its neighbours: the attributes of parts of speech, phrases and names
 * in languages that write blanks between words.
 */
final class WordFeatures {
  private static final int LONGEST_PREFIX = 4;
  private static final int LONGEST_SUFFIX = 5;

  private final List<String> words;
  private final String[] lower;
  private final String[] shapes;

  WordFeatures(List<String> words) {
    this.words = words;
    this.lower = new String[words.size()];
    this.shapes = new String[words.size()];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = normalize(words.get(i));
      shapes[i] = shape(words.get(i));
    }
  }

  /** In lower case, with 0 for each digit. */
  private static String normalize(String word) {
    StringBuilder normal = new StringBuilder(word.length());
    String small = word.toLowerCase(Locale.ROOT);
    for (int i = 0; i < small.length(); i++) {
      normal.append(Character.isDigit(small.charAt(i)) ? '0' : small.charAt(i));
    }
    return normal.toString();
  }

  /** X for upper case, x for other letters, d for digits, the rest as it is; runs cut to two. */
  static String shape(String word) {
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      char kind = c;
      if (Character.isUpperCase(c)) {
        kind = 'X';
      } else if (Character.isLetter(c)) {
        kind = 'x';
      } else if (Character.isDigit(c)) {
        kind = 'd';
      }
      int length = shape.length();
      boolean run =
          length > 1 && shape.charAt(length - 1) == kind && shape.charAt(length - 2) == kind;
      if (!run) {
        shape.append(kind);
      }
    }
    return shape.toString();
  }

  private String lower(int at) {
    if (at < 0) {
      return "<s>";
    }
    return at < lower.length ? lower[at] : "</s>";
  }

  private String shape(int at) {
    return at < 0 || at >= shapes.length ? "" : shapes[at];
  }

  private static String suffix(String word, int length) {
    return word.length() <= length ? word : word.substring(word.length() - length);
  }

  /** For parts of speech. */
  void addPartOfSpeech(int at, Consumer<String> out) {
    addWord(at, out);
    addNeighbours(at, out);
    out.accept("-1s=" + suffix(lower(at - 1), 3));
    out.accept("+1s=" + suffix(lower(at + 1), 3));
    out.accept("-1h=" + shape(at - 1));
    out.accept("+1h=" + shape(at + 1));
    out.accept("-1s,h=" + suffix(lower(at - 1), 2) + ' ' + suffix(lower(at), 3));
    out.accept("s,+1=" + suffix(lower(at), 3) + ' ' + lower(at + 1));
  }

  /** For names. */
  void addName(int at, Consumer<String> out) {
    addWord(at, out);
    addNeighbours(at, out);
    for (int offset = -2; offset <= 2; offset++) {
      if (offset != 0) {
        out.accept(offset + "h=" + shape(at + offset));
        out.accept(offset + "s=" + suffix(lower(at + offset), 3));
      }
    }
    out.accept("-h=" + shape(at - 1) + ' ' + shape(at));
    out.accept("h+=" + shape(at) + ' ' + shape(at + 1));
    out.accept("-h+=" + shape(at - 1) + ' ' + shape(at) + ' ' + shape(at + 1));
    out.accept("-1,h=" + lower(at - 1) + ' ' + shape(at));
    out.accept("h,+1=" + shape(at) + ' ' + lower(at + 1));
    out.accept("k=" + kind(words.get(at)));
    out.accept("-k=" + (at == 0 ? "" : kind(words.get(at - 1))));
    out.accept("+k=" + (at + 1 == words.size() ? "" : kind(words.get(at + 1))));
  }

  private void addWord(int at, Consumer<String> out) {
    String word = lower(at);
    out.accept("b");
    out.accept("w=" + word);
    out.accept("W=" + words.get(at));
    out.accept("h=" + shapes[at]);
    for (int length = 1; length <= Math.min(LONGEST_PREFIX, word.length()); length++) {
      out.accept("p" + length + '=' + word.substring(0, length));
    }
    for (int length = 1; length <= Math.min(LONGEST_SUFFIX, word.length()); length++) {
      out.accept("s" + length + '=' + word.substring(word.length() - length));
    }
    if (Character.isUpperCase(words.get(at).isEmpty() ? ' ' : words.get(at).charAt(0))) {
      out.accept(at == 0 ? "T0" : "T");
    }
    if (word.indexOf('-') >= 0) {
      out.accept("-");
    }
    if (word.indexOf('0') >= 0) {
      out.accept("0");
    }
  }

  private void addNeighbours(int at, Consumer<String> out) {
    out.accept("-2=" + lower(at - 2));
    out.accept("-1=" + lower(at - 1));
    out.accept("+1=" + lower(at + 1));
    out.accept("+2=" + lower(at + 2));
    out.accept("-1,w=" + lower(at - 1) + ' ' + lower(at));
    out.accept("w,+1=" + lower(at) + ' ' + lower(at + 1));
    out.accept("-1,+1=" + lower(at - 1) + ' ' + lower(at + 1));
    out.accept("-2,-1=" + lower(at - 2) + ' ' + lower(at - 1));
    out.accept("+1,+2=" + lower(at + 1) + ' ' + lower(at + 2));
  }

  /** For phrases: with a part of speech for each word if there are any. */
  void addPhrase(int at, List<String> parts, Consumer<String> out) {
    addWord(at, out);
    addNeighbours(at, out);
    if (parts.isEmpty()) {
      out.accept("-1s=" + suffix(lower(at - 1), 3));
      out.accept("+1s=" + suffix(lower(at + 1), 3));
      return;
    }
    String[] near = new String[5];
    for (int offset = -2; offset <= 2; offset++) {
      int place = at + offset;
      near[offset + 2] = place < 0 ? "<s>" : place < parts.size() ? parts.get(place) : "</s>";
      out.accept(offset + "t=" + near[offset + 2]);
    }
    for (int i = 0; i < 4; i++) {
      out.accept(i - 2 + "tt=" + near[i] + ' ' + near[i + 1]);
    }
    for (int i = 0; i < 3; i++) {
      out.accept(i - 2 + "ttt=" + near[i] + ' ' + near[i + 1] + ' ' + near[i + 2]);
    }
    out.accept("w,t=" + lower(at) + ' ' + near[2]);
    out.accept("-1,t=" + lower(at - 1) + ' ' + near[2]);
    out.accept("t,+1=" + near[2] + ' ' + lower(at + 1));
  }

  /** What a token of a text of the web is. */
  private static String kind(String word) {
    if (word.startsWith("http") || word.startsWith("www.")) {
      return "url";
    }
    if (word.length() > 1 && (word.charAt(0) == '@' || word.charAt(0) == '#')) {
      return word.substring(0, 1);
    }
    boolean letters = false;
    boolean digits = false;
    boolean small = false;
    for (int i = 0; i < word.length(); i++) {
      letters |= Character.isLetter(word.charAt(i));
      small |= Character.isLowerCase(word.charAt(i));
      digits |= Character.isDigit(word.charAt(i));
    }
    if (!letters) {
      return digits ? "number" : "mark";
    }
    if (digits) {
      return "mixed";
    }
    if (!small) {
      return word.length() == 1 ? "letter" : "upper";
    }
    return Character.isUpperCase(word.charAt(0)) ? "title" : "lower";
  }
}
