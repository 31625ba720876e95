package io.github.nlptoolkit.cli.input;

import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where one operand of a command takes its text from: a file, or standard input for {@code -}.
 * Immutable.
 */
public final class TextInput {

  private static final String STANDARD_INPUT = "-";

  private final String operand;
  private final @Nullable Path file;

  private TextInput(String operand, @Nullable Path file) {
    this.operand = operand;
    this.file = file;
  }

  /**
   * Looks at operands, so that a wrong one is known before any work is done.
   *
   * @param operands names of files, {@code -} at most once; none stand for {@code -}
   * @return an input for each
   * @throws IllegalArgumentException if {@code -} comes twice, or an operand is no file name
   * @throws IOException if there is no such file, it is a folder or cannot be read; the message
   *     names it
   */
  public static List<TextInput> of(List<String> operands) throws IOException {
    List<TextInput> inputs = new ArrayList<>();
    for (String operand : operands.isEmpty() ? List.of(STANDARD_INPUT) : operands) {
      inputs.add(operand.equals(STANDARD_INPUT) ? new TextInput(operand, null) : file(operand));
    }
    if (inputs.stream().filter(input -> input.file == null).count() > 1) {
      throw new IllegalArgumentException("standard input (-) can be read only once");
    }
    return List.copyOf(inputs);
  }

  /**
   * Looks at one operand.
   *
   * @param operand the name of a file, or {@code -}
   * @return the input
   * @throws IllegalArgumentException if it is no file name
   * @throws IOException if it cannot be read; the message names it
   */
  public static TextInput of(String operand) throws IOException {
    return of(List.of(operand)).get(0);
  }

  private static TextInput file(String operand) throws IOException {
    Path path;
    try {
      path = Path.of(operand);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a file name: \"" + operand + "\"", e);
    }
    if (operand.isEmpty() || Files.notExists(path)) {
      throw new IOException((operand.isEmpty() ? "\"\"" : operand) + ": no such file");
    }
    if (Files.isDirectory(path)) {
      throw new IOException(operand + ": is a folder, a file is needed");
    }
    if (!Files.isReadable(path)) {
      throw new IOException(operand + ": permission denied");
    }
    return new TextInput(operand, path);
  }

  /**
   * What messages call it.
   *
   * @return the operand as given, or "standard input"
   */
  public String name() {
    return file == null ? "standard input" : operand;
  }

  /**
   * What output calls it.
   *
   * @return the operand as given
   */
  public String operand() {
    return operand;
  }

  /**
   * Its lines.
   *
   * @param terminal has standard input, and gets the notes
   * @return the lines; the caller closes them
   * @throws IOException if it cannot be opened
   */
  public Utf8Lines lines(Terminal terminal) throws IOException {
    return new Utf8Lines(name(), open(terminal), terminal::note);
  }

  /**
   * All of its lines.
   *
   * @param terminal has standard input, and gets the notes
   * @return the lines, in order
   * @throws IOException if it cannot be read
   */
  public List<String> allLines(Terminal terminal) throws IOException {
    List<String> all = new ArrayList<>();
    try (Utf8Lines lines = lines(terminal)) {
      lines.forEachRemaining(all::add);
    }
    return all;
  }

  /**
   * How many lines it has.
   *
   * @return the number; -1 if it cannot be told without using the input up
   * @throws IOException if it cannot be read
   */
  public long countLines() throws IOException {
    if (file == null || !Files.isRegularFile(file)) {
      return -1;
    }
    long lines = 0;
    byte last = '\n';
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        for (int i = 0; i < n; i++) {
          lines += chunk[i] == '\n' ? 1 : 0;
        }
        last = n > 0 ? chunk[n - 1] : last;
      }
    } catch (IOException e) {
      throw named(name(), e);
    }
    return last == '\n' ? lines : lines + 1;
  }

  /**
   * All of it as one text, with its line ends, without a byte order mark.
   *
   * @param terminal has standard input, and gets a note on malformed UTF-8
   * @return the text
   * @throws IOException if it cannot be read, or is of 2 GiB or more
   */
  public String text(Terminal terminal) throws IOException {
    byte[] bytes;
    try (InputStream in = open(terminal)) {
      bytes = all(in);
    } catch (OutOfMemoryError e) {
      throw new IOException(name() + ": does not fit in memory", e);
    } catch (IOException e) {
      throw named(name(), e);
    }
    Utf8.refuseUtf16(name(), bytes, bytes.length);
    int start = Utf8.markLength(bytes, bytes.length);
    String text = Utf8.decode(bytes, start, bytes.length - start);
    if (Utf8.malformed(text, bytes, start, bytes.length - start)) {
      noteMalformed(bytes, terminal::note);
    }
    return text;
  }

  /** Reads without asking for a position, which FileInputStream of JDK 17 does even of a pipe. */
  private static byte[] all(InputStream in) throws IOException {
    return new FilterInputStream(in) {}.readAllBytes();
  }

  private void noteMalformed(byte[] bytes, Consumer<String> notes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer from = ByteBuffer.wrap(bytes);
    CharBuffer scratch = CharBuffer.allocate(1 << 13);
    CoderResult result = decoder.decode(from, scratch, true);
    while (result.isOverflow()) {
      scratch.clear();
      result = decoder.decode(from, scratch, true);
    }
    long line = 1;
    for (int i = 0; i < from.position(); i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    notes.accept(name() + ":" + line + ": malformed UTF-8, replaced by U+FFFD here and further on");
  }

  /**
   * Its bytes.
   *
   * @param terminal has standard input
   * @return the bytes; the caller closes them
   * @throws IOException if it cannot be opened
   */
  public InputStream open(Terminal terminal) throws IOException {
    if (file != null) {
      try {
        return Files.newInputStream(file);
      } catch (IOException e) {
        throw named(operand, e);
      }
    }
    if (terminal.typed()) {
      terminal.note("reading standard input; Ctrl-D ends it");
    }
    return terminal.in();
  }

  /** The same failure with the name of the input in its message. */
  static IOException named(String name, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new IOException(name + ": no such file", e);
    }
    if (e instanceof AccessDeniedException) {
      return new IOException(name + ": permission denied", e);
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    if (reason != null && reason.startsWith(name)) {
      return e;
    }
    return new IOException(name + ": " + (reason == null ? "cannot be read" : reason), e);
  }
}
