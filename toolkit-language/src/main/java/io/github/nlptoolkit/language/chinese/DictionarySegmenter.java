package io.github.nlptoolkit.language.chinese;

import io.github.nlptoolkit.sequence.tagger.SimplifiedCharacters;
import io.github.nlptoolkit.text.PartOfSpeech;
import io.github.nlptoolkit.text.Segmenter;
import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts Chinese text into words with jieba's dictionary and rules: the most probable path of words,
 * and a hidden Markov model where characters are left over. Peer: jieba 0.42.1, {@code cut} with
 * its defaults; the words are the same. A word in traditional characters that the dictionary lacks
 * counts as the simplified one.
 *
 * <p>The dictionary of 349,045 words is read when first needed, in about a quarter of a second, and
 * takes some 50 MB. Cost: linear in the text. Immutable and thread-safe.
 */
public final class DictionarySegmenter implements Segmenter {

  private static final int LONGEST_BLOCK = 4096;

  private final WordList words;

  private DictionarySegmenter(WordList words) {
    this.words = words;
  }

  /**
   * The segmenter with jieba's dictionary.
   *
   * @return the segmenter
   */
  public static DictionarySegmenter standard() {
    return new DictionarySegmenter(WordList.standard());
  }

  /**
   * This segmenter with words of the caller's, as of jieba's user dictionaries.
   *
   * @param lines a word a line, with its frequency and its part of speech (as jieba writes them) if
   *     wanted: {@code 云计算 5 n}; a word without a frequency gets one that keeps it in one piece;
   *     blank lines are passed over
   * @return a new segmenter
   * @throws IllegalArgumentException if a frequency is not a positive number (the message names the
   *     line)
   */
  public DictionarySegmenter withWords(List<String> lines) {
    Map<String, WordList.Entry> more = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = Objects.requireNonNull(lines.get(i), "lines[" + i + "]").strip();
      if (line.isEmpty()) {
        continue;
      }
      String[] parts = line.split("\\s+", -1);
      String tag =
          parts.length > 2 ? parts[2] : parts.length == 2 && isTag(parts[1]) ? parts[1] : "";
      boolean hasNumber = parts.length > 1 && !isTag(parts[1]);
      int frequency = hasNumber ? frequency(parts[1], i) : suggested(parts[0]);
      more.put(parts[0], new WordList.Entry(frequency, tag));
    }
    return new DictionarySegmenter(words.plus(more));
  }

  private static boolean isTag(String text) {
    return text.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  private static int frequency(String text, int line) {
    try {
      int frequency = Integer.parseInt(text);
      if (frequency > 0) {
        return frequency;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "lines[" + line + "] must have a positive frequency behind the word, got " + text);
  }

  /** A frequency with which the word is not cut: jieba's {@code suggest_freq}. */
  private int suggested(String word) {
    double log = 0;
    for (Span part : tokens(word)) {
      log += logFrequency(entry(part.of(word))) - words.logTotal();
    }
    long wanted = (long) Math.exp(log + words.logTotal()) + 1;
    WordList.Entry known = words.get(word);
    return (int)
        Math.min(Integer.MAX_VALUE, Math.max(wanted, known == null ? 1 : known.frequency()));
  }

  /**
   * The words of a text: what has a letter or a digit.
   *
   * @param text the text
   * @return their places, in order, not overlapping; immutable
   */
  @Override
  public List<Span> segment(String text) {
    return tokens(text).stream()
        .filter(span -> span.of(text).codePoints().anyMatch(Character::isLetterOrDigit))
        .toList();
  }

  /**
   * The words of a text and all else that is no white space, code point by code point.
   *
   * @param text the text
   * @return their places, in order, not overlapping; immutable
   */
  public List<Span> tokens(String text) {
    List<Span> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && end - at < LONGEST_BLOCK && isOfBlock(text.charAt(end))) {
        end++;
      }
      if (end > at) {
        cutBlock(text, at, end, tokens);
        at = end;
        continue;
      }
      int codePoint = text.codePointAt(at);
      int next = at + Character.charCount(codePoint);
      if (!Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint)) {
        tokens.add(new Span(at, next));
      }
      at = next;
    }
    return List.copyOf(tokens);
  }

  /**
   * The part of speech of a word by the dictionary.
   *
   * @param word the word
   * @return its part of speech; of one that is not in the dictionary {@code NUM} for digits, {@code
   *     X} for other scripts, else {@code NOUN}
   */
  public PartOfSpeech part(String word) {
    WordList.Entry entry = entry(word);
    if (entry != null && !entry.tag().isEmpty()) {
      return JiebaTags.part(entry.tag());
    }
    if (word.codePoints().noneMatch(Character::isLetterOrDigit)) {
      return PartOfSpeech.PUNCT;
    }
    if (word.chars().allMatch(c -> Character.isDigit(c) || c == '.' || c == '%')) {
      return PartOfSpeech.NUM;
    }
    return word.codePoints().anyMatch(Character::isIdeographic)
        ? PartOfSpeech.NOUN
        : PartOfSpeech.X;
  }

  private static boolean isOfBlock(char c) {
    return isHan(c) || isLatin(c) || "+#&._%-".indexOf(c) >= 0;
  }

  private static boolean isHan(char c) {
    return c >= 0x4E00 && c <= 0x9FD5;
  }

  private static boolean isLatin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private WordList.@Nullable Entry entry(String word) {
    WordList.Entry entry = words.get(word);
    return entry != null ? entry : words.get(SimplifiedCharacters.of(word));
  }

  private static double logFrequency(WordList.@Nullable Entry entry) {
    return entry == null || entry.frequency() == 0 ? 0 : Math.log(entry.frequency());
  }

  /** The most probable path of words; what it leaves in single characters goes on. */
  private void cutBlock(String text, int start, int end, List<Span> tokens) {
    int length = end - start;
    double[] best = new double[length + 1];
    int[] next = new int[length];
    for (int i = length - 1; i >= 0; i--) {
      best[i] = Double.NEGATIVE_INFINITY;
      int longest = longest(text.charAt(start + i));
      for (int size = 1; size <= Math.max(1, Math.min(longest, length - i)); size++) {
        WordList.Entry entry = entry(text.substring(start + i, start + i + size));
        if (size > 1 && (entry == null || entry.frequency() == 0)) {
          continue;
        }
        double score = logFrequency(entry) - words.logTotal() + best[i + size];
        if (score >= best[i]) {
          best[i] = score;
          next[i] = i + size;
        }
      }
    }
    int single = -1;
    for (int i = 0; i < length; i = next[i]) {
      if (next[i] - i == 1) {
        single = single < 0 ? i : single;
        continue;
      }
      if (single >= 0) {
        addSingles(text, start + single, start + i, tokens);
        single = -1;
      }
      tokens.add(new Span(start + i, start + next[i]));
    }
    if (single >= 0) {
      addSingles(text, start + single, end, tokens);
    }
  }

  private int longest(char first) {
    return Math.max(words.longest(first), words.longest(SimplifiedCharacters.of(first)));
  }

  /** A run of characters none of which is in a word of several. */
  private void addSingles(String text, int start, int end, List<Span> tokens) {
    if (end - start == 1) {
      tokens.add(new Span(start, end));
      return;
    }
    WordList.Entry whole = entry(text.substring(start, end));
    if (whole != null && whole.frequency() > 0) {
      for (int i = start; i < end; i++) {
        tokens.add(new Span(i, i + 1));
      }
      return;
    }
    int at = start;
    while (at < end) {
      int to = at;
      while (to < end && isHan(text.charAt(to))) {
        to++;
      }
      if (to > at) {
        addUnknown(text, at, to, tokens);
      } else {
        to = addOthers(text, at, end, tokens);
      }
      at = to;
    }
  }

  private static void addUnknown(String text, int start, int end, List<Span> tokens) {
    boolean[] ends = UnknownWords.ends(text.substring(start, end));
    int word = start;
    for (int i = start; i < end; i++) {
      if (ends[i - start]) {
        tokens.add(new Span(word, i + 1));
        word = i + 1;
      }
    }
  }

  /** Letters and digits with a decimal part and a percent sign; or what is between them. */
  private static int addOthers(String text, int start, int end, List<Span> tokens) {
    int at = start;
    while (at < end && isLatin(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      while (at < end && !isLatin(text.charAt(at)) && !isHan(text.charAt(at))) {
        at++;
      }
      tokens.add(new Span(start, at));
      return at;
    }
    int decimal = at + 1;
    while (decimal < end && text.charAt(decimal) >= '0' && text.charAt(decimal) <= '9') {
      decimal++;
    }
    if (at < end && text.charAt(at) == '.' && decimal > at + 1) {
      at = decimal;
    }
    at = at < end && text.charAt(at) == '%' ? at + 1 : at;
    tokens.add(new Span(start, at));
    return at;
  }
}
