package io.github.nlptoolkit.eval.dataset;

import java.util.List;

/**
 * A document and its key phrases.
 *
 * @param text the document
 * @param keyphrases its right key phrases, in any order
 */
public record KeyphraseDocument(String text, List<String> keyphrases) {

  /** Makes a document. */
  public KeyphraseDocument {
    keyphrases = List.copyOf(keyphrases);
  }
}
