package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;

/** Loads the tokenizer of a model, on a thread of its own. */
@FunctionalInterface
public interface TokenizerLoader {

  /**
   * Loads it, in most cases by {@link Tokenizer#load(Path, TokenizerOptions)}.
   *
   * @param file the checkpoint's {@code tokenizer.json}
   * @return the tokenizer, to be closed
   * @throws ModelFormatException if the file is missing, damaged or not supported
   * @throws IOException if the file cannot be read
   */
  Tokenizer load(Path file) throws IOException;
}
