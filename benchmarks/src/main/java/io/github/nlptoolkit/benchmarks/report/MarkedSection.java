package io.github.nlptoolkit.benchmarks.report;

import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a Markdown file that a command writes, between two comments. */
final class MarkedSection {
  private static final String BEGIN = "<!-- results: written by benchmarks/run, do not edit -->\n";
  private static final String END = "<!-- end of results -->";

  private MarkedSection() {}

  /**
   * Puts a text between the comments, in place of what is there.
   *
   * @throws IOException if the file cannot be read or written, or lacks the comments
   */
  static void replace(Path file, String content) throws IOException {
    byte[] bytes =
        replaced(Files.readString(file), content, file.toString()).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /** The same for a text. */
  static String replaced(String text, String content, String name) throws IOException {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END, Math.max(begin, 0));
    if (begin < 0 || end < 0) {
      throw new IOException(
          name + " must have a line \"" + BEGIN.strip() + "\" and after it \"" + END + "\"");
    }
    return text.substring(0, begin + BEGIN.length())
        + "\n"
        + content.strip()
        + "\n\n"
        + text.substring(end);
  }
}
