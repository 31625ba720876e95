package io.github.nlptoolkit.failure;

/**
 * A part that the caller plugged in, such as an embedder or a segmenter, gave a result that its
 * interface forbids: vectors with NaN, too few of them, spans outside the text. The message names
 * the part, what was expected and what was found.
 */
public final class ContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param part which part it is, as the caller knows it
   * @param expected what its interface asks for
   * @param found what it gave
   */
  public ContractException(String part, String expected, String found) {
    super("the " + part + " must give " + expected + ", but gave " + found);
  }
}
