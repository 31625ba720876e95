package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.bert.encoder.EncoderModel;
import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.encoder.TextModel;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.runtime.PrecisionChoice;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * Embeds texts with a sentence-transformers model, read from the folder as it was published:
 * transformer, pooling, and the modules behind it. Gives what {@code SentenceTransformer.encode} of
 * sentence-transformers 6.2 gives, to rounding.
 *
 * <p>Texts longer than {@link #maxTokens()} are cut; {@link EmbeddingProgress#truncated()} says how
 * many. A folder's default prompt is put before each text, and its {@code truncate_dim} is applied,
 * as the peer does. A text that has no tokens at all gives the zero vector.
 *
 * <p>Texts are sorted by length and packed into batches without padding; batches run side by side
 * on the {@linkplain Lanes lanes}. The result for a text depends, in its last bits, on the batch it
 * is in, but not on what runs beside it.
 *
 * <p>Thread-safe. An interrupted caller stops between batches with a {@link CancellationException}
 * and stays interrupted. {@link #close} waits for running calls.
 *
 * @see <a href="https://arxiv.org/abs/1908.10084">Reimers and Gurevych, 2019: Sentence-BERT</a>
 */
public final class SentenceEmbedder implements TextEmbedder {
  /** How much text a stream gathers before it embeds. */
  private static final int CHUNK_TEXTS = 4096;

  private static final long CHUNK_CHARS = 1 << 21;

  private final TextModel text;
  private final SentenceConfig config;
  private final EncoderModel.Pooled pooled;
  private final int fullDimension;

  private SentenceEmbedder(TextModel text, SentenceConfig config, ModuleChain chain) {
    this.text = text;
    this.config = config;
    this.fullDimension = chain.dimension();
    this.pooled =
        new EncoderModel.Pooled(
            chain.poolings().stream().mapToLong(Pooling::code).toArray(),
            chain.includePrompt() ? 0 : promptTokens(text.tokenizer(), config.prompt()),
            chain.codes().stream().mapToLong(Long::longValue).toArray());
  }

  /** A prompt's tokens with the special one before it, without the one behind it. */
  private static int promptTokens(Tokenizer tokenizer, String prompt) {
    return prompt.isEmpty() ? 0 : tokenizer.ids(prompt).size() - 1;
  }

  /**
   * Loads a model on the default device in the default precision.
   *
   * @param folder a Hugging Face folder, with or without sentence-transformers' {@code
   *     modules.json}
   * @return the embedder, to be closed
   * @throws NoSuchFileException if there is no such folder
   * @throws ModelFormatException if a file is missing, damaged or not supported; it names the file,
   *     the place, what was expected and what was found
   * @throws IOException if a file cannot be read
   * @throws UnsupportedOperationException if the engine's natives are absent; it names the artifact
   */
  public static SentenceEmbedder load(Path folder) throws IOException {
    return builder(folder).load();
  }

  /**
   * Starts loading a model.
   *
   * @param folder a Hugging Face folder, with or without sentence-transformers' {@code
   *     modules.json}
   * @return a builder with the defaults
   */
  public static Builder builder(Path folder) {
    return new Builder(folder);
  }

  /** How a model is loaded. Not thread-safe; {@link #load} may be called again. */
  public static final class Builder {
    private final Path folder;
    private LoadOptions options = LoadOptions.defaults();

    private Builder(Path folder) {
      this.folder = Objects.requireNonNull(folder, "folder");
    }

    /**
     * Where the model runs; {@link Device#auto} by default.
     *
     * @param choice the device
     * @return this builder
     */
    public Builder device(Device choice) {
      options = options.device(choice);
      return this;
    }

    /**
     * What the model computes with; {@link Precision#AUTO} by default.
     *
     * @param choice the precision
     * @return this builder
     */
    public Builder precision(Precision choice) {
      options = options.precision(choice);
      return this;
    }

    /**
     * How many tokens run together at the most, but for a text that has more by itself; 1024 by
     * default, which keeps a batch in the cache of a core.
     *
     * @param tokens the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder tokensPerBatch(int tokens) {
      options = options.tokensPerBatch(tokens);
      return this;
    }

    /**
     * Loads the model.
     *
     * @return the embedder, to be closed
     * @throws NoSuchFileException if there is no such folder
     * @throws ModelFormatException if a file is missing, damaged or not supported
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if there is no such GPU
     * @throws UnsupportedOperationException if the engine's natives are absent
     */
    public SentenceEmbedder load() throws IOException {
      Checkpoint.requireFolder(folder);
      ModuleChain chain = ModuleChain.read(folder);
      Checkpoint checkpoint = chain.transformer();
      SentenceConfig config = SentenceConfig.read(folder, checkpoint, chain.encoder());
      TextModel text =
          TextModel.open(
              checkpoint, chain.encoder(), options, file -> config.tokenizer(checkpoint, file));
      try {
        text.model().prepareModules(chain.weights());
        return new SentenceEmbedder(text, config, chain);
      } catch (RuntimeException | Error e) {
        text.close();
        throw e;
      }
    }
  }

  @Override
  public int dimension() {
    return Math.min(fullDimension, config.truncateDimension().orElse(fullDimension));
  }

  /**
   * How many tokens of a text count, special ones and those of a prompt included.
   *
   * @return the number, at least 1
   */
  public int maxTokens() {
    return config.maxTokens();
  }

  /**
   * What the model computes with.
   *
   * @return {@link Precision#FLOAT32} or {@link Precision#BFLOAT16}
   */
  public Precision precision() {
    return precisionChoice().precision();
  }

  /**
   * What the model computes with, and why.
   *
   * @return the choice
   */
  public PrecisionChoice precisionChoice() {
    return text.model().precision();
  }

  /**
   * Where the model runs.
   *
   * @return the CPU or a GPU
   */
  public Device device() {
    return text.model().device();
  }

  /**
   * {@inheritDoc}
   *
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  @Override
  public Embeddings embed(List<String> texts) {
    return embed(texts, EmbeddingListener.none());
  }

  /**
   * The same, with somebody who hears of the progress.
   *
   * @param texts the texts
   * @param listener hears after each batch
   * @return one vector for each text, in the order of {@code texts}
   * @throws NullPointerException if the list or one of its texts is null (the message names its
   *     index)
   * @throws IllegalStateException if this embedder is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public Embeddings embed(List<String> texts, EmbeddingListener listener) {
    return embed(texts, new ProgressCount(listener, texts.size()));
  }

  private Embeddings embed(List<String> texts, ProgressCount count) {
    return text.use(
        () -> {
          List<TokenIds> tokens =
              text.tokenize(texts, each -> text.tokenizer().ids(config.prompt() + each));
          count.tokenized(tokens);
          Embeddings.Builder result = Embeddings.builder(texts.size(), dimension());
          text.model()
              .embed(
                  tokens,
                  text.tokensPerBatch(),
                  pooled,
                  (rows, vectors) -> {
                    store(rows, vectors, result);
                    count.done(rows, tokens);
                  });
          count.rest(tokens);
          return result.build();
        });
  }

  private void store(int[] rows, FloatTensor vectors, Embeddings.Builder result) {
    for (int i = 0; i < rows.length; i++) {
      result.row(rows[i], vectors.values(), i * fullDimension, dimension());
    }
  }

  /**
   * Embeds more texts than fit into memory. Texts are read, and vectors made, as the result is
   * read, some thousands at a time.
   *
   * @param texts the texts
   * @param listener hears after each batch; the total is not known
   * @return sets of vectors which, one after another, have a vector for each text in order; each
   *     call of {@code next} throws what {@link #embed(List)} throws
   */
  public Iterator<Embeddings> embed(Iterator<String> texts, EmbeddingListener listener) {
    Objects.requireNonNull(texts, "texts");
    ProgressCount count = new ProgressCount(listener, -1);
    return new Iterator<>() {
      private long read;

      @Override
      public boolean hasNext() {
        return texts.hasNext();
      }

      @Override
      public Embeddings next() {
        if (!texts.hasNext()) {
          throw new NoSuchElementException("no more texts");
        }
        List<String> chunk = new ArrayList<>();
        long chars = 0;
        while (texts.hasNext() && chunk.size() < CHUNK_TEXTS && chars < CHUNK_CHARS) {
          String text = texts.next();
          if (text == null) {
            throw new NullPointerException("texts[" + read + "] is null");
          }
          read++;
          chars += text.length();
          chunk.add(text);
        }
        return embed(chunk, count);
      }
    };
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    text.close();
  }
}
