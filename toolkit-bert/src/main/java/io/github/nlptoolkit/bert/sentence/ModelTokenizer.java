package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The tokenizer of a model as the model uses it: with its limit of tokens, and lower-casing where a
 * sentence model asks for that. Shows what a model sees without loading the model. Thread-safe.
 */
public final class ModelTokenizer implements AutoCloseable {
  private final Tokenizer tokenizer;
  private final SentenceConfig config;

  private ModelTokenizer(Tokenizer tokenizer, SentenceConfig config) {
    this.tokenizer = tokenizer;
    this.config = config;
  }

  /**
   * Loads the tokenizer of a folder.
   *
   * @param folder a Hugging Face or sentence-transformers folder; its weights are not read
   * @return the tokenizer, to be closed
   * @throws NoSuchFileException if there is no such folder
   * @throws ModelFormatException if a file is missing, damaged or not supported
   * @throws IOException if a file cannot be read
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static ModelTokenizer load(Path folder) throws IOException {
    Checkpoint.requireFolder(folder);
    Path transformer = ModuleChain.transformer(folder);
    Checkpoint checkpoint = Checkpoint.open(transformer);
    SentenceConfig config =
        SentenceConfig.read(folder, checkpoint, EncoderConfig.of(checkpoint.config()));
    return new ModelTokenizer(
        config.tokenizer(checkpoint, checkpoint.file("tokenizer.json")), config);
  }

  /**
   * How many tokens of a text or pair count.
   *
   * @return the number, special tokens included, at least 1
   */
  public int maxTokens() {
    return config.maxTokens();
  }

  /**
   * What a sentence model puts before each text; it is not among the tokens of {@link #encode}.
   *
   * @return the prompt; empty for none
   */
  public String prompt() {
    return config.prompt();
  }

  /**
   * The tokens of a text.
   *
   * @param text the text, possibly empty; it is cut behind the limit
   * @return its tokens
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public Encoding encode(String text) {
    return tokenizer.encode(text);
  }

  /**
   * The tokens of a pair.
   *
   * @param first the first text, possibly empty; the longer text is cut first
   * @param second the second text, possibly empty
   * @return their tokens
   * @throws IllegalArgumentException if the limit is less than the special tokens of a pair
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public Encoding encodePair(String first, String second) {
    return tokenizer.encodePair(first, second);
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    tokenizer.close();
  }
}
