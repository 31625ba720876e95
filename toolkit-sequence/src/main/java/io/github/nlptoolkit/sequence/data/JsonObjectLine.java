package io.github.nlptoolkit.sequence.data;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object (RFC 8259) on a line, of which arrays of strings are kept and the rest is only
 * checked. This module has no JSON library.
 */
final class JsonObjectLine {
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;
  private final Map<String, List<String>> arrays = new HashMap<>();

  private JsonObjectLine(String text) {
    this.text = text;
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is no JSON object; the message has the place
   */
  static JsonObjectLine parse(String line) {
    JsonObjectLine object = new JsonObjectLine(line);
    object.readTop();
    return object;
  }

  /** The array of strings under a key; null if there is none. */
  @Nullable List<String> strings(String key) {
    return arrays.get(key);
  }

  private void readTop() {
    expect('{');
    if (!accept('}')) {
      do {
        String key = string();
        expect(':');
        blanks();
        if (peek() == '[') {
          List<String> strings = new ArrayList<>();
          boolean kept = array(1, strings);
          if (kept && arrays.put(key, strings) != null) {
            throw wrong("the key \"" + key + "\" comes twice");
          }
        } else {
          skip(1);
        }
      } while (accept(','));
      expect('}');
    }
    blanks();
    if (at < text.length()) {
      throw wrong("there is more behind the object");
    }
  }

  /** Reads an array; true if it has only strings, which are added. */
  private boolean array(int depth, List<String> strings) {
    expect('[');
    boolean only = true;
    if (!accept(']')) {
      do {
        blanks();
        if (peek() == '"') {
          strings.add(string());
        } else {
          only = false;
          skip(depth + 1);
        }
      } while (accept(','));
      expect(']');
    }
    return only;
  }

  private void skip(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("values are nested more than " + MAX_DEPTH + " deep");
    }
    blanks();
    switch (peek()) {
      case '"' -> string();
      case '[' -> array(depth, new ArrayList<>());
      case '{' -> {
        expect('{');
        if (!accept('}')) {
          do {
            string();
            expect(':');
            skip(depth + 1);
          } while (accept(','));
          expect('}');
        }
      }
      default -> literal();
    }
  }

  private void literal() {
    int from = at;
    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String literal = text.substring(from, at);
    if (!literal.matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
      at = from;
      throw wrong("expected a value");
    }
  }

  private String string() {
    blanks();
    if (peek() != '"') {
      throw wrong("expected a string");
    }
    at++;
    StringBuilder string = new StringBuilder();
    while (true) {
      char c = peek();
      if (c < ' ') {
        throw wrong(
            at >= text.length() ? "the string has no end" : "a control character in a string");
      }
      at++;
      if (c == '"') {
        return string.toString();
      }
      string.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        String digits =
            text.substring(Math.min(at, text.length()), Math.min(at + 4, text.length()));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
          throw wrong("expected four hexadecimal digits");
        }
        at += 4;
        yield (char) Integer.parseInt(digits, 16);
      }
      default -> throw wrong("there is no escape of this character");
    };
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean accept(char c) {
    blanks();
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw wrong("expected '" + c + "'");
    }
  }

  private IllegalArgumentException wrong(String message) {
    return new IllegalArgumentException("no JSON object: " + message + " at character " + (at + 1));
  }

  /** Writes a JSON string in quotes. */
  static void writeString(String string, Writer out) throws IOException {
    StringBuilder escaped = new StringBuilder(string.length() + 2).append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"', '\\' -> escaped.append('\\').append(c);
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> {
          if (c < ' ' || (Character.isSurrogate(c) && !isPaired(string, i))) {
            escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            escaped.append(c);
          }
        }
      }
    }
    out.write(escaped.append('"').toString());
  }

  private static boolean isPaired(String string, int at) {
    return Character.isHighSurrogate(string.charAt(at))
        ? at + 1 < string.length() && Character.isLowSurrogate(string.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(string.charAt(at - 1));
  }
}
