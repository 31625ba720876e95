package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.word2vec.WordVectors;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp word2vec convert}. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = {
      "Writes word vectors in another format. What the input is, its content tells; what the output"
          + " is, its name: .txt and .vec are text, .bin is word2vec's binary file, each with .gz"
          + " too; with subwords, .bin is fastText's; anything else is the toolkit's own file,"
          + " which opens at once."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp word2vec convert GoogleNews-vectors-negative300.bin.gz news.w2v",
      "  nlp word2vec convert --format glove --limit 100000 cc.en.300.vec.gz small.txt"
    })
final class Word2VecConvertCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private VectorsFile vectors = new VectorsFile();

  @Parameters(index = "0", paramLabel = "VECTORS", description = "A file of word vectors.")
  private String file = "";

  @Parameters(index = "1", paramLabel = "OUTPUT", description = "The file to write.")
  private String output = "";

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "text, binary, fasttext, glove or mapped, whatever the name of the output.")
  private VectorsFile.@Nullable Format format;

  Word2VecConvertCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    WordVectors read = vectors.read(file);
    VectorsFile.write(read, output, format);
    terminal.note(read.count() + " words of " + read.dimension() + " dimensions");
    return Application.OK;
  }
}
