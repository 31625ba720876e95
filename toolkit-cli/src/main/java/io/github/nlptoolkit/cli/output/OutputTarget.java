package io.github.nlptoolkit.cli.output;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a command's data goes: standard output, or a file that appears only when it is complete. A
 * link is followed; what is no ordinary file (a device, a named pipe) is written as it is.
 * Immutable.
 */
public final class OutputTarget {

  private static final int BUFFER = 1 << 16;

  private final Terminal terminal;
  private final @Nullable Path file;

  private OutputTarget(Terminal terminal, @Nullable Path file) {
    this.terminal = terminal;
    this.file = file;
  }

  /**
   * Looks at an operand, so that a wrong one is known before any work is done.
   *
   * @param operand the name of a file; null or {@code -} stands for standard output
   * @param terminal has standard output
   * @return the target
   * @throws IllegalArgumentException if it is no file name
   * @throws IOException if it is a folder or lies in none; the message names it
   */
  public static OutputTarget of(@Nullable String operand, Terminal terminal) throws IOException {
    if (operand == null || operand.equals("-")) {
      return new OutputTarget(terminal, null);
    }
    Path path;
    try {
      path = Path.of(operand);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a file name: \"" + operand + "\"", e);
    }
    if (operand.isEmpty() || Files.isDirectory(path)) {
      throw new IOException("\"" + operand + "\": cannot be written, it is a folder");
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(operand + ": cannot be written, there is no folder " + folder);
    }
    return new OutputTarget(terminal, Files.exists(path) ? path.toRealPath() : path);
  }

  /** What writes text. What it reads must not fail with a checked exception. */
  @FunctionalInterface
  public interface TextContent {
    /**
     * Writes all of it.
     *
     * @param out a buffered writer, in UTF-8; flushing it shows what is there so far
     * @throws IOException if it cannot
     */
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Writes text.
   *
   * @param content what writes it
   * @throws IOException if it cannot be written
   */
  public void writeText(TextContent content) throws IOException {
    Path target = file;
    if (target == null) {
      writeText(terminal.out(), content);
      return;
    }
    try {
      if (isSpecial(target)) {
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
          writeText(out, content);
        }
      } else {
        AtomicFile.write(target, out -> writeText(out, content));
      }
    } catch (IOException e) {
      throw described(target, e);
    }
  }

  /**
   * Writes bytes whose beginning is known only at the end. What cannot be written twice gets them
   * from a temporary file.
   *
   * @param content what writes them
   * @throws IOException if they cannot be written
   */
  public void writeSeekable(AtomicFile.SeekableContent content) throws IOException {
    Path target = file;
    if (target != null && !isSpecial(target)) {
      try {
        AtomicFile.writeSeekable(target, content);
      } catch (IOException e) {
        throw described(target, e);
      }
      return;
    }
    Path spool = Files.createTempFile("nlp-", ".spool");
    try (FileChannel channel =
        FileChannel.open(
            spool,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      content.writeTo(channel);
      channel.position(0);
      if (target == null) {
        copy(channel, terminal.out());
      } else {
        copyToSpecial(channel, target);
      }
    } finally {
      Files.deleteIfExists(spool);
    }
  }

  private static void copyToSpecial(FileChannel from, Path target) throws IOException {
    try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
      copy(from, out);
    } catch (IOException e) {
      throw described(target, e);
    }
  }

  private static void copy(FileChannel from, OutputStream to) throws IOException {
    // Not closed: the channel is the caller's.
    Channels.newInputStream(from).transferTo(to);
    to.flush();
  }

  private static void writeText(OutputStream out, TextContent content) throws IOException {
    Writer writer =
        new BufferedWriter(
            new OutputStreamWriter(new BufferedOutputStream(out, BUFFER), StandardCharsets.UTF_8));
    content.writeTo(writer);
    writer.flush();
  }

  private static boolean isSpecial(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  private static IOException described(Path file, IOException e) {
    String reason = e.getMessage();
    if (e instanceof AccessDeniedException) {
      reason = "permission denied";
    } else if (e instanceof FileSystemException f && f.getReason() != null) {
      reason = f.getReason();
    }
    return new IOException(file + ": cannot be written: " + reason, e);
  }
}
