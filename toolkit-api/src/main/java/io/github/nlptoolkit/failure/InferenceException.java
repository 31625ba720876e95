package io.github.nlptoolkit.failure;

/**
 * The engine failed while it ran a model. The message says which program, on how much, and what the
 * engine said.
 */
public final class InferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what ran, on how much
   * @param cause what the engine threw
   */
  public InferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
