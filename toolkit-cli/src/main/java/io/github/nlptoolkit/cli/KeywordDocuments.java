package io.github.nlptoolkit.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.input.Utf8Lines;
import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documents of operands: a file is one, a folder has one in each file, a file {@code .jsonl}
 * one in each line. Read one after the other.
 */
final class KeywordDocuments implements Iterator<KeywordDocuments.Document>, Closeable {

  /** A document and what it is called. */
  record Document(String name, String text) {}

  private static final String JSONL = ".jsonl";

  private final Iterator<TextInput> inputs;
  private final String field;
  private final Terminal terminal;
  private final boolean several;
  private @Nullable Utf8Lines lines;
  private String file = "";
  private long line;

  private KeywordDocuments(List<TextInput> inputs, String field, Terminal terminal) {
    this.inputs = inputs.iterator();
    this.field = field;
    this.terminal = terminal;
    this.several = inputs.size() > 1 || inputs.get(0).operand().endsWith(JSONL);
  }

  /**
   * Looks at the operands.
   *
   * @param field what of an object of {@code .jsonl} is the text
   */
  static KeywordDocuments of(List<String> operands, String field, Terminal terminal)
      throws IOException, UsageException {
    List<String> files = new ArrayList<>();
    for (String operand : operands) {
      if (operand.isEmpty() || !Files.isDirectory(Path.of(operand))) {
        files.add(operand);
        continue;
      }
      try (Stream<Path> found = Files.walk(Path.of(operand))) {
        List<String> inside =
            found.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
        if (inside.isEmpty()) {
          throw new IOException(operand + ": a folder without files");
        }
        files.addAll(inside);
      }
    }
    return new KeywordDocuments(Operands.inputs(files), field, terminal);
  }

  /** Whether there may be more than one. */
  boolean several() {
    return several;
  }

  @Override
  public boolean hasNext() {
    try {
      while (lines != null && !lines.hasNext()) {
        close();
      }
      return lines != null || inputs.hasNext();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Document next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more documents");
    }
    try {
      while (lines == null) {
        TextInput input = inputs.next();
        if (!input.operand().endsWith(JSONL)) {
          return new Document(input.operand(), input.text(terminal));
        }
        file = input.operand();
        line = 0;
        lines = input.lines(terminal);
        if (!lines.hasNext()) {
          close();
          return new Document(file, "");
        }
      }
      line++;
      return parsed(lines.next());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Document parsed(String json) throws IOException {
    JsonObject object = object(json, file + ":" + line);
    JsonElement id = object.get("id");
    String name = id != null && id.isJsonPrimitive() ? id.getAsString() : file + ":" + line;
    return new Document(name, string(object, field, file + ":" + line));
  }

  /** A line that must be a JSON object. */
  static JsonObject object(String json, String place) throws IOException {
    try {
      JsonElement element = JsonParser.parseString(json);
      if (element.isJsonObject()) {
        return element.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      throw new IOException(place + ": is not JSON: " + e.getMessage(), e);
    }
    throw new IOException(place + ": must be a JSON object");
  }

  /** A member that must be text. */
  static String string(JsonObject object, String name, String place) throws IOException {
    JsonElement value = object.get(name);
    if (value == null || !value.isJsonPrimitive()) {
      throw new IOException(
          place
              + ": has no text \""
              + name
              + "\" (--field names another); there are "
              + String.join(", ", object.keySet()));
    }
    return value.getAsString();
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }
}
