package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.LineSequence;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.ngram.BackoffModel;
import io.github.nlptoolkit.ngram.NgramTrainer;
import io.github.nlptoolkit.ngram.Smoothing;
import io.github.nlptoolkit.ngram.Vocabulary;
import io.github.nlptoolkit.ngram.WordSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nlp lm train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a model on text, a sentence a line. The settings and results of modified Kneser-Ney"
          + " are those of KenLM's lmplz."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp lm train --order 5 --prune 0,0,1 --output news.arpa.gz news.txt",
      "  nlp lm train --smoothing witten_bell --output news.bin news.txt",
      "  nlp lm train --characters --output zh.trie zh.txt",
      "",
      "Counts that do not fit in a quarter of the heap (NLP_JAVA_OPTS=-Xmx4g sets it) go to",
      "temporary files."
    })
final class LmTrainCommand implements Callable<Integer> {

  /** The kinds of smoothing by name. */
  enum Kind {
    /** Modified Kneser-Ney. */
    MODIFIED_KNESER_NEY,
    /** Kneser-Ney with one discount. */
    KNESER_NEY,
    /** Absolute discounting. */
    ABSOLUTE,
    /** Witten-Bell. */
    WITTEN_BELL,
    /** Katz. */
    KATZ
  }

  private static final char REPLACEMENT = '\uFFFD';

  private final Terminal terminal;

  @Option(
      names = {"-n", "--order"},
      paramLabel = "N",
      description = "The greatest length of an n-gram, 1 to 8; 3.")
  private int order = 3;

  @Option(
      names = "--smoothing",
      paramLabel = "S",
      description =
          "modified_kneser_ney, kneser_ney, absolute, witten_bell or katz; modified_kneser_ney.")
  private Kind smoothing = Kind.MODIFIED_KNESER_NEY;

  @Option(
      names = "--discount-fallback",
      arity = "0..1",
      split = ",",
      paramLabel = "D1,D2,D3",
      fallbackValue = "0.5,1,1.5",
      description =
          "Discounts for orders whose counts give none, as small texts have; without it they are an"
              + " error, with no numbers 0.5,1,1.5.")
  private List<Double> fallback = new ArrayList<>();

  @Option(
      names = "--prune",
      split = ",",
      paramLabel = "K",
      description =
          "For each order, leave out n-grams that occur at most K times; 0 first, the last for all"
              + " orders after it: 0,0,1.")
  private List<Integer> prune = new ArrayList<>();

  @Option(
      names = "--limit-vocabulary",
      paramLabel = "FILE",
      description = "Keep only n-grams of the words in FILE.")
  private @Nullable String vocabulary;

  @Option(
      names = "--min-count",
      paramLabel = "K",
      description = "Take words that occur less often as <unk>; 1.")
  private long minCount = 1;

  @Option(
      names = "--max-words",
      paramLabel = "K",
      description = "Take all but the K most frequent words as <unk>.")
  private int maxWords = Integer.MAX_VALUE;

  @Option(
      names = "--no-interpolate-unigrams",
      description = "Give <unk> all that unigrams leave, as SRILM does.")
  private boolean plainUnigrams;

  @Option(
      names = "--skip-symbols",
      description = "Take <s>, </s> and <unk> in the text as blanks; else they are an error.")
  private boolean skipSymbols;

  @Option(
      names = "--temp",
      paramLabel = "FOLDER",
      description = "The folder for temporary files; that of the system.")
  private @Nullable Path temporaryFolder;

  @Mixin private LmOutput output = new LmOutput();

  @Mixin private LmText text = new LmText();

  LmTrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    text.inputs();
    output.check(terminal);
    BackoffModel model;
    try (ProgressDisplay progress = new ProgressDisplay(terminal, "train", -1, "words")) {
      model = train(trainer(progress));
    }
    output.write(model, terminal);
    terminal.note("n-grams: " + model.ngramCounts());
    noteMalformed(model.vocabulary());
    return Application.OK;
  }

  /** Words whose bytes are no UTF-8 read as words with a replacement character. */
  private void noteMalformed(Vocabulary words) {
    int malformed = 0;
    String first = "";
    for (int id = Vocabulary.END + 1; id < words.size(); id++) {
      String word = words.word(id);
      if (word.indexOf(REPLACEMENT) >= 0) {
        first = malformed == 0 ? word : first;
        malformed++;
      }
    }
    if (malformed > 0) {
      terminal.note(
          malformed + " words have bytes that are no UTF-8, kept as they are; the first: " + first);
    }
  }

  private NgramTrainer trainer(ProgressDisplay progress) throws IOException, UsageException {
    try {
      NgramTrainer.Builder builder =
          NgramTrainer.builder(order)
              .smoothing(smoothing())
              .splitter(text.splitter())
              .prune(prune.stream().mapToInt(Integer::intValue).toArray())
              .minCount(minCount)
              .maxWords(maxWords)
              .interpolateUnigrams(!plainUnigrams)
              .skipSymbols(skipSymbols)
              .progress(steps(progress));
      if (vocabulary != null) {
        builder.limitVocabulary(words(vocabulary));
      }
      if (temporaryFolder != null) {
        builder.temporaryFolder(temporaryFolder);
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
  }

  private BackoffModel train(NgramTrainer trainer) throws IOException {
    try {
      if (text.isFiles()) {
        return trainer.train(text.paths());
      }
      try (InputStream in = text.open(terminal)) {
        return trainer.train(in);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static LongConsumer steps(ProgressDisplay progress) {
    long[] last = {0};
    return words -> {
      progress.advance(words - last[0], 0);
      last[0] = words;
    };
  }

  private Smoothing smoothing() throws UsageException {
    if (!fallback.isEmpty()) {
      if (smoothing != Kind.MODIFIED_KNESER_NEY || fallback.size() != 3) {
        throw new UsageException(
            "--discount-fallback takes three numbers, for modified_kneser_ney only");
      }
      return Smoothing.modifiedKneserNey(fallback.get(0), fallback.get(1), fallback.get(2));
    }
    return switch (smoothing) {
      case MODIFIED_KNESER_NEY -> Smoothing.modifiedKneserNey();
      case KNESER_NEY -> Smoothing.kneserNey();
      case ABSOLUTE -> Smoothing.absoluteDiscounting();
      case WITTEN_BELL -> Smoothing.wittenBell();
      case KATZ -> Smoothing.katz();
    };
  }

  private List<String> words(String file) throws IOException, UsageException {
    List<String> words = new ArrayList<>();
    try (LineSequence lines = new LineSequence(Operands.inputs(List.of(file)), terminal)) {
      while (lines.hasNext()) {
        words.addAll(WordSplitter.blanks().split(lines.next()));
      }
    }
    return words;
  }
}
