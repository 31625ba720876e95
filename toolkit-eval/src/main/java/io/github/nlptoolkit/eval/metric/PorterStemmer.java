package io.github.nlptoolkit.eval.metric;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Cuts English words to their stems: M. F. Porter, "An algorithm for suffix stripping", Program 14
 * (1980), with the extensions of NLTK 3.10.4 ({@code PorterStemmer}, its default mode), which ROUGE
 * and key phrase benchmarks stem with.
 *
 * <p>A word of length n takes O(n). Stateless and thread-safe.
 */
public final class PorterStemmer {
  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("sky", "sky"),
          Map.entry("skies", "sky"),
          Map.entry("dying", "die"),
          Map.entry("lying", "lie"),
          Map.entry("tying", "tie"),
          Map.entry("news", "news"),
          Map.entry("innings", "inning"),
          Map.entry("inning", "inning"),
          Map.entry("outings", "outing"),
          Map.entry("outing", "outing"),
          Map.entry("cannings", "canning"),
          Map.entry("canning", "canning"),
          Map.entry("howe", "howe"),
          Map.entry("proceed", "proceed"),
          Map.entry("exceed", "exceed"),
          Map.entry("succeed", "succeed"));

  private static final List<String> STEP2 =
      List.of(
          "ational ate",
          "tional tion",
          "enci ence",
          "anci ance",
          "izer ize",
          "bli ble",
          "alli al",
          "entli ent",
          "eli e",
          "ousli ous",
          "ization ize",
          "ation ate",
          "ator ate",
          "alism al",
          "iveness ive",
          "fulness ful",
          "ousness ous",
          "aliti al",
          "iviti ive",
          "biliti ble",
          "fulli ful");
  private static final List<String> STEP3 =
      List.of("icate ic", "ative ", "alize al", "iciti ic", "ical ic", "ful ", "ness ");
  private static final List<String> STEP4 =
      List.of(
          "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion",
          "ou", "ism", "ate", "iti", "ous", "ive", "ize");

  private PorterStemmer() {}

  /**
   * The stem of a word.
   *
   * @param word the word, in any case
   * @return its stem, in lower case; the word itself, lower-cased, if it has at most two letters
   */
  public static String stem(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    String irregular = IRREGULAR.get(lower);
    if (irregular != null) {
      return irregular;
    }
    if (word.length() <= 2) {
      return lower;
    }
    return step5b(step5a(step4(rules(step2(step1c(step1b(step1a(lower)))), STEP3))));
  }

  private static String step1a(String word) {
    if (word.endsWith("ies")) {
      return cut(word, word.length() == 4 ? 1 : 2);
    }
    if (word.endsWith("sses")) {
      return cut(word, 2);
    }
    return word.endsWith("s") && !word.endsWith("ss") ? cut(word, 1) : word;
  }

  private static String step1b(String word) {
    if (word.endsWith("ied")) {
      return cut(word, word.length() == 4 ? 1 : 2);
    }
    if (word.endsWith("eed")) {
      return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
    }
    String stem = word;
    if (word.endsWith("ed") && hasVowel(cut(word, 2))) {
      stem = cut(word, 2);
    } else if (word.endsWith("ing") && hasVowel(cut(word, 3))) {
      stem = cut(word, 3);
    } else {
      return word;
    }
    if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
      return stem + "e";
    }
    if (endsInDoubleConsonant(stem)) {
      return "lsz".indexOf(last(stem)) < 0 ? cut(stem, 1) : stem;
    }
    return measure(stem) == 1 && endsShort(stem) ? stem + "e" : stem;
  }

  private static String step1c(String word) {
    boolean isConsonantBefore = word.length() > 2 && consonants(word)[word.length() - 2];
    return word.endsWith("y") && isConsonantBefore ? cut(word, 1) + "i" : word;
  }

  private static String step2(String word) {
    if (word.endsWith("alli") && measure(cut(word, 4)) > 0) {
      return step2(cut(word, 2));
    }
    // The l counts as part of the stem, so that "geologi" and the like are long enough.
    if (word.endsWith("logi")) {
      return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
    }
    return rules(word, STEP2);
  }

  private static String step4(String word) {
    Predicate<String> isLong = stem -> measure(stem) > 1;
    for (String suffix : STEP4) {
      if (word.endsWith(suffix)) {
        String stem = cut(word, suffix.length());
        boolean fits =
            isLong.test(stem)
                && (!suffix.equals("ion") || stem.endsWith("s") || stem.endsWith("t"));
        return fits ? stem : word;
      }
    }
    return word;
  }

  private static String step5a(String word) {
    if (word.endsWith("e")) {
      String stem = cut(word, 1);
      int measure = measure(stem);
      if (measure > 1 || (measure == 1 && !endsShort(stem))) {
        return stem;
      }
    }
    return word;
  }

  private static String step5b(String word) {
    return word.endsWith("ll") && measure(cut(word, 1)) > 1 ? cut(word, 1) : word;
  }

  /** The first rule whose suffix fits, if the stem before it is long enough. */
  private static String rules(String word, List<String> rules) {
    for (String rule : rules) {
      int blank = rule.indexOf(' ');
      String suffix = rule.substring(0, blank);
      if (word.endsWith(suffix)) {
        String stem = cut(word, suffix.length());
        return measure(stem) > 0 ? stem + rule.substring(blank + 1) : word;
      }
    }
    return word;
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }

  private static char last(String word) {
    return word.charAt(word.length() - 1);
  }

  private static boolean[] consonants(String word) {
    boolean[] flags = new boolean[word.length()];
    for (int i = 0; i < flags.length; i++) {
      char letter = word.charAt(i);
      flags[i] = letter == 'y' ? i == 0 || !flags[i - 1] : "aeiou".indexOf(letter) < 0;
    }
    return flags;
  }

  /** How often a vowel is followed by a consonant: Porter's m. */
  private static int measure(String stem) {
    boolean[] flags = consonants(stem);
    int count = 0;
    for (int i = 1; i < flags.length; i++) {
      count += flags[i] && !flags[i - 1] ? 1 : 0;
    }
    return count;
  }

  private static boolean hasVowel(String stem) {
    for (boolean isConsonant : consonants(stem)) {
      if (!isConsonant) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsInDoubleConsonant(String word) {
    int n = word.length();
    return n >= 2 && word.charAt(n - 1) == word.charAt(n - 2) && consonants(word)[n - 1];
  }

  /** Consonant, vowel, consonant other than w, x, y; or a word of a vowel and a consonant. */
  private static boolean endsShort(String word) {
    boolean[] flags = consonants(word);
    int n = flags.length;
    boolean isShort =
        n >= 3 && flags[n - 3] && !flags[n - 2] && flags[n - 1] && "wxy".indexOf(last(word)) < 0;
    return isShort || (n == 2 && !flags[0] && flags[1]);
  }
}
