package io.github.nlptoolkit.sequence.data;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object a line with the tokens and, maybe, their tags. */
final class JsonlReader implements SentenceReader {
  private final TextLines lines;

  JsonlReader(TextLines lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable TokenRows read() throws IOException {
    String line = lines.next();
    while (line != null && line.isBlank()) {
      line = lines.next();
    }
    return line == null ? null : sentence(line);
  }

  private TokenRows sentence(String line) throws IOException {
    JsonObjectLine object;
    try {
      object = JsonObjectLine.parse(line);
    } catch (IllegalArgumentException e) {
      throw lines.wrong(String.valueOf(e.getMessage()));
    }
    List<String> tokens = object.strings("tokens");
    List<String> tags = object.strings("tags");
    if (tokens == null) {
      throw lines.wrong("the object needs \"tokens\", an array of strings");
    }
    if (tags != null && tags.size() != tokens.size()) {
      throw lines.wrong(
          "there must be as many tags as tokens, got " + tags.size() + " and " + tokens.size());
    }
    RowBuffer buffer = new RowBuffer();
    for (int i = 0; i < tokens.size(); i++) {
      buffer.add(
          tags == null ? List.of(tokens.get(i)) : List.of(tokens.get(i), tags.get(i)),
          lines.line());
    }
    return buffer.toSentence();
  }

  static void write(TokenRows sentence, Writer out) throws IOException {
    out.write("{\"tokens\":");
    writeStrings(sentence.column(0), out);
    if (sentence.columns() > 1) {
      out.write(",\"tags\":");
      writeStrings(sentence.column(-1), out);
    }
    out.write("}\n");
  }

  private static void writeStrings(List<String> strings, Writer out) throws IOException {
    out.write('[');
    for (int i = 0; i < strings.size(); i++) {
      out.write(i == 0 ? "" : ",");
      JsonObjectLine.writeString(strings.get(i), out);
    }
    out.write(']');
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
