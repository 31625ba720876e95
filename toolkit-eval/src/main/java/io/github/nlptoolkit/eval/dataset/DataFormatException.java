package io.github.nlptoolkit.eval.dataset;

import java.io.IOException;

/** A data file is not what it should be; the message has its name and the line. */
public final class DataFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param file the file's name
   * @param line the line, from 1
   * @param problem what was expected and what was found
   */
  public DataFormatException(String file, long line, String problem) {
    super(file + ", line " + line + ": " + problem);
  }
}
