package io.github.nlptoolkit.eval.dataset;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads records one by one: STS and SICK files, MTEB's JSON Lines, and other tables, in UTF-8.
 * Blank lines are skipped. Not thread-safe.
 */
public final class DataTable implements AutoCloseable {
  private static final int LONGEST_LINE = 64 * 1024 * 1024;

  private final String name;
  private final TableFormat format;
  private final BufferedReader reader;
  private final List<String> header;
  private long line;

  private DataTable(String name, TableFormat format, BufferedReader reader) {
    this.name = name;
    this.format = format;
    this.reader = reader;
    this.header = new ArrayList<>();
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @param format how it is written
   * @param hasHeader whether its first line names the columns; without, and also with one, they are
   *     known by number; JSON Lines have no header
   * @return the table
   * @throws IOException if it cannot be read
   */
  public static DataTable open(Path file, TableFormat format, boolean hasHeader)
      throws IOException {
    BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    DataTable table = new DataTable(file.toString(), format, reader);
    if (hasHeader && format != TableFormat.JSONL) {
      try {
        String first = table.nextLine();
        table.header.addAll(first == null ? List.of() : table.cells(first));
      } catch (IOException e) {
        reader.close();
        throw e;
      }
    }
    return table;
  }

  /**
   * The next record.
   *
   * @return the record, or null at the end
   * @throws IOException if the file cannot be read; a {@link DataFormatException} if it is
   *     malformed
   */
  public @Nullable DataRow read() throws IOException {
    String text = nextLine();
    if (text == null) {
      return null;
    }
    long at = line;
    return new DataRow(name, at, format == TableFormat.JSONL ? object(text) : row(cells(text)));
  }

  private @Nullable String nextLine() throws IOException {
    while (true) {
      String text;
      try {
        text = reader.readLine();
      } catch (CharacterCodingException e) {
        throw new DataFormatException(name, line + 1, "expected UTF-8, found other bytes");
      }
      line++;
      if (text == null || !text.isBlank()) {
        return line == 1 && text != null && text.startsWith("\ufeff") ? text.substring(1) : text;
      }
    }
  }

  private Map<String, Object> row(List<String> cells) throws DataFormatException {
    if (!header.isEmpty() && cells.size() != header.size()) {
      throw new DataFormatException(
          name, line, "expected " + header.size() + " cells, found " + cells.size());
    }
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      row.put(Integer.toString(i), cells.get(i));
    }
    for (int i = 0; i < header.size(); i++) {
      row.put(header.get(i), cells.get(i));
    }
    return row;
  }

  private Map<String, Object> object(String text) throws DataFormatException {
    JsonObject object;
    try {
      JsonElement element = JsonParser.parseString(text);
      if (!element.isJsonObject()) {
        throw new DataFormatException(name, line, "expected a JSON object, found " + text);
      }
      object = element.getAsJsonObject();
    } catch (JsonParseException e) {
      throw new DataFormatException(name, line, "expected a JSON object: " + e.getMessage());
    }
    Map<String, Object> row = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
      JsonElement value = entry.getValue();
      if (value.isJsonPrimitive()) {
        row.put(entry.getKey(), value.getAsString());
      } else if (value.isJsonArray()) {
        row.put(entry.getKey(), texts(entry.getKey(), value));
      }
    }
    return row;
  }

  /** The texts of a list; of a list of lists, those of all. */
  private List<String> texts(String key, JsonElement array) throws DataFormatException {
    List<String> texts = new ArrayList<>();
    for (JsonElement element : array.getAsJsonArray()) {
      if (element.isJsonArray()) {
        texts.addAll(texts(key, element));
      } else if (element.isJsonPrimitive()) {
        texts.add(element.getAsString());
      } else {
        throw new DataFormatException(name, line, "expected texts in \"" + key + '"');
      }
    }
    return texts;
  }

  private List<String> cells(String text) throws IOException {
    return format == TableFormat.CSV ? quotedCells(text) : List.of(text.split("\t", -1));
  }

  /** RFC 4180; a quoted cell may go on in the lines that follow. */
  private List<String> quotedCells(String first) throws IOException {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean isQuoted = false;
    String text = first;
    long start = line;
    int at = 0;
    while (true) {
      if (at == text.length()) {
        if (!isQuoted) {
          cells.add(cell.toString());
          return cells;
        }
        String next = reader.readLine();
        line++;
        if (next == null || cell.length() > LONGEST_LINE) {
          throw new DataFormatException(name, start, "a quote is opened and never closed");
        }
        cell.append('\n');
        text = next;
        at = 0;
        continue;
      }
      char c = text.charAt(at++);
      if (isQuoted && c == '"' && at < text.length() && text.charAt(at) == '"') {
        cell.append('"');
        at++;
      } else if (c == '"' && (isQuoted || cell.length() == 0)) {
        isQuoted = !isQuoted;
      } else if (c == ',' && !isQuoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
