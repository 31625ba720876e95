package io.github.nlptoolkit.eval.suite;

import java.io.IOException;

/** A suite is not written as it should be; the message has file, line and column. */
public final class SuiteFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param place file, line and column
   * @param problem what was expected and what was found
   */
  SuiteFormatException(String place, String problem) {
    super(place + ": " + problem);
  }
}
