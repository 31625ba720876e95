package io.github.nlptoolkit.models.hub;

/** Text of a stranger, made fit for a message: short, on one line, without control characters. */
final class Printable {

  private static final int MAX = 200;

  private Printable() {}

  static String of(String text) {
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), MAX); i++) {
      char c = text.charAt(i);
      boolean plain =
          !Character.isISOControl(c)
              && !Character.isSurrogate(c)
              && Character.getType(c) != Character.FORMAT;
      printable.append(plain ? c : '?');
    }
    return text.length() > MAX ? printable + "..." : printable.toString();
  }
}
