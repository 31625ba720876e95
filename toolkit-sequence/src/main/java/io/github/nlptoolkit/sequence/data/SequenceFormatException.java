package io.github.nlptoolkit.sequence.data;

import java.io.IOException;

/** A file of sentences that is not as its format wants it. The message has the file and line. */
public final class SequenceFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long line;

  /**
   * Makes the exception.
   *
   * @param file the name of the file
   * @param line the line, from 1
   * @param message what is wrong there
   */
  public SequenceFormatException(String file, long line, String message) {
    super(file + ":" + line + ": " + message);
    this.file = file;
    this.line = line;
  }

  /**
   * The name of the file.
   *
   * @return as the reader was given it
   */
  public String file() {
    return file;
  }

  /**
   * The line.
   *
   * @return its number, from 1
   */
  public long line() {
    return line;
  }
}
