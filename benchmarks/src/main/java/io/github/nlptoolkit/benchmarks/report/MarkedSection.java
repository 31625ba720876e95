package io.github.nlptoolkit.benchmarks.report;

import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a Markdown file that a command writes, between two comments. */
public final class MarkedSection {
  private MarkedSection() {}

  /**
   * Puts a text between the comments, in place of what is there.
   *
   * @param file the Markdown file
   * @param section the section's name, which the comments have
   * @param content the text
   * @throws IOException if the file cannot be read or written, or lacks the comments
   */
  public static void replace(Path file, String section, String content) throws IOException {
    byte[] bytes =
        replaced(Files.readString(file), section, content, file.toString())
            .getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /** The same for a text. */
  static String replaced(String text, String section, String content, String name)
      throws IOException {
    String first = "<!-- " + section + ": written by benchmarks/run, do not edit -->\n";
    String last = "<!-- end of " + section + " -->";
    int begin = text.indexOf(first);
    int end = text.indexOf(last, Math.max(begin, 0));
    if (begin < 0 || end < 0) {
      throw new IOException(
          name + " must have a line \"" + first.strip() + "\" and after it \"" + last + "\"");
    }
    return text.substring(0, begin + first.length())
        + "\n"
        + content.strip()
        + "\n\n"
        + text.substring(end);
  }
}
