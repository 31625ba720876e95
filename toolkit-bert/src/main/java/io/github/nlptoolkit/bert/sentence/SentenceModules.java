package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.bert.encoder.EncoderModel.Pooled;
import io.github.nlptoolkit.bert.encoder.TextModel;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The parts of a sentence model as its folder has them, for what trains it: its weights are not in
 * native memory. Immutable and thread-safe.
 */
public final class SentenceModules {
  private final Path folder;
  private final ModuleChain chain;
  private final SentenceConfig config;

  private SentenceModules(Path folder, ModuleChain chain, SentenceConfig config) {
    this.folder = folder;
    this.chain = chain;
    this.config = config;
  }

  /**
   * Reads a folder.
   *
   * @param folder a Hugging Face folder, with or without sentence-transformers' {@code
   *     modules.json}
   * @return its parts
   * @throws NoSuchFileException if there is no such folder
   * @throws ModelFormatException if a file is missing, damaged or not supported
   * @throws IOException if a file cannot be read
   */
  public static SentenceModules read(Path folder) throws IOException {
    Checkpoint.requireFolder(folder);
    ModuleChain chain = ModuleChain.read(folder);
    return new SentenceModules(
        folder, chain, SentenceConfig.read(folder, chain.transformer(), chain.encoder()));
  }

  /**
   * Where the model lies.
   *
   * @return its folder
   */
  public Path folder() {
    return folder;
  }

  /**
   * The transformer.
   *
   * @return its checkpoint
   */
  public Checkpoint transformer() {
    return chain.transformer();
  }

  /**
   * The tensors of the modules behind the pooling.
   *
   * @return them, in the order that {@link #pooled}'s codes use them
   */
  public List<TensorView> weights() {
    return chain.weights();
  }

  /**
   * The length of a vector.
   *
   * @return the number of its values
   */
  public int dimension() {
    return chain.dimension();
  }

  /**
   * What is put before each text.
   *
   * @return the default prompt; empty for none
   */
  public String prompt() {
    return config.prompt();
  }

  /**
   * The most tokens of a text.
   *
   * @return the number, special ones included
   */
  public int maxTokens() {
    return config.maxTokens();
  }

  /**
   * What follows the encoder for texts with the default prompt.
   *
   * @param tokenizer the model's tokenizer
   * @return pooling and modules
   */
  public Pooled pooled(Tokenizer tokenizer) {
    int skip = chain.includePrompt() || prompt().isEmpty() ? 0 : tokenizer.ids(prompt()).size() - 1;
    return new Pooled(
        chain.poolings().stream().mapToLong(Pooling::code).toArray(),
        skip,
        chain.codes().stream().mapToLong(Long::longValue).toArray());
  }

  /**
   * Loads the tokenizer.
   *
   * @param limit the most tokens of a text; 0 for as many as the model takes
   * @return the tokenizer, to be closed
   * @throws ModelFormatException if its file is missing, damaged or does not fit the model
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if the limit is more than the model's, or too small for the
   *     special tokens
   */
  public Tokenizer tokenizer(int limit) throws IOException {
    if (limit > maxTokens() || limit < 0) {
      throw new IllegalArgumentException(
          "maxTokens must be in [0, " + maxTokens() + "], the model's limit, got " + limit);
    }
    Path file = chain.transformer().file("tokenizer.json");
    Tokenizer tokenizer =
        limit == 0
            ? config.tokenizer(chain.transformer(), file)
            : Tokenizer.load(file, TokenizerOptions.limit(limit).lowerCase(config.lowerCase()));
    try {
      TextModel.checkVocabulary(file, tokenizer, chain.encoder());
      return tokenizer;
    } catch (IOException | RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }
}
