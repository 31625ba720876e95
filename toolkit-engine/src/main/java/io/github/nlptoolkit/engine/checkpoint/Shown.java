package io.github.nlptoolkit.engine.checkpoint;

import java.util.Locale;

/** Text out of a file as it may stand in a message: short, and with nothing that controls. */
final class Shown {
  private static final int LONGEST = 100;

  private Shown() {}

  static String of(String text) {
    StringBuilder shown = new StringBuilder();
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean plain = !Character.isISOControl(c) && !Character.isSurrogate(c);
      if (plain || (Character.isSurrogate(c) && paired(text, i))) {
        shown.append(c);
      } else {
        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return end < text.length() ? shown.append("...").toString() : shown.toString();
  }

  /** The same between quotation marks. */
  static String quoted(String text) {
    return '"' + of(text) + '"';
  }

  private static boolean paired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
