package io.github.nlptoolkit.engine.tokenizer;

import java.nio.charset.StandardCharsets;

/**
 * Walks through a JSON text that the tokenizers library has parsed already, so that it need not
 * check everything; what it does not expect is an {@link IllegalArgumentException} all the same. A
 * vocabulary has some hundred thousand values, and a general reader takes a JVM that has just
 * started 150 ms for them, this 15 ms.
 */
final class JsonScanner {
  private final byte[] json;
  private int at;

  /** Where the string that was gone past last has its first byte, and ends. */
  private int stringStart;

  private int stringEnd;
  private boolean stringEscapes;

  /** Starts before the first value of a text in UTF-8. */
  JsonScanner(byte[] json) {
    this.json = json;
  }

  /** The next byte that is no white space. */
  byte peek() {
    byte[] bytes = json;
    int i = at;
    while (i < bytes.length
        && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')) {
      i++;
    }
    at = i;
    if (i == bytes.length) {
      throw new IllegalArgumentException("the JSON ends too soon");
    }
    return bytes[i];
  }

  /** Goes past a character. */
  void expect(char expected) {
    if (peek() != expected) {
      throw new IllegalArgumentException("'" + expected + "' expected at byte " + at);
    }
    at++;
  }

  /** Goes before the next element of an object or array, or past its end. */
  boolean next(boolean first, char end) {
    if (peek() == end) {
      at++;
      return false;
    }
    if (!first) {
      expect(',');
    }
    return true;
  }

  /** Goes past a string. */
  void skipString() {
    expect('"');
    byte[] bytes = json;
    int i = at;
    boolean escapes = false;
    while (i < bytes.length && bytes[i] != '"') {
      boolean backslash = bytes[i] == '\\';
      escapes |= backslash;
      i += backslash ? 2 : 1;
    }
    if (i >= bytes.length) {
      throw new IllegalArgumentException("a string does not end");
    }
    stringStart = at;
    stringEnd = i;
    stringEscapes = escapes;
    at = i + 1;
  }

  /** The number of bytes of the string that was gone past last, as it is written. */
  int stringBytes() {
    return stringEnd - stringStart;
  }

  /** Whether the string that was gone past last has escapes. */
  boolean stringEscapes() {
    return stringEscapes;
  }

  /** The string that was gone past last. */
  String lastString() {
    String raw = new String(json, stringStart, stringEnd - stringStart, StandardCharsets.UTF_8);
    return stringEscapes ? unescape(raw) : raw;
  }

  /** Goes past a string. */
  String string() {
    skipString();
    return lastString();
  }

  /** Goes past a key and its colon. */
  String key() {
    String key = string();
    expect(':');
    return key;
  }

  /** Goes past a whole number from 0 to 2^31 - 2. */
  int id() {
    int start = peek() == '-' ? json.length : at;
    long number = 0;
    int i = start;
    while (i < json.length && json[i] >= '0' && json[i] <= '9' && number < Integer.MAX_VALUE) {
      number = 10 * number + json[i++] - '0';
    }
    if (i == start || number >= Integer.MAX_VALUE) {
      throw new IllegalArgumentException("an id from 0 to 2^31 - 2 expected at byte " + at);
    }
    at = i;
    return (int) number;
  }

  /** Goes past a value of any kind. */
  void skip() {
    int depth = 0;
    do {
      byte next = peek();
      if (next == '"') {
        skipString();
        continue;
      }
      at++;
      if (next == '{' || next == '[') {
        depth++;
      } else if (next == '}' || next == ']') {
        depth--;
      } else if (depth == 0) {
        skipScalar();
      }
    } while (depth > 0);
  }

  private void skipScalar() {
    while (at < json.length && ",]} \n\r\t".indexOf(json[at]) < 0) {
      at++;
    }
  }

  private static String unescape(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escaped = raw.charAt(++i);
      if (escaped == 'u') {
        text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
        i += 4;
      } else {
        int place = "bfnrt".indexOf(escaped);
        text.append(place < 0 ? escaped : "\b\f\n\r\t".charAt(place));
      }
    }
    return text.toString();
  }
}
