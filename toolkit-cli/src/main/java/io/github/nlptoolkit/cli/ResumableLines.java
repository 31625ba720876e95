package io.github.nlptoolkit.cli;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of JSON Lines that grows beside its place, as {@code FILE.part}, and moves there when it
 * is complete; what a killed run left can be gone on with.
 */
final class ResumableLines implements Closeable {

  private final Path file;
  private final Path part;
  private final List<String> done;
  private final Writer out;

  private ResumableLines(Path file, Path part, List<String> done) throws IOException {
    this.file = file;
    this.part = part;
    this.done = done;
    this.out =
        Files.newBufferedWriter(
            part, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * Opens the file.
   *
   * @param resume whether to keep what an earlier run wrote, else that is lost
   */
  static ResumableLines open(Path file, boolean resume) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    List<String> done = new ArrayList<>();
    if (resume && Files.exists(part)) {
      dropBrokenLine(part);
      try (BufferedReader lines = Files.newBufferedReader(part)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String place = part + ":" + (done.size() + 1);
          JsonObject object = KeywordDocuments.object(line, place);
          done.add(KeywordDocuments.string(object, "document", place));
        }
      }
    } else {
      Files.deleteIfExists(part);
    }
    return new ResumableLines(file, part, done);
  }

  /** The names of the documents that are there. */
  List<String> done() {
    return done;
  }

  Path part() {
    return part;
  }

  Writer out() {
    return out;
  }

  /** Moves the file to its place. */
  void complete() throws IOException {
    out.close();
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (java.nio.file.AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Cuts off what stands behind the last line end: the killed run was writing it. */
  private static void dropBrokenLine(Path part) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(part.toFile(), "rw")) {
      long end = bytes.length();
      byte[] chunk = new byte[1 << 16];
      while (end > 0) {
        int size = (int) Math.min(chunk.length, end);
        bytes.seek(end - size);
        bytes.readFully(chunk, 0, size);
        int at = size - 1;
        while (at >= 0 && chunk[at] != '\n') {
          at--;
        }
        if (at >= 0) {
          bytes.setLength(end - size + at + 1);
          return;
        }
        end -= size;
      }
      bytes.setLength(0);
    }
  }
}
