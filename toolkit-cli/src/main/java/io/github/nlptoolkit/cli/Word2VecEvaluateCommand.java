package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.evaluate.EvaluationOptions;
import io.github.nlptoolkit.word2vec.evaluate.WordAnalogies;
import io.github.nlptoolkit.word2vec.evaluate.WordPairs;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp word2vec evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Compares vectors with people's judgements of similarity, and answers analogies, as gensim"
          + " does.",
      "Pairs are lines of two words and a number with tabs between (WordSim-353, SimLex-999);"
          + " analogies are lines of four words under lines \": SECTION\"."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp word2vec evaluate vectors.w2v --pairs wordsim353.tsv --analogies questions-words.txt"
    })
final class Word2VecEvaluateCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private VectorsFile vectors = new VectorsFile();

  @Parameters(index = "0", paramLabel = "VECTORS", description = "A file of word vectors.")
  private String file = "";

  @Option(names = "--pairs", paramLabel = "FILE", description = "Pairs; may come several times.")
  private List<String> pairs = new ArrayList<>();

  @Option(
      names = "--analogies",
      paramLabel = "FILE",
      description = "Analogies; may come several times.")
  private List<String> analogies = new ArrayList<>();

  @Option(
      names = "--restrict",
      paramLabel = "N",
      description = "Know the first N words only; 300000.")
  private int restrict = EvaluationOptions.defaults().restrict();

  @Option(names = "--case-sensitive", description = "Take \"Paris\" and \"paris\" for two words.")
  private boolean caseSensitive;

  @Option(names = "--count-unknown", description = "Questions with unknown words count as wrong.")
  private boolean countsUnknown;

  Word2VecEvaluateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if (pairs.isEmpty() && analogies.isEmpty()) {
      throw new UsageException("evaluate needs --pairs or --analogies");
    }
    EvaluationOptions options = new EvaluationOptions(restrict, !caseSensitive, countsUnknown);
    WordVectors read = vectors.read(file);
    Operands.target(null, terminal)
        .writeText(
            out -> {
              for (String name : pairs) {
                write(name, WordPairs.evaluate(read, Path.of(name), options), out);
              }
              for (String name : analogies) {
                write(name, WordAnalogies.evaluate(read, Path.of(name), options), out);
              }
            });
    return Application.OK;
  }

  private static void write(String name, WordPairs result, Writer out) throws IOException {
    out.write(
        String.format(
            Locale.ROOT,
            "%s: spearman %.4f, pearson %.4f, %d pairs, %.1f%% unknown%n",
            name,
            result.spearman().value(),
            result.pearson().value(),
            result.pairs(),
            result.unknownPercent()));
  }

  private static void write(String name, WordAnalogies result, Writer out) throws IOException {
    List<WordAnalogies.Section> all = new ArrayList<>(result.sections());
    all.add(result.total());
    for (WordAnalogies.Section section : all) {
      out.write(
          String.format(
              Locale.ROOT,
              "%s: %s: %.4f (%d of %d)%n",
              name,
              section.name(),
              section.accuracy(),
              section.correct(),
              section.correct() + section.incorrect()));
    }
    out.write(String.format(Locale.ROOT, "%s: %d unknown%n", name, result.unknown()));
  }
}
