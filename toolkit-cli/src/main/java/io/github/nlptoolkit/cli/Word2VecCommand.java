package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nlp word2vec}. */
@Command(
    name = "word2vec",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Trains word vectors, and asks those of any maker: word2vec, gensim, GloVe, fastText.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp word2vec train corpus.txt -o vectors.w2v",
      "  nlp word2vec nearest vectors.w2v king",
      "  nlp word2vec analogy vectors.w2v man king woman",
      "  nlp word2vec convert GoogleNews-vectors-negative300.bin.gz news.w2v"
    })
final class Word2VecCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command with those below it. */
  static CommandLine line(Terminal terminal) {
    return new CommandLine(new Word2VecCommand())
        .addSubcommand(new Word2VecTrainCommand(terminal))
        .addSubcommand(new Word2VecNearestCommand(terminal))
        .addSubcommand(new Word2VecAnalogyCommand(terminal))
        .addSubcommand(new Word2VecEvaluateCommand(terminal))
        .addSubcommand(new Word2VecConvertCommand(terminal))
        .addSubcommand(new Word2VecMapCommand(terminal));
  }

  /** Called if no command is named. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which command of word2vec?");
  }
}
