package io.github.nlptoolkit.keybert.candidate;

import java.text.Normalizer;

/**
 * What scikit-learn's {@code CountVectorizer} does to a text before it cuts words: Python's {@code
 * str.lower}, then accents.
 *
 * <p>{@code String.toLowerCase} is not used: it tells a final sigma by the JDK's word breaks, which
 * Python does not, and starts a break iterator for each sigma.
 */
record TextNormalization(boolean lowercase, AccentStripping accents) {

  private static final int CAPITAL_SIGMA = 0x3A3;
  private static final int SMALL_SIGMA = 0x3C3;
  private static final int FINAL_SIGMA = 0x3C2;
  private static final int CAPITAL_I_WITH_DOT = 0x130;
  private static final int DOT_ABOVE = 0x307;

  /** The combining character of the highest class there is, 240. */
  private static final int IOTA_SUBSCRIPT = 0x345;

  /** What Unicode's word breaking calls MidLetter, MidNumLet and Single_Quote. */
  private static final String MID_WORD =
      ":\u00b7\u0387\u055f\u05f4\u2027\ufe13\ufe55\uff1a.\u2018\u2019\u2024\ufe52\uff07\uff0e'";

  NormalizedText apply(String original) {
    if (!lowercase && accents == AccentStripping.NONE) {
      return NormalizedText.unchanged(original);
    }
    NormalizedText.Builder out = new NormalizedText.Builder(original);
    int at = 0;
    while (at < original.length()) {
      int codePoint = original.codePointAt(at);
      if (!lowercase) {
        append(codePoint, at, out);
      } else if (codePoint == CAPITAL_I_WITH_DOT) {
        append('i', at, out);
        append(DOT_ABOVE, at, out);
      } else if (codePoint == CAPITAL_SIGMA) {
        append(isFinal(original, at) ? FINAL_SIGMA : SMALL_SIGMA, at, out);
      } else {
        append(Character.toLowerCase(codePoint), at, out);
      }
      at += Character.charCount(codePoint);
    }
    return out.build();
  }

  private void append(int codePoint, int origin, NormalizedText.Builder out) {
    if (codePoint < 128 || accents == AccentStripping.NONE) {
      out.append(codePoint, origin);
      return;
    }
    String decomposed = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD);
    for (int i = 0; i < decomposed.length(); ) {
      int part = decomposed.codePointAt(i);
      i += Character.charCount(part);
      boolean keep = accents == AccentStripping.ASCII ? part < 128 : !isCombining(part);
      if (keep) {
        out.append(part, origin);
      }
    }
  }

  /**
   * Whether the canonical combining class is not 0. The JDK does not tell the class, but shows it:
   * normalizing sorts neighbours by it.
   */
  private static boolean isCombining(int codePoint) {
    if (codePoint == IOTA_SUBSCRIPT) {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK -> {
        String pair = Character.toString(IOTA_SUBSCRIPT) + Character.toString(codePoint);
        yield Normalizer.normalize(pair, Normalizer.Form.NFD).codePointAt(0) != IOTA_SUBSCRIPT;
      }
      default -> false;
    };
  }

  /** Unicode's Final_Sigma: a cased letter before and none behind, ignorable ones between. */
  private static boolean isFinal(String text, int sigma) {
    int before = sigma;
    while (before > 0 && isCaseIgnorable(text.codePointBefore(before))) {
      before -= Character.charCount(text.codePointBefore(before));
    }
    if (before == 0 || !isCased(text.codePointBefore(before))) {
      return false;
    }
    int behind = sigma + 1;
    while (behind < text.length() && isCaseIgnorable(text.codePointAt(behind))) {
      behind += Character.charCount(text.codePointAt(behind));
    }
    return behind == text.length() || !isCased(text.codePointAt(behind));
  }

  private static boolean isCased(int codePoint) {
    return Character.isLowerCase(codePoint)
        || Character.isUpperCase(codePoint)
        || Character.isTitleCase(codePoint);
  }

  private static boolean isCaseIgnorable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> MID_WORD.indexOf(codePoint) >= 0;
    };
  }
}
