package io.github.nlptoolkit.cli.output;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.embedding.Embeddings;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Vectors as lines of text, each with its index and, if wanted, its text. Numbers have as many
 * digits as it takes to read the same float back. Not thread-safe.
 */
public final class VectorLines {

  private final Writer out;
  private final boolean csv;
  private final boolean withTexts;
  private long index;

  /**
   * Starts writing; a header goes out at once.
   *
   * @param out where to
   * @param format {@link VectorFormat#JSONL} or {@link VectorFormat#CSV}
   * @param dimension the length of a vector
   * @param withTexts whether the texts are written too
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if the format is not made of lines
   */
  public VectorLines(Writer out, VectorFormat format, int dimension, boolean withTexts)
      throws IOException {
    if (format == VectorFormat.NPY) {
      throw new IllegalArgumentException("format must be JSONL or CSV, got NPY");
    }
    this.out = out;
    this.csv = format == VectorFormat.CSV;
    this.withTexts = withTexts;
    if (csv) {
      out.write(withTexts ? "index,text" : "index");
      for (int i = 0; i < dimension; i++) {
        out.write(",v" + i);
      }
      out.write('\n');
    }
  }

  /**
   * Writes vectors, and flushes: who waits at the other end sees them.
   *
   * @param texts their texts, in order; not looked at if they are not wanted
   * @param vectors a row for each text
   * @throws IOException if they cannot be written
   */
  public void write(List<String> texts, Embeddings vectors) throws IOException {
    float[] row = new float[vectors.dimension()];
    for (int i = 0; i < vectors.count(); i++) {
      vectors.copyTo(i, row, 0);
      String text = withTexts ? texts.get(i) : "";
      if (csv) {
        writeCsv(text, row);
      } else {
        writeJson(text, row);
      }
      index++;
    }
    out.flush();
  }

  private void writeCsv(String text, float[] row) throws IOException {
    out.write(Long.toString(index));
    if (withTexts) {
      out.write(',');
      out.write(quoted(text));
    }
    for (float value : row) {
      out.write(',');
      out.write(Float.toString(value));
    }
    out.write('\n');
  }

  private void writeJson(String text, float[] row) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("index").value(index);
    if (withTexts) {
      json.name("text").value(text);
    }
    json.name("embedding").beginArray();
    for (float value : row) {
      json.value(value);
    }
    json.endArray().endObject();
    out.write('\n');
  }

  /** RFC 4180; blanks at the ends are quoted too, since some readers strip them. */
  static String quoted(String field) {
    boolean plain = !field.isEmpty();
    for (int i = 0; i < field.length() && plain; i++) {
      char c = field.charAt(i);
      plain = c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    if (plain && field.strip().length() == field.length()) {
      return field;
    }
    return '"' + field.replace("\"", "\"\"") + '"';
  }
}
