package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.cli.terminal.TrainingDisplay;
import io.github.nlptoolkit.word2vec.Subwords;
import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.train.Architecture;
import io.github.nlptoolkit.word2vec.train.Corpus;
import io.github.nlptoolkit.word2vec.train.TrainingListener;
import io.github.nlptoolkit.word2vec.train.TrainingProgress;
import io.github.nlptoolkit.word2vec.train.Vocabulary;
import io.github.nlptoolkit.word2vec.train.Word2Vec;
import io.github.nlptoolkit.word2vec.train.Word2VecSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp word2vec train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains word vectors on text, a sentence a line; the defaults are gensim's.",
      "What the output is follows its name: .txt and .vec are text, .bin is word2vec's binary"
          + " file, each with .gz too; with subwords, .bin is fastText's; anything else is the"
          + " toolkit's own file, which opens at once.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp word2vec train --model skipgram --epochs 10 corpus.txt -o vectors.w2v",
      "  nlp word2vec train --tokens characters novel.txt -o zh.bin",
      "  nlp word2vec train --checkpoint run.model corpus.txt -o vectors.w2v   # goes on if it is"
          + " there"
    })
final class Word2VecTrainCommand implements Callable<Integer> {

  private static final long CHECKPOINT_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** The names of architectures on the command line. */
  enum Model {
    /** The mean of the context. */
    CBOW(Architecture.CBOW_MEAN),
    /** The sum of the context. */
    CBOW_SUM(Architecture.CBOW_SUM),
    /** Each word of the context. */
    SKIPGRAM(Architecture.SKIP_GRAM);

    private final Architecture architecture;

    Model(Architecture architecture) {
      this.architecture = architecture;
    }
  }

  private final Terminal terminal;
  private final Word2VecSettings defaults = Word2VecSettings.builder().build();

