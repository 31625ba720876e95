package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.word2vec.WordMatch;
import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.plot.WordMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp word2vec map}. */
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    description = {
      "A map of words in the plane, by the two principal components of their vectors, as a page of"
          + " HTML that needs nothing else."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp word2vec map vectors.w2v -o map.html",
      "  nlp word2vec map vectors.w2v --near war --near peace --top 200 -o map.html"
    })
final class Word2VecMapCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private VectorsFile vectors = new VectorsFile();

  @Parameters(index = "0", paramLabel = "VECTORS", description = "A file of word vectors.")
  private String file = "";

  @Option(
      names = "--near",
      paramLabel = "WORD",
      description = "Show the words nearest to WORD, instead of the first words of the file.")
  private List<String> near = new ArrayList<>();

  @Option(
      names = {"-n", "--top"},
      paramLabel = "N",
      description = "How many words, near each WORD or in all; 500.")
  private int top = 500;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the page goes; standard output.")
  private @Nullable String output;

  Word2VecMapCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    WordVectors read = vectors.read(file);
    Set<String> words = new LinkedHashSet<>();
    for (String word : near) {
      words.add(word);
      read.mostSimilar(word, top).stream().map(WordMatch::word).forEach(words::add);
    }
    for (int row = 0; near.isEmpty() && row < Math.min(top, read.count()); row++) {
      words.add(read.word(row));
    }
    WordMap map = WordMap.of(read, List.copyOf(words));
    Operands.target(output, terminal).writeText(out -> map.writeHtml(file, out));
    return Application.OK;
  }
}
