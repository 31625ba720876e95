package io.github.nlptoolkit.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output that tells a reader who left from a real failure. Unlike a {@code PrintStream} it
 * hides neither. Closing it only flushes: the stream belongs to the process.
 */
final class StandardOutput extends OutputStream {

  private final OutputStream target;
  private final Runnable before;

  /**
   * Wraps a stream.
   *
   * @param before is run before each write
   */
  StandardOutput(OutputStream target, Runnable before) {
    this.target = target;
    this.before = before;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    before.run();
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      throw described(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      target.flush();
    } catch (IOException e) {
      throw described(e);
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  private static IOException described(IOException e) {
    String message = String.valueOf(e.getMessage());
    // EPIPE on Linux and macOS; ERROR_NO_DATA and ERROR_BROKEN_PIPE on Windows.
    if (message.contains("Broken pipe")
        || message.contains("pipe is being closed")
        || message.contains("pipe has been ended")) {
      return new BrokenPipeException(e);
    }
    return new IOException("cannot write to standard output: " + message, e);
  }
}