  @Parameters(paramLabel = "TEXT", arity = "0..*", description = "Files; - is standard input.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the vectors go.")
  private String output = "";

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "text, binary, fasttext, glove or mapped, whatever the name of the output.")
  private VectorsFile.@Nullable Format format;

  @Option(
      names = "--tokens",
      paramLabel = "T",
      description =
          "How lines are cut into words: at blanks; words (letters and digits, in lower case);"
              + " characters (the same, each Chinese character by itself); blanks.")
  private CorpusInput.Tokens tokens = CorpusInput.Tokens.BLANKS;

  @Option(names = "--model", paramLabel = "M", description = "cbow, cbow_sum or skipgram; cbow.")
  private Model model = Model.CBOW;

  @Option(names = "--dimension", paramLabel = "N", description = "Values of a vector; 100.")
  private int dimension = defaults.dimension();

  @Option(names = "--window", paramLabel = "N", description = "Context words on each side; 5.")
  private int window = defaults.window();

  @Option(
      names = "--negative",
      paramLabel = "N",
      description = "Counter-examples; 0 takes the hierarchical softmax; 5.")
  private int negative = defaults.negative();

  @Option(
      names = "--negative-exponent",
      paramLabel = "X",
      description = "They are drawn by count to this power; 0.75.")
  private double negativeExponent = defaults.negativeExponent();

  @Option(names = "--sample", paramLabel = "X", description = "Thins out frequent words; 0.001.")
  private double sample = defaults.sample();

  @Option(names = "--min-count", paramLabel = "N", description = "Leaves out rarer words; 5.")
  private long minCount = defaults.minCount();

  @Option(names = "--max-vocabulary", paramLabel = "N", description = "Keeps at most N words.")
  private int maxVocabulary;

  @Option(names = "--rate", paramLabel = "X", description = "The learning rate at first; 0.025.")
  private float rate = defaults.learningRate();

  @Option(names = "--epochs", paramLabel = "N", description = "Times through the text; 5.")
  private int epochs = defaults.epochs();

  @Option(
      names = "--subwords",
      paramLabel = "MIN-MAX",
      description = "Vectors are made of n-grams of characters too, as fastText's: 3-6.")
  private @Nullable String subwords;

  @Option(names = "--buckets", paramLabel = "N", description = "Rows for n-grams; 2000000.")
  private int buckets = 2_000_000;

  @Option(names = "--threads", paramLabel = "N", description = "Threads; all cores.")
  private int threads = defaults.threads();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "With one thread the same seed gives the same vectors; 1.")
  private long seed = defaults.seed();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "Saves the model there after each epoch and every 10 minutes. If the file is there,"
              + " training goes on from it, with its settings.")
  private @Nullable String checkpoint;

  @Option(
      names = "--continue",
      paramLabel = "FILE",
      description =
          "Trains the model in FILE (of --checkpoint) more, on this text; new words are added.")
  private @Nullable String base;

  Word2VecTrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if (base != null && checkpoint != null && Files.exists(Path.of(checkpoint))) {
      throw new UsageException("--continue needs a --checkpoint that is not there yet");
    }
    Word2VecSettings settings = settings();
    Operands.target(output, terminal);
    long started = System.nanoTime();
    try (Corpus corpus = CorpusInput.open(inputs, tokens, terminal);
        TrainingDisplay display = new TrainingDisplay(terminal)) {
      Watch watch = new Watch(display);
      Word2Vec trained = train(settings, corpus, watch);
      display.end();
      WordVectors vectors = trained.vectors();
      VectorsFile.write(vectors, output, format);
      tell(trained, watch, (System.nanoTime() - started) / 1e9);
    }
    return Application.OK;
  }

  private Word2Vec train(Word2VecSettings settings, Corpus corpus, Watch watch) throws IOException {
    if (base != null) {
      Word2Vec more = Word2Vec.load(Path.of(base));
      more.trainMore(corpus, epochs, watch);
      return more;
    }
    if (checkpoint != null && Files.exists(Path.of(checkpoint))) {
      Word2Vec going = Word2Vec.load(Path.of(checkpoint));
      if (!going.isFinished()) {
        terminal.note("going on from " + checkpoint);
        going.resume(corpus, watch);
      }
      return going;
    }
    return Word2Vec.train(settings, corpus, watch);
  }

  private void tell(Word2Vec trained, Watch watch, double seconds) {
    TrainingProgress last = watch.last;
    terminal.note(
        String.format(
            Locale.ROOT,
            "%d words, %d dimensions, %.1f s%s",
            trained.vocabulary().size(),
            trained.settings().dimension(),
            seconds,
            last == null
                ? ""
                : String.format(
                    Locale.ROOT, ", %.0f words/s, loss %.3f", last.wordsPerSecond(), last.loss())));
    if (last != null && last.overlongWords() + last.malformedWords() > 0) {
      terminal.note(
          last.overlongWords()
              + " words of more than 1000 bytes and "
              + last.malformedWords()
              + " that are no UTF-8 were left out");
    }
  }

  private Word2VecSettings settings() throws UsageException {
    try {
      return Word2VecSettings.builder()
          .architecture(model.architecture)
          .dimension(dimension)
          .window(window)
          .negative(negative)
          .negativeExponent(negativeExponent)
          .sample(sample)
          .minCount(minCount)
          .maxFinalVocabulary(maxVocabulary)
          .learningRate(rate)
          .minLearningRate(Math.min(rate, defaults.minLearningRate()))
          .epochs(epochs)
          .subwords(ngrams())
          .threads(threads)
          .seed(seed)
          .build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
  }

  private @Nullable Subwords ngrams() throws UsageException {
    String range = subwords;
    if (range == null) {
      return null;
    }
    String[] parts = range.split("-", -1);
    if (parts.length != 2 || !range.matches("[0-9]{1,2}-[0-9]{1,2}")) {
      throw new UsageException("--subwords must be like 3-6, got \"" + range + "\"");
    }
    return new Subwords(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), buckets);
  }

  /** Shows progress and saves checkpoints. */
  private final class Watch implements TrainingListener {
    private final TrainingDisplay display;
    private volatile @Nullable TrainingProgress last;
    private volatile long saved = System.nanoTime();

    Watch(TrainingDisplay display) {
      this.display = display;
    }

    @Override
    public void onVocabulary(Vocabulary vocabulary) {
      display.show(0, vocabulary.corpusWords() * epochs, Double.NaN);
    }

    @Override
    public void onProgress(TrainingProgress progress) {
      last = progress;
      display.show(progress.words(), progress.totalWords(), progress.loss());
    }

    @Override
    public boolean wantsCheckpoint() {
      return checkpoint != null && System.nanoTime() - saved > CHECKPOINT_NANOS;
    }

    @Override
    public void onCheckpoint(Word2Vec model) throws IOException {
      if (checkpoint != null) {
        model.save(Path.of(checkpoint));
        saved = System.nanoTime();
      }
    }
  }
}
