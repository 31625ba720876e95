package io.github.nlptoolkit.sequence.feature;

import io.github.nlptoolkit.sequence.data.TokenRows;
import java.util.function.Consumer;

/** Gives attributes of a token. The same input must always give the same attributes. */
@FunctionalInterface
public interface FeatureFunction {

  /**
   * Names the attributes of a token.
   *
   * @param sentence the whole sentence
   * @param token the token's index
   * @param attributes takes each attribute
   */
  void extract(TokenRows sentence, int token, Consumer<String> attributes);
}
