package io.github.nlptoolkit.ngram;

import static java.util.Objects.requireNonNull;

import io.github.nlptoolkit.ngram.internal.count.Boundary;
import io.github.nlptoolkit.ngram.internal.count.CorpusCounter;
import io.github.nlptoolkit.ngram.internal.count.CountTrie;
import io.github.nlptoolkit.ngram.internal.estimate.EstimateOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the n-grams of a text and makes models of them. Settings are those of KenLM's {@code
 * lmplz}; so are the results. The text is read once (twice with a limit on the vocabulary), counts
 * that do not fit in memory go to temporary files, and results do not depend on threads and memory.
 * Immutable and thread-safe.
 */
public final class NgramTrainer {
  /** The greatest order. */
  public static final int MAX_ORDER = 8;

  private final Builder settings;
  private final int[] prune;

  private NgramTrainer(Builder settings, int[] prune) {
    this.settings = settings;
    this.prune = prune;
  }

  /**
   * Starts the settings.
   *
   * @param order the greatest number of words of an n-gram, in [1, 8]
   * @return a builder
   * @throws IllegalArgumentException if the order is out of range
   */
  public static Builder builder(int order) {
    if (order < 1 || order > MAX_ORDER) {
      throw new IllegalArgumentException("order must be in [1, " + MAX_ORDER + "], got " + order);
    }
    return new Builder(order);
  }

  /** Settings of a trainer. Not thread-safe. */
  public static final class Builder {
    private final int order;
    private Smoothing smoothing = Smoothing.modifiedKneserNey();
    private WordSplitter splitter = WordSplitter.blanks();
    private List<Integer> prune = List.of();
    private @Nullable Set<String> limitVocabulary;
    private long minCount = 1;
    private int maxWords = Integer.MAX_VALUE;
    private boolean interpolateUnigrams = true;
    private boolean skipSymbols;
    private Boundary boundary = Boundary.MARKED;
    private int threads = Runtime.getRuntime().availableProcessors();
    private long memoryBytes = Runtime.getRuntime().maxMemory() / 4;
    private Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir", "."));
    private LongConsumer progress = tokens -> {};

    private Builder(int order) {
      this.order = order;
    }

    private Builder(Builder from) {
      order = from.order;
      smoothing = from.smoothing;
      splitter = from.splitter;
      prune = from.prune;
      limitVocabulary = from.limitVocabulary;
      minCount = from.minCount;
      maxWords = from.maxWords;
      interpolateUnigrams = from.interpolateUnigrams;
      skipSymbols = from.skipSymbols;
      boundary = from.boundary;
      threads = from.threads;
      memoryBytes = from.memoryBytes;
      temporaryFolder = from.temporaryFolder;
      progress = from.progress;
    }

    /**
     * The smoothing; modified Kneser-Ney by default.
     *
     * @param value how unseen n-grams get probability
     * @return this
     */
    public Builder smoothing(Smoothing value) {
      smoothing = requireNonNull(value, "smoothing");
      return this;
    }

    /**
     * What cuts lines into words; at blanks by default.
     *
     * @param value the splitter
     * @return this
     */
    public Builder splitter(WordSplitter value) {
      splitter = requireNonNull(value, "splitter");
      return this;
    }

    /**
     * Leaves n-grams out that are rare, as {@code lmplz --prune}: those that occur at most so
     * often. None by default.
     *
     * @param thresholds for each order from 1, the greatest number of occurrences that is left out,
     *     0 for none; the last one holds for the orders after it. The first must be 0, and they
     *     must not descend
     * @return this
     */
    public Builder prune(int... thresholds) {
      prune = Arrays.stream(thresholds).boxed().toList();
      return this;
    }

    /**
     * Keeps only n-grams of some words, as {@code lmplz --limit_vocab_file}: discounts are
     * estimated from the whole text, and what the others had goes to the unknown word. All by
     * default.
     *
     * @param words the words to keep
     * @return this
     */
    public Builder limitVocabulary(Collection<String> words) {
      limitVocabulary = Set.copyOf(words);
      return this;
    }

    /**
     * Takes words that occur less often as {@code <unk>} before anything is counted; the text is
     * read twice. 1 by default.
     *
     * @param value how often a word must occur to be kept, at least 1
     * @return this
     */
    public Builder minCount(long value) {
      minCount = value;
      return this;
    }

    /**
     * Takes all but the most frequent words as {@code <unk>} before anything is counted; the text
     * is read twice. No limit by default.
     *
     * @param value how many words to keep, at least 1; of equally frequent ones the first
     * @return this
     */
    public Builder maxWords(int value) {
      maxWords = value;
      return this;
    }

    /**
     * Whether the uniform distribution adds to all words, {@code lmplz --interpolate_unigrams}; if
     * not, the unknown word gets it all. True by default.
     *
     * @param value whether it does
     * @return this
     */
    public Builder interpolateUnigrams(boolean value) {
      interpolateUnigrams = value;
      return this;
    }

    /**
     * Whether {@code <s>}, {@code </s>} and {@code <unk>} in the text are taken as blanks, {@code
     * lmplz --skip_symbols}, rather than refused. False by default.
     *
     * @param value whether they are
     * @return this
     */
    public Builder skipSymbols(boolean value) {
      skipSymbols = value;
      return this;
    }

    /**
     * Counts sentences as NLTK's {@code padded_everygram_pipeline} does: one start and end less
     * than the order on both sides, both counted as words. Only for {@link CountModel}. One start
     * that is context only, and one end, by default.
     *
     * @param pad whether to put starts and ends there; if not, n-grams end where the sentence does
     * @return this
     */
    public Builder padding(boolean pad) {
      boundary = pad ? Boundary.PADDED : Boundary.NONE;
      return this;
    }

