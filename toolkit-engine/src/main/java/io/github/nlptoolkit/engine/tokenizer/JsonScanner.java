package io.github.nlptoolkit.engine.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks through a JSON text in UTF-8 (RFC 8259, strictly). A vocabulary has some hundred thousand
 * values; a general reader takes a JVM that has just started 150 ms for them, this 15 ms.
 *
 * <p>All errors are {@link IllegalArgumentException}s that name the byte.
 */
final class JsonScanner {
  /** The library gives up at 128, in one place by ending the process. */
  private static final int MOST_DEPTH = 100;

  private final byte[] json;
  private int at;
  private int depth;

  /** The place of the last string between its quotation marks. */
  private int stringStart;

  private int stringEnd;
  private boolean stringEscapes;

  /** Starts before a value of a text in UTF-8. */
  JsonScanner(byte[] json, int start) {
    this.json = json;
    this.at = start;
  }

  /** Where it is, in bytes. */
  int position() {
    return at;
  }

  /** The next byte that is no white space. */
  byte peek() {
    skipSpace();
    if (at == json.length) {
      throw wrong("more");
    }
    return json[at];
  }

  private void skipSpace() {
    byte[] bytes = json;
    int i = at;
    while (i < bytes.length
        && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')) {
      i++;
    }
    at = i;
  }

  private IllegalArgumentException wrong(String expected) {
    String found = at < json.length ? "byte " + (json[at] & 0xff) : "the end";
    return new IllegalArgumentException(
        "not JSON: " + expected + " expected at byte " + at + ", found " + found);
  }

  /** Refuses more after the value. */
  void requireEnd() {
    skipSpace();
    if (at < json.length) {
      throw wrong("the end");
    }
  }

  /** Goes past a character. */
  void expect(char expected) {
    if (peek() != expected) {
      throw wrong("'" + expected + "'");
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
    stringStart = at;
    stringEscapes = false;
    int i = at;
    while (i < bytes.length && bytes[i] != '"') {
      if (bytes[i] == '\\') {
        at = i + 1;
        skipEscape();
        i = at;
      } else if (bytes[i] >= 0 && bytes[i] < ' ') {
        at = i;
        throw wrong("no control character");
      } else {
        i++;
      }
    }
    stringEnd = i;
    at = i;
    expect('"');
  }

  private void skipEscape() {
    stringEscapes = true;
    if (at >= json.length || "\"\\/bfnrtu".indexOf(json[at]) < 0) {
      throw wrong("an escape");
    }
    if (json[at++] == 'u') {
      int unit = unit();
      if (unit >= 0xD800 && unit < 0xE000) {
        boolean escaped = at + 1 < json.length && json[at] == '\\' && json[at + 1] == 'u';
        at += escaped ? 2 : 0;
        if (!escaped || unit >= 0xDC00 || unit() >>> 10 != 0xDC00 >>> 10) {
          throw wrong("the second half of a surrogate pair");
        }
      }
    }
  }

  private int unit() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < json.length ? Character.digit(json[at], 16) : -1;
      if (digit < 0) {
        throw wrong("a hexadecimal digit");
      }
      unit = 16 * unit + digit;
      at++;
    }
    return unit;
  }

  /** The number of bytes of the last string, as it is written. */
  int stringBytes() {
    return stringEnd - stringStart;
  }

  /** Whether the last string has escapes. */
  boolean stringEscapes() {
    return stringEscapes;
  }

  /** The last string. */
  String lastString() {
    String raw = new String(json, stringStart, stringEnd - stringStart, StandardCharsets.UTF_8);
    return stringEscapes ? unescape(raw) : raw;
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
    byte first = peek();
    int start = at;
    long number = 0;
    while (at < json.length && isDigit(json[at]) && number < Integer.MAX_VALUE) {
      number = 10 * number + json[at++] - '0';
    }
    if (at == start || number >= Integer.MAX_VALUE || (first == '0' && at > start + 1)) {
      at = start;
      throw wrong("an id from 0 to 2^31 - 2");
    }
    return (int) number;
  }

  /** Goes past a value of any kind. */
  void skip() {
    switch (peek()) {
      case '"' -> skipString();
      case '{', '[' -> skipContainer();
      case 't' -> skipWord("true");
      case 'f' -> skipWord("false");
      case 'n' -> skipWord("null");
      default -> skipNumber();
    }
  }

  /**
   * Goes past a value and gives it.
   *
   * @return a {@code Map}, a {@code List}, a {@code String} or a {@code Double}; an empty {@code
   *     Optional} for true, false and null
   */
  Object value() {
    byte first = peek();
    if (first == '"') {
      return string();
    }
    if (first != '{' && first != '[') {
      int start = at;
      skip();
      boolean number = first == '-' || isDigit(first);
      String text = new String(json, start, at - start, StandardCharsets.US_ASCII);
      return number ? Double.valueOf(text) : Optional.empty();
    }
    at++;
    Map<String, Object> object = new LinkedHashMap<>();
    List<Object> array = new ArrayList<>();
    for (boolean start = true; next(start, first == '{' ? '}' : ']'); start = false) {
      if (first == '{') {
        object.put(key(), value());
      } else {
        array.add(value());
      }
    }
    return first == '{' ? object : array;
  }

  private void skipContainer() {
    boolean object = json[at++] == '{';
    if (++depth > MOST_DEPTH) {
      throw wrong("at most " + MOST_DEPTH + " levels");
    }
    for (boolean first = true; next(first, object ? '}' : ']'); first = false) {
      if (object) {
        skipString();
        expect(':');
      }
      skip();
    }
    depth--;
  }

  private void skipWord(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at >= json.length || json[at] != word.charAt(i)) {
        throw wrong(word);
      }
      at++;
    }
  }

  private void skipNumber() {
    int start = at;
    at += json[at] == '-' ? 1 : 0;
    int digits = at;
    skipDigits();
    if (json[digits] == '0' && at > digits + 1) {
      throw wrong("a number without leading zeros");
    }
    if (at < json.length && json[at] == '.') {
      at++;
      skipDigits();
    }
    boolean exponent = at < json.length && (json[at] == 'e' || json[at] == 'E');
    if (exponent) {
      at++;
      at += at < json.length && (json[at] == '+' || json[at] == '-') ? 1 : 0;
      skipDigits();
    }
    if (exponent || at - start > 300) {
      String number = new String(json, start, at - start, StandardCharsets.US_ASCII);
      if (Double.isInfinite(Double.parseDouble(number))) {
        throw wrong("a number in the range of a double before here");
      }
    }
  }

  private void skipDigits() {
    int start = at;
    while (at < json.length && isDigit(json[at])) {
      at++;
    }
    if (at == start) {
      throw wrong("a value");
    }
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
