package io.github.nlptoolkit.integration;

import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.models.Models;

/** The embedded models that the tests share. */
final class RealModels {

  private RealModels() {}

  /** Loads a model by its short name; the caller closes it. */
  static TextEmbedder embedder(String shortName) throws Exception {
    return SentenceEmbedder.load(Models.standard().resolve(shortName));
  }
}
