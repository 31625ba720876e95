package io.github.nlptoolkit.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Languages, their stop words, and which one a text is written in. The lists are Lucene's; English
 * has Snowball's, Chinese one of the toolkit's.
 */
public final class Languages {

  /** So much of a text is looked at to tell its language. */
  private static final int SAMPLE = 20_000;

  private static final String UNKNOWN = "und";

  private static final Map<String, Set<String>> LISTS = new ConcurrentHashMap<>();

  private Languages() {}

  /**
   * The languages that are known by name.
   *
   * @return ISO 639-1 codes (ckb for Sorani), sorted; immutable
   */
  public static List<String> codes() {
    return List.copyOf(new TreeSet<>(StopLists.LANGUAGES));
  }

  /**
   * The stop words of a language.
   *
   * @param language one of {@link #codes}, or {@code und}
   * @return words in lower case; none for {@code und}; immutable
   * @throws IllegalArgumentException if there is no such language
   */
  public static Set<String> stopWords(String language) {
    if (language.equals(UNKNOWN)) {
      return Set.of();
    }
    if (!StopLists.LANGUAGES.contains(language)) {
      throw new IllegalArgumentException(
          "there is no language \"" + language + "\"; there are " + String.join(", ", codes()));
    }
    return LISTS.computeIfAbsent(language, StopLists::read);
  }

  /**
   * The language of a text, by its script and, where several languages share it, by stop words.
   *
   * @param text the text; the first 20,000 chars count
   * @return a code of {@link #codes}; {@code en} for Latin letters without a stop word of any
   *     language; {@code und} if there are no letters, or of none of these languages
   */
  public static String detect(String text) {
    String sample = text.length() > SAMPLE ? text.substring(0, SAMPLE) : text;
    Scripts scripts = new Scripts();
    sample.codePoints().forEach(scripts::add);
    return switch (scripts.main()) {
      case HAN -> "zh";
      case HIRAGANA -> "ja";
      case HANGUL -> "ko";
      case THAI -> "th";
      case GREEK -> "el";
      case ARMENIAN -> "hy";
      case DEVANAGARI -> byStopWords(sample, List.of("hi"), "hi");
      case BENGALI -> "bn";
      case ARABIC -> byStopWords(sample, List.of("ar", "fa", "ckb"), "ar");
      case CYRILLIC -> byStopWords(sample, List.of("ru", "bg"), "ru");
      case LATIN -> byStopWords(sample, StopLists.LATIN, "en");
      default -> UNKNOWN;
    };
  }

  private static String byStopWords(String text, List<String> languages, String otherwise) {
    List<String> words = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    String best = otherwise;
    int most = 0;
    for (String language : languages) {
      Set<String> list = stopWords(language);
      int hits = 0;
      for (String word : words) {
        hits += list.contains(word) ? 1 : 0;
      }
      if (hits > most) {
        most = hits;
        best = language;
      }
    }
    return best;
  }

  /** Counts letters by script. */
  private static final class Scripts {
    private final Map<Character.UnicodeScript, Integer> counts =
        new java.util.EnumMap<>(Character.UnicodeScript.class);

    void add(int codePoint) {
      if (Character.isLetter(codePoint)) {
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        // An ideograph is about half a word, a letter a fifth of one.
        int weight = script == Character.UnicodeScript.HAN ? 3 : 1;
        Character.UnicodeScript counted =
            script == Character.UnicodeScript.KATAKANA ? Character.UnicodeScript.HIRAGANA : script;
        counts.merge(counted, weight, Integer::sum);
      }
    }

    Character.UnicodeScript main() {
      int han = counts.getOrDefault(Character.UnicodeScript.HAN, 0);
      int kana = counts.getOrDefault(Character.UnicodeScript.HIRAGANA, 0);
      if (kana * 15 > han && kana > 0 && han > 0) {
        counts.merge(Character.UnicodeScript.HIRAGANA, han, Integer::sum);
        counts.remove(Character.UnicodeScript.HAN);
      }
      Character.UnicodeScript main = Character.UnicodeScript.COMMON;
      int most = 0;
      for (Map.Entry<Character.UnicodeScript, Integer> entry : counts.entrySet()) {
        if (entry.getValue() > most) {
          most = entry.getValue();
          main = entry.getKey();
        }
      }
      return main;
    }
  }
}
