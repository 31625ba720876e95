package io.github.nlptoolkit.sequence.tagger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Traditional Chinese characters and the simplified ones that stand for them, one for one: what
 * ICU's transform {@code Traditional-Simplified} does to single characters. A text in either script
 * looks the same to a model that reads it through this table. Immutable and thread-safe.
 */
public final class SimplifiedCharacters {
  private static final String RESOURCE = "simplified.txt";
  private static final int FIRST = 0x3400;

  private static final char[] TABLE = read();

  private SimplifiedCharacters() {}

  private static char[] read() {
    String pairs;
    try (InputStream in = SimplifiedCharacters.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing from the jar");
      }
      pairs = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + RESOURCE + " cannot be read", e);
    }
    char[] table = new char[0x10000 - FIRST];
    // Three chars a line: traditional, simplified, line end.
    for (int i = 0; i + 1 < pairs.length(); i += 3) {
      table[pairs.charAt(i) - FIRST] = pairs.charAt(i + 1);
    }
    return table;
  }

  /**
   * The simplified character.
   *
   * @param c a char
   * @return the char that stands for it; the same one if there is none
   */
  public static char of(char c) {
    return c < FIRST || TABLE[c - FIRST] == 0 ? c : TABLE[c - FIRST];
  }

  /**
   * A text with simplified characters.
   *
   * @param text the text
   * @return as many chars as it has
   */
  public static String of(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      chars[i] = of(chars[i]);
    }
    return new String(chars);
  }
}