    /**
     * How many threads work; as many as there are processors by default.
     *
     * @param value at least 1
     * @return this
     */
    public Builder threads(int value) {
      threads = value;
      return this;
    }

    /**
     * About how much memory the text being counted may take before n-grams go to temporary files; a
     * quarter of the heap by default. The n-grams themselves take some 25 bytes each beside it.
     *
     * @param value bytes, at least 1 MiB
     * @return this
     */
    public Builder memoryBytes(long value) {
      memoryBytes = value;
      return this;
    }

    /**
     * The folder for temporary files; {@code java.io.tmpdir} by default.
     *
     * @param value an existing folder
     * @return this
     */
    public Builder temporaryFolder(Path value) {
      temporaryFolder = requireNonNull(value, "temporaryFolder");
      return this;
    }

    /**
     * What is told, now and then, how many words have been read.
     *
     * @param value takes the number so far; called in the thread that trains
     * @return this
     */
    public Builder progress(LongConsumer value) {
      progress = requireNonNull(value, "progress");
      return this;
    }

    /**
     * Makes the trainer.
     *
     * @return a trainer with the settings so far
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public NgramTrainer build() {
      require(minCount >= 1, "minCount must be at least 1, got " + minCount);
      require(maxWords >= 1, "maxWords must be at least 1, got " + maxWords);
      require(threads >= 1, "threads must be at least 1, got " + threads);
      require(memoryBytes >= 1 << 20, "memoryBytes must be at least 1 MiB, got " + memoryBytes);
      return new NgramTrainer(new Builder(this), PruneThresholds.of(prune, order));
    }

    private static void require(boolean condition, String message) {
      if (!condition) {
        throw new IllegalArgumentException(message);
      }
    }
  }

  /**
   * Trains a model on files of text, a sentence a line. As in {@code lmplz}, an empty line is an
   * empty sentence, and a last line without a line feed is one that does not end.
   *
   * @param files UTF-8, read one after another
   * @return the model
   * @throws IllegalArgumentException if the text has no sentence, has a special word, or does not
   *     suit the smoothing; the message says which
   * @throws IOException if a file cannot be read
   */
  public BackoffModel train(List<Path> files) throws IOException {
    return count(files(files)).estimate(settings.smoothing, true);
  }

  /**
   * Trains a model on a stream of text, a sentence a line.
   *
   * @param text UTF-8; not closed
   * @return the model
   * @throws IllegalArgumentException as {@link #train(List)}, and if the vocabulary has a limit: a
   *     stream cannot be read twice
   * @throws IOException if it cannot be read
   */
  public BackoffModel train(InputStream text) throws IOException {
    return count(once(text)).estimate(settings.smoothing, true);
  }

  /**
   * Trains a model on sentences.
   *
   * @param sentences each a list of words
   * @return the model
   * @throws IllegalArgumentException as {@link #train(List)}
   */
  public BackoffModel train(Iterable<List<String>> sentences) {
    try {
      return count(Corpus.of(sentences)).estimate(settings.smoothing, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Counts the n-grams of files of text, a sentence a line.
   *
   * @param files UTF-8, read one after another
   * @return the counts
   * @throws IllegalArgumentException if the text has no sentence or has a special word
   * @throws IOException if a file cannot be read
   */
  public NgramCounts count(List<Path> files) throws IOException {
    return count(files(files));
  }

  /**
   * Counts the n-grams of a stream of text, a sentence a line.
   *
   * @param text UTF-8; not closed
   * @return the counts
   * @throws IllegalArgumentException if the text has no sentence or has a special word, and if the
   *     vocabulary has a limit: a stream cannot be read twice
   * @throws IOException if it cannot be read
   */
  public NgramCounts count(InputStream text) throws IOException {
    return count(once(text));
  }

  /**
   * Counts the n-grams of sentences.
   *
   * @param sentences each a list of words
   * @return the counts
   * @throws IllegalArgumentException if there is no sentence, or one has a special word
   */
  public NgramCounts count(Iterable<List<String>> sentences) {
    try {
      return count(Corpus.of(sentences));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Corpus files(List<Path> files) {
    return Corpus.of(
        List.copyOf(files), settings.splitter.tokenizer(), settings.boundary.endsLastLine());
  }

  private Corpus once(InputStream text) {
    requireNonNull(text, "text");
    if (limits().isLimiting()) {
      throw new IllegalArgumentException(
          "minCount and maxWords need a text that can be read twice, not a stream");
    }
    return Corpus.of(text, settings.splitter.tokenizer(), settings.boundary.endsLastLine());
  }

  private WordLimits limits() {
    return new WordLimits(settings.minCount, settings.maxWords);
  }

  private NgramCounts count(Corpus text) throws IOException {
    CorpusCounter counter =
        new CorpusCounter(
            new CorpusCounter.Settings(
                settings.order,
                settings.boundary,
                settings.skipSymbols,
                settings.threads,
                settings.memoryBytes,
                settings.temporaryFolder,
                settings.progress));
    CorpusCounter.KeptWords kept = null;
    if (limits().isLimiting()) {
      kept = text.read(source -> counter.words(source, limits()));
    }
    CorpusCounter.KeptWords words = kept;
    CountTrie trie = text.read(source -> counter.count(source, words));
    if (counter.sentences() == 0 && counter.tokens() == 0) {
      throw new IllegalArgumentException("the text is empty: there is nothing to count");
    }
    return new NgramCounts(trie, counter.tokens(), counter.sentences(), this, words);
  }

  @Nullable Set<String> limitVocabulary() {
    return settings.limitVocabulary;
  }

  EstimateOptions options(@Nullable BitSet vocabulary, boolean consume) {
    return new EstimateOptions(
        prune, vocabulary, settings.interpolateUnigrams, settings.threads, consume);
  }
}
