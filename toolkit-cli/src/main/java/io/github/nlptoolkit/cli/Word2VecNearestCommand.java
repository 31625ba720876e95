package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.word2vec.WordQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp word2vec nearest}. */
@Command(
    name = "nearest",
    mixinStandardHelpOptions = true,
    description = "The words whose vectors are most similar to those of some words.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp word2vec nearest vectors.w2v king",
      "  nlp word2vec nearest vectors.w2v king woman --not man"
    })
final class Word2VecNearestCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private VectorsFile vectors = new VectorsFile();
  @Mixin private WordMatches matches = new WordMatches();

  @Parameters(index = "0", paramLabel = "VECTORS", description = "A file of word vectors.")
  private String file = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "WORD", description = "The words.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--not", paramLabel = "WORD", description = "Words to be far from.")
  private List<String> others = new ArrayList<>();

  Word2VecNearestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    WordQuery query =
        WordQuery.query()
            .near(words.toArray(new String[0]))
            .farFrom(others.toArray(new String[0]))
            .topN(matches.top())
            .restrict(matches.restrict());
    if (matches.multiplies()) {
      query = query.multiplying();
    }
    matches.write(vectors.read(file).search(query), terminal);
    return Application.OK;
  }
}
