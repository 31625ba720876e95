package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.word2vec.WordQuery;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nlp word2vec analogy}. */
@Command(
    name = "analogy",
    mixinStandardHelpOptions = true,
    description = "What is to C as B is to A: the words nearest to B - A + C.",
    footerHeading = "%nExamples:%n",
    footer = {"  nlp word2vec analogy vectors.w2v man king woman"})
final class Word2VecAnalogyCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private VectorsFile vectors = new VectorsFile();
  @Mixin private WordMatches matches = new WordMatches();

  @Parameters(index = "0", paramLabel = "VECTORS", description = "A file of word vectors.")
  private String file = "";

  @Parameters(index = "1", paramLabel = "A", description = "A word.")
  private String a = "";

  @Parameters(index = "2", paramLabel = "B", description = "What belongs to it.")
  private String b = "";

  @Parameters(index = "3", paramLabel = "C", description = "Another word.")
  private String c = "";

  Word2VecAnalogyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    WordQuery query = WordQuery.analogy(a, b, c).topN(matches.top()).restrict(matches.restrict());
    if (matches.multiplies()) {
      query = query.multiplying();
    }
    matches.write(vectors.read(file).search(query), terminal);
    return Application.OK;
  }
}
