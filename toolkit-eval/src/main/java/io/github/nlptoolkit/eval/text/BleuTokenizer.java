package io.github.nlptoolkit.eval.text;

import java.util.List;
import java.util.regex.Pattern;

/** What BLEU cuts texts by; the tokenizers of sacrebleu 2.6.0, with its names in signatures. */
public enum BleuTokenizer {
  /** mteval-v13a's, for Western languages: WMT's and sacrebleu's default. */
  V13A("13a"),
  /** mteval-v14's: punctuation and symbols of all scripts. */
  INTL("intl"),
  /** Each Chinese character alone, the rest as v13a. */
  ZH("zh"),
  /** Each character (code point) alone. */
  CHAR("char"),
  /** Blanks only: for texts that are cut already. */
  NONE("none");

  private static final Pattern SYMBOLS = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
  private static final Pattern AFTER_NON_DIGIT = Pattern.compile("([^0-9])([.,])");
  private static final Pattern BEFORE_NON_DIGIT = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH = Pattern.compile("([0-9])(-)");
  private static final Pattern INTL_AFTER = Pattern.compile("(\\P{N})(\\p{P})");
  private static final Pattern INTL_BEFORE = Pattern.compile("(\\p{P})(\\P{N})");
  private static final Pattern INTL_SYMBOLS = Pattern.compile("(\\p{S})");

  /**
   * The ranges of sacrebleu's {@code _UCODE_RANGES} as its comparisons take them: its two ranges
   * above U+FFFF are written with four digits, so they mean U+2001 to U+2A6D and U+2F81 to U+2FA1,
   * and no character above U+FFFF is Chinese.
   */
  private static final int[][] CHINESE = {
    {0x3400, 0x4db5}, {0x4e00, 0x9fa5}, {0x9fa6, 0x9fbb}, {0xf900, 0xfa2d}, {0xfa30, 0xfa6a},
    {0xfa70, 0xfad9}, {0x2001, 0x2a6d}, {0x2f81, 0x2fa1}, {0xff00, 0xffef}, {0x2e80, 0x2eff},
    {0x3000, 0x303f}, {0x31c0, 0x31ef}, {0x2f00, 0x2fdf}, {0x2ff0, 0x2fff}, {0x3100, 0x312f},
    {0x31a0, 0x31bf}, {0xfe10, 0xfe1f}, {0xfe30, 0xfe4f}, {0x2600, 0x26ff}, {0x2700, 0x27bf},
    {0x3200, 0x32ff}, {0x3300, 0x33ff}
  };

  private final String id;

  BleuTokenizer(String id) {
    this.id = id;
  }

  /** The name in signatures. */
  String id() {
    return id;
  }

  /**
   * Cuts a text.
   *
   * @param text the text
   * @return its tokens; immutable or the caller's own
   */
  public List<String> tokens(String text) {
    return switch (this) {
      case V13A -> TextUnits.words(western(" " + unescaped(text) + " "));
      case INTL -> TextUnits.words(international(text));
      case ZH -> TextUnits.words(western(chineseApart(text)));
      case CHAR -> TextUnits.characters(text, false);
      case NONE -> TextUnits.words(text);
    };
  }

  private static String unescaped(String text) {
    String line = text.replace("<skipped>", "").replace("-\n", "").replace('\n', ' ');
    return line.replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
  }

  private static String western(String text) {
    String line = SYMBOLS.matcher(text).replaceAll(" $1 ");
    line = AFTER_NON_DIGIT.matcher(line).replaceAll("$1 $2 ");
    line = BEFORE_NON_DIGIT.matcher(line).replaceAll(" $1 $2");
    return DASH.matcher(line).replaceAll("$1 $2 ");
  }

  private static String international(String text) {
    String line = INTL_AFTER.matcher(text).replaceAll("$1 $2 ");
    line = INTL_BEFORE.matcher(line).replaceAll(" $1 $2");
    return INTL_SYMBOLS.matcher(line).replaceAll(" $1 ");
  }

  private static String chineseApart(String text) {
    StringBuilder apart = new StringBuilder();
    TextUnits.strippedRight(text)
        .codePoints()
        .dropWhile(TextUnits::isBlank)
        .forEach(
            c -> {
              if (isChinese(c)) {
                apart.append(' ').appendCodePoint(c).append(' ');
              } else {
                apart.appendCodePoint(c);
              }
            });
    return apart.toString();
  }

  private static boolean isChinese(int codePoint) {
    for (int[] range : CHINESE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return true;
      }
    }
    return false;
  }
}
