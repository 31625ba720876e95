package io.github.nlptoolkit.bert.sentence;

import io.github.nlptoolkit.bert.encoder.EncodedText;
import io.github.nlptoolkit.bert.encoder.Encoder;
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
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
 * is in. A list is always cut into the same batches, whatever runs beside it. A text by itself is a
 * batch of its own while no other thread embeds one, else it runs together with theirs: see {@link
 * Builder#microBatching}, which can be turned off, and {@link Builder#lowLatency}.
 *
 * <p>Thread-safe. An interrupted caller stops between batches with a {@link CancellationException}
 * and stays interrupted. {@link #close} waits for running calls.
 *
 * @see <a href="https://arxiv.org/abs/1908.10084">Reimers and Gurevych, 2019: Sentence-BERT</a>
 */
public final class SentenceEmbedder implements TextEmbedder {
  private final Path folder;
  private final TextModel text;
  private final SentenceConfig config;
  private final ModuleChain chain;

  private SentenceEmbedder(Path folder, TextModel text, SentenceConfig config, ModuleChain chain) {
    this.folder = folder;
    this.text = text;
    this.config = config;
    this.chain = chain;
  }

  /** What follows the encoder for texts with a prompt. */
  private EncoderModel.Pooled pooled(String prompt) {
    return new EncoderModel.Pooled(
        chain.poolings().stream().mapToLong(Pooling::code).toArray(),
        chain.includePrompt() ? 0 : promptTokens(prompt),
        chain.codes().stream().mapToLong(Long::longValue).toArray());
  }

  /** A prompt's tokens with the special one before it, without the one behind it. */
  private int promptTokens(String prompt) {
    return prompt.isEmpty() ? 0 : text.tokenizer().ids(prompt).size() - 1;
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
     * Texts to find the ranges of numbers for {@link Precision#INT8} on; built-in ones by default.
     *
     * @param texts the texts, at least one
     * @return this builder
     * @throws IllegalArgumentException if there are none
     * @see LoadOptions#calibrationTexts
     */
    public Builder calibrationTexts(List<String> texts) {
      options = options.calibrationTexts(texts);
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
     * Whether short texts that come alone are computed without the engine, for whoever answers one
     * query at a time; false by default. Costs memory and time at load, and needs a flag of the
     * JVM.
     *
     * @param choice whether they are
     * @return this builder
     * @see LoadOptions#lowLatency(boolean)
     */
    public Builder lowLatency(boolean choice) {
      options = options.lowLatency(choice);
      return this;
    }

    /**
     * Whether texts that several threads bring one at a time run together; true by default. Without
     * it the vector of a text by itself never depends on what other threads do.
     *
     * @param choice whether they do
     * @return this builder
     * @see LoadOptions#microBatching(boolean)
     */
    public Builder microBatching(boolean choice) {
      options = options.microBatching(choice);
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
        return new SentenceEmbedder(folder, text, config, chain);
      } catch (RuntimeException | Error e) {
        text.close();
        throw e;
      }
    }
  }

  @Override
  public int dimension() {
    return config.dimension(chain.dimension());
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
   * @return any but {@link Precision#AUTO}
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
    return embed(texts, EmbeddingOptions.defaults(), listener);
  }

  /**
   * The same with other options than the folder's.
   *
   * @param texts the texts
   * @param options prompt, dimensions, length, long texts
   * @param listener hears after each batch; windows of long texts count as texts
   * @return one vector for each text, in the order of {@code texts}
   * @throws NullPointerException if the list or one of its texts is null (the message names its
   *     index)
   * @throws IllegalArgumentException if the options name a prompt that the model has not (the
   *     message lists those it has), or windows overlap by more tokens than they have
   * @throws IllegalStateException if this embedder is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public Embeddings embed(
      List<String> texts, EmbeddingOptions options, EmbeddingListener listener) {
    return embed(texts, options, new ProgressCount(listener, texts.size()));
  }

  /**
   * Embeds queries, with the prompt that the model has for them: as {@code encode_query}, the
   * prompt {@code query}, else none.
   *
   * @param texts the queries
   * @return one vector for each, in order
   * @throws IllegalStateException if this embedder is closed
   */
  public Embeddings embedQueries(List<String> texts) {
    return with(SentenceConfig.query(EmbeddingOptions.defaults())).embed(texts);
  }

  /**
   * Embeds documents, with the prompt that the model has for them: as {@code encode_document}, the
   * prompt {@code document}, else none.
   *
   * @param texts the documents
   * @return one vector for each, in order
   * @throws IllegalStateException if this embedder is closed
   */
  public Embeddings embedDocuments(List<String> texts) {
    return with(SentenceConfig.document(EmbeddingOptions.defaults())).embed(texts);
  }

  /**
   * Embeds a query, as {@link #embedQueries}.
   *
   * @param query the query
   * @return its vector
   * @throws IllegalStateException if this embedder is closed
   */
  public float[] embedQuery(String query) {
    return embedQueries(List.of(query)).vector(0);
  }

  /**
   * Embeds a document, as {@link #embedDocuments}.
   *
   * @param document the document
   * @return its vector
   * @throws IllegalStateException if this embedder is closed
   */
  public float[] embedDocument(String document) {
    return embedDocuments(List.of(document)).vector(0);
  }

  /**
   * This embedder with other options, for whoever takes any embedder.
   *
   * @param options prompt, dimensions, length, long texts
   * @return a view of this, which closing does not close
   * @throws IllegalArgumentException if the options name a prompt that the model has not
   */
  public TextEmbedder with(EmbeddingOptions options) {
    config.prompt(options);
    return new EmbedderView(this, options, dimension(options));
  }

  private int dimension(EmbeddingOptions options) {
    return options.dimensions().isPresent()
        ? Math.min(chain.dimension(), options.dimensions().getAsInt())
        : dimension();
  }

  /**
   * The model's prompts.
   *
   * @return names to prompts, {@code query} and {@code document} always among them; immutable
   */
  public Map<String, String> prompts() {
    return config.common().prompts();
  }

  /**
   * How the model's vectors are meant to be compared.
   *
   * @return {@code cosine}, {@code dot}, {@code euclidean} or {@code manhattan}
   */
  public String similarity() {
    return config.common().similarity();
  }

  /**
   * The hidden states of the tokens of texts, default prompt and special tokens included: {@code
   * output_value="token_embeddings"} of the peer.
   *
   * @param texts the texts
   * @return the tokens with their last hidden states, for each text in order; immutable
   * @throws NullPointerException if a text is null; the message names its index
   * @throws IllegalStateException if this embedder is closed
   * @throws CancellationException if the calling thread is interrupted
   * @throws InferenceException if the engine fails
   */
  public List<EncodedText> embedTokens(List<String> texts) {
    return Encoder.on(text).encode(texts.stream().map(each -> config.prompt() + each).toList());
  }

  /**
   * What the vectors depend on beside texts and options, for a cache: the SHA-256 of the model's
   * files, and the precision. Reads the files.
   *
   * @return the fingerprint
   * @throws IOException if a file cannot be read
   */
  public String fingerprint() throws IOException {
    return ModelFingerprint.of(folder) + " " + text.numbers() + " " + maxTokens();
  }

  private Embeddings embed(List<String> texts, EmbeddingOptions options, ProgressCount count) {
    String prompt = config.prompt(options);
    return text.use(
        () -> {
          TextRows rows =
              new TextRows(
                  text.tokenize(
                      texts,
                      each ->
                          TextRows.Windows.of(
                              text.tokenizer(), prompt + each, options.windowOverlap())));
          run(rows.firsts(), pooled(prompt), count, rows::storeFirsts);
          if (!rows.further().isEmpty()) {
            run(rows.further(), pooled(""), count, rows::storeFurther);
          }
          return rows.vectors(
              chain.dimension(), dimension(options), chain.isUnit(), options.isNormalized());
        });
  }

  /** Takes the vectors of a batch. */
  @FunctionalInterface
  private interface Store {
    void accept(int[] rows, FloatTensor vectors, int width);
  }

  private void run(
      List<TokenIds> tokens, EncoderModel.Pooled pooled, ProgressCount count, Store store) {
    count.tokenized(tokens);
    text.model()
        .embed(
            tokens,
            text.tokensPerBatch(),
            pooled,
            (rows, vectors) -> {
              store.accept(rows, vectors, chain.dimension());
              count.done(rows, tokens);
            });
    count.rest(tokens);
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
    return new EmbeddingStream(texts, chunk -> embed(chunk, EmbeddingOptions.defaults(), count));
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    text.close();
  }
}
