package io.github.nlptoolkit.failure;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A model file that is not as it must be: damaged, cut short, hostile, or of a kind that is not
 * supported. The message names the file, the place in it, what was expected and what was found.
 */
public final class ModelFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String key;

  /**
   * Makes the exception.
   *
   * @param file the file or folder
   * @param key the place in it: a JSON key, a tensor's name, a byte range; empty if it is the file
   *     as a whole
   * @param expected what must stand there
   * @param found what stands there
   */
  public ModelFormatException(Path file, String key, String expected, String found) {
    this(file.toString(), key, expected, found);
  }

  /**
   * Makes the exception for something that is not a file of its own, such as an entry of an
   * archive.
   *
   * @param file what it is in
   * @param key the place in it; empty if it is the whole
   * @param expected what must stand there
   * @param found what stands there
   */
  public ModelFormatException(String file, String key, String expected, String found) {
    super(file + (key.isEmpty() ? "" : ": " + key) + ": expected " + expected + ", found " + found);
    this.file = file;
    this.key = key;
  }

  /**
   * The same, with what made it known.
   *
   * @param file the file or folder
   * @param key the place in it; empty if it is the file as a whole
   * @param expected what must stand there
   * @param found what stands there
   * @param cause the exception behind it
   */
  public ModelFormatException(
      Path file, String key, String expected, String found, Throwable cause) {
    this(file, key, expected, found);
    initCause(cause);
  }

  /**
   * The file or folder.
   *
   * @return its path as the caller gave it
   */
  public String file() {
    return file;
  }

  /**
   * The place in the file.
   *
   * @return a JSON key, a tensor's name or a byte range; empty if it is the file as a whole
   */
  public String key() {
    return key;
  }
}
