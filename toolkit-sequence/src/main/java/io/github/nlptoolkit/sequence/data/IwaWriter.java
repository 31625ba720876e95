package io.github.nlptoolkit.sequence.data;

import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import java.io.IOException;
import java.io.Writer;

/** Writes CRFsuite's text of attributes (IWA), as {@link IwaReader} reads it. Not thread-safe. */
public final class IwaWriter {
  private final Writer out;

  /**
   * Writes to a writer.
   *
   * @param out where to; neither flushed nor closed
   */
  public IwaWriter(Writer out) {
    this.out = out;
  }

  /**
   * Writes a sentence.
   *
   * @param sentence the sentence
   * @throws IllegalArgumentException if a label or a name has a tab or a line end, or is empty
   * @throws IOException if it cannot be written
   */
  public void write(LabelledAttributes sentence) throws IOException {
    AttributeSequence attributes = sentence.attributes();
    for (int token = 0; token < attributes.length(); token++) {
      out.write(escaped(sentence.labels().get(token)));
      for (int i = 0; i < attributes.attributes(token); i++) {
        out.write('\t');
        out.write(escaped(attributes.name(token, i)));
        double value = attributes.value(token, i);
        if (value != 1) {
          out.write(":" + value);
        }
      }
      out.write('\n');
    }
    out.write('\n');
  }

  private static String escaped(String name) {
    if (name.isEmpty()
        || name.indexOf('\t') >= 0
        || name.indexOf('\n') >= 0
        || name.indexOf('\r') >= 0) {
      throw new IllegalArgumentException(
          "a label or an attribute must not be empty or have a tab or line end, got \""
              + name
              + '"');
    }
    return name.replace("\\", "\\\\").replace(":", "\\:");
  }
}
