package io.github.nlptoolkit.sequence.data;

import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CRFsuite's text of attributes (IWA): a token a line with its label and its attributes,
 * parted by tabs, an empty line behind each sentence. An attribute is a name, or a name, a colon
 * and a value; without one it is 1. A backslash before a colon or a backslash makes it part of the
 * name. An attribute that comes twice counts with the sum of its values. Not thread-safe.
 */
public final class IwaReader implements AutoCloseable {
  private final TextLines lines;

  private IwaReader(TextLines lines) {
    this.lines = lines;
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return a reader, to be closed
   * @throws IOException if it cannot be opened
   */
  public static IwaReader open(Path file) throws IOException {
    return of(file.toString(), Files.newInputStream(file));
  }

  /**
   * Reads a stream.
   *
   * @param name what errors call it
   * @param in the stream, in UTF-8; closed with the reader
   * @return a reader, to be closed
   */
  public static IwaReader of(String name, InputStream in) {
    return new IwaReader(new TextLines(name, in));
  }

  /**
   * The next sentence.
   *
   * @return the sentence; null at the end
   * @throws SequenceFormatException if a line is not as the format wants it
   * @throws IOException if the file cannot be read
   */
  public @Nullable LabelledAttributes read() throws IOException {
    AttributeSequence.Builder attributes = AttributeSequence.builder();
    List<String> labels = new ArrayList<>();
    long first = 0;
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isEmpty() && !labels.isEmpty()) {
        break;
      }
      if (!line.isEmpty()) {
        first = labels.isEmpty() ? lines.line() : first;
        addToken(line, labels, attributes.token());
      }
    }
    return labels.isEmpty() ? null : new LabelledAttributes(attributes.build(), labels, first);
  }

  /**
   * All sentences that are left.
   *
   * @return the sentences in order
   * @throws SequenceFormatException if a line is not as the format wants it
   * @throws IOException if the file cannot be read
   */
  public List<LabelledAttributes> readAll() throws IOException {
    List<LabelledAttributes> all = new ArrayList<>();
    for (LabelledAttributes one = read(); one != null; one = read()) {
      all.add(one);
    }
    return all;
  }

  private void addToken(String line, List<String> labels, AttributeSequence.Builder attributes)
      throws IOException {
    List<String> fields = ColumnReader.split(line);
    Field label = field(fields.get(0));
    if (label.name.startsWith("@")) {
      throw lines.wrong("declarations are not supported, found \"" + label.name + '"');
    }
    if (label.name.isEmpty() || label.value != null) {
      throw lines.wrong("expected a label in front, found \"" + fields.get(0) + '"');
    }
    labels.add(label.name);
    for (String text : fields.subList(1, fields.size())) {
      if (!text.isEmpty()) {
        Field field = field(text);
        attributes.add(field.name, value(field, text));
      }
    }
  }

  private double value(Field field, String text) throws IOException {
    if (field.value == null || field.value.isEmpty()) {
      return 1;
    }
    try {
      double value = Double.parseDouble(field.value);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, with the line.
    }
    throw lines.wrong(
        "the value of an attribute must be a finite number, found \""
            + text
            + "\" (a colon in a name needs a backslash)");
  }

  private record Field(String name, @Nullable String value) {}

  private static Field field(String text) {
    StringBuilder name = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') {
        return new Field(name.toString(), text.substring(i + 1));
      }
      if (c == '\\' && i + 1 < text.length()) {
        i++;
      }
      name.append(text.charAt(i));
    }
    return new Field(name.toString(), null);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
