package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.bert.family.QuantizedWeights;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.runtime.ResidentMemory;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A checkpoint opened for texts: its tokenizer and its encoder. What gives outputs or has a head is
 * built on it. Thread-safe; {@link #close} waits for running calls.
 */
public final class TextModel implements AutoCloseable {
  /** Fewer texts than this are tokenised where they are. */
  private static final int TEXTS_PER_TOKENIZING = 64;

  private final Checkpoint checkpoint;
  private final Tokenizer tokenizer;
  private final EncoderModel model;
  private final LoadOptions options;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private TextModel(
      Checkpoint checkpoint, Tokenizer tokenizer, EncoderModel model, LoadOptions options) {
    this.checkpoint = checkpoint;
    this.tokenizer = tokenizer;
    this.model = model;
    this.options = options;
  }

  /**
   * Opens a checkpoint.
   *
   * @param checkpoint the checkpoint
   * @param options how
   * @return the model, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if {@code maxTokens} is more than the model has positions, or
   *     less than its special tokens; there is no such GPU; or the checkpoint is quantised and the
   *     options ask for another precision or have texts to calibrate on
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static TextModel open(Checkpoint checkpoint, LoadOptions options) throws IOException {
    EncoderConfig config = EncoderConfig.of(checkpoint.config());
    int limit = options.maxTokens().orElse(maxTokens(checkpoint, config));
    if (limit > config.maxTokens()) {
      throw new IllegalArgumentException(
          "maxTokens must be at most " + config.maxTokens() + ", the model's, got " + limit);
    }
    return open(checkpoint, config, options, file -> tokenizer(checkpoint, file, options, limit));
  }

  /**
   * Opens a checkpoint with a tokenizer of one's own settings. The tokenizer and the weights load
   * side by side.
   *
   * @param checkpoint the checkpoint
   * @param config the encoder's shape, as the checkpoint's configuration has it
   * @param options device, precision and size of batches; the limit of tokens is the tokenizer's
   * @param loader loads the tokenizer
   * @return the model, to be closed
   * @throws ModelFormatException if a file is missing, damaged or not supported
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if there is no such GPU; or the checkpoint is quantised and
   *     the options ask for another precision or have texts to calibrate on
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static TextModel open(
      Checkpoint checkpoint, EncoderConfig config, LoadOptions options, TokenizerLoader loader)
      throws IOException {
    Path file = checkpoint.file("tokenizer.json");
    LoadingTokenizer loading = LoadingTokenizer.start(loader, file);
    EncoderModel model = null;
    try {
      boolean quantized = QuantizedWeights.isQuantized(checkpoint.config());
      if (quantized && options.calibrationTexts().isPresent()) {
        throw new IllegalArgumentException(
            "calibrationTexts cannot change "
                + checkpoint.folder()
                + ", which was calibrated when it was quantised");
      }
      EncoderLoader.TokenizerSource source =
          () -> {
            Tokenizer loaded = loading.get();
            checkVocabulary(file, loaded, config);
            return loaded;
          };
      if (options.precision() == Precision.INT8 && !quantized) {
        List<String> texts = options.calibrationTexts().orElseGet(Calibration::builtInTexts);
        model = EncoderLoader.loadInt8(checkpoint, config, options.device(), source, texts);
      } else {
        model = EncoderLoader.load(checkpoint, config, options.device(), options.precision());
      }
      Tokenizer tokenizer = source.get();
      model.microBatching(options.microBatching());
      if (options.lowLatency()) {
        model.prepareShortTexts();
      }
      ResidentMemory.trim();
      return new TextModel(checkpoint, tokenizer, model, options);
    } catch (IOException | RuntimeException | Error e) {
      loading.closeWhenLoaded();
      if (model != null) {
        model.close();
      }
      throw e;
    }
  }

  private static Tokenizer tokenizer(
      Checkpoint checkpoint, Path file, LoadOptions options, int limit) throws IOException {
    try {
      return Tokenizer.load(file, TokenizerOptions.limit(limit));
    } catch (IllegalArgumentException e) {
      if (options.maxTokens().isPresent()) {
        throw e;
      }
      throw new ModelFormatException(
          checkpoint.folder(),
          "the limit of tokens",
          "at least as many as frame a text",
          Integer.toString(limit),
          e);
    }
  }

  private static int maxTokens(Checkpoint checkpoint, EncoderConfig config) throws IOException {
    return Math.min(config.maxTokens(), tokenizerLimit(checkpoint));
  }

  /**
   * What {@code tokenizer_config.json} says of the length of texts.
   *
   * @param checkpoint the checkpoint
   * @return its {@code model_max_length}; {@link Integer#MAX_VALUE} if there is none, or one that
   *     is larger: transformers writes 1e30 for none
   * @throws ModelFormatException if it is less than 1
   * @throws IOException if the file cannot be read
   */
  public static int tokenizerLimit(Checkpoint checkpoint) throws IOException {
    Optional<JsonConfig> tokenizer = checkpoint.json("tokenizer_config.json");
    if (tokenizer.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    double limit = tokenizer.get().optionalDecimal("model_max_length").orElse(Integer.MAX_VALUE);
    if (!(limit >= 1)) {
      throw tokenizer.get().wrong("model_max_length", "at least 1");
    }
    return (int) Math.min(limit, Integer.MAX_VALUE);
  }

  /**
   * Checks that the embedding table has a row for each token.
   *
   * @param file the tokenizer's file
   * @param tokenizer the tokenizer
   * @param encoder the encoder's shape
   * @throws ModelFormatException if it has too few
   */
  public static void checkVocabulary(Path file, Tokenizer tokenizer, EncoderConfig encoder)
      throws ModelFormatException {
    if (tokenizer.vocabularySize() > encoder.vocabularySize()) {
      throw new ModelFormatException(
          file,
          "model.vocab",
          "ids below " + encoder.vocabularySize() + ", the rows of the embedding table",
          "the id " + (tokenizer.vocabularySize() - 1));
    }
  }

  /**
   * What results depend on beside the checkpoint: the precision, and the texts that it was
   * calibrated on if they are one's own.
   *
   * @return a short text that differs where results may
   */
  public String numbers() {
    String precision = model.precision().precision().toString();
    return options.precision() == Precision.INT8
        ? options
            .calibrationTexts()
            .map(texts -> precision + " calibrated on " + Integer.toHexString(texts.hashCode()))
            .orElse(precision)
        : precision;
  }

  /** Why the model cannot take pairs, or an empty string if it can. */
  private String pairProblem() {
    EncoderConfig config = model.config();
    Encoding probe;
    try {
      probe = tokenizer.encodePair("a", "a");
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    int[] sequences = probe.sequenceIds();
    for (int i = 1; i < sequences.length; i++) {
      if (sequences[i - 1] == 0 && sequences[i] == 1) {
        return "its tokenizer puts nothing between the texts of a pair";
      }
    }
    int types = 0;
    for (int type : probe.typeIds()) {
      types = Math.max(types, type + 1);
    }
    // RoBERTa's one row of types is no more than a bias: its tokenizers' types are never looked at.
    boolean typed = config.types() > 0 && !config.paddingId().isPresent();
    return typed && types > config.types()
        ? "its tokenizer counts "
            + types
            + " types of tokens for a pair, but "
            + checkpoint.config().file()
            + " has type_vocab_size "
            + config.types()
        : "";
  }

  /**
   * Checks that the model takes pairs.
   *
   * @throws IllegalArgumentException if it was made for single texts; the message says what tells
   */
  public void requirePairs() {
    String problem = pairProblem();
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(
          "the model " + checkpoint.folder() + " takes single texts, not pairs: " + problem);
    }
  }

  /**
   * The checkpoint.
   *
   * @return what it was opened from
   */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /**
   * The tokenizer.
   *
   * @return the tokenizer, with the limit of tokens; it is closed with this
   */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /**
   * The encoder.
   *
   * @return the encoder; it is closed with this
   */
  public EncoderModel model() {
    return model;
  }

  /**
   * How many tokens of a text or pair count.
   *
   * @return the number, special tokens included, at least 1
   */
  public int maxTokens() {
    return tokenizer.options().maxTokens().orElse(Integer.MAX_VALUE);
  }

  /**
   * The size of batches.
   *
   * @return the most tokens in a batch
   */
  public int tokensPerBatch() {
    return options.tokensPerBatch();
  }

  /**
   * Has something done while this is kept open.
   *
   * @param <T> the type of its result
   * @param work the work
   * @return its result
   * @throws IllegalStateException if this is closed
   * @throws CancellationException if the calling thread is interrupted; it stays so
   */
  public <T> T use(Supplier<T> work) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("this model is closed");
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted before the first batch");
      }
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Makes something of each text, side by side if there are many.
   *
   * @param <S> the type of the texts
   * @param <T> the type of what is made
   * @param texts the texts
   * @param tokenizing what is done with each
   * @return what was made, in order
   * @throws NullPointerException if a text is null; the message names its index
   */
  public <S, T> List<T> tokenize(List<S> texts, Function<S, T> tokenizing) {
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i) == null) {
        throw new NullPointerException("texts[" + i + "] is null");
      }
    }
    if (texts.size() <= TEXTS_PER_TOKENIZING) {
      return texts.stream().map(tokenizing).toList();
    }
    List<Callable<List<T>>> slices = new ArrayList<>();
    for (int start = 0; start < texts.size(); start += TEXTS_PER_TOKENIZING) {
      List<S> slice = texts.subList(start, Math.min(texts.size(), start + TEXTS_PER_TOKENIZING));
      slices.add(() -> slice.stream().map(tokenizing).toList());
    }
    List<T> all = new ArrayList<>(texts.size());
    Lanes.shared().runAll(slices).forEach(all::addAll);
    return all;
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        tokenizer.close();
        model.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
