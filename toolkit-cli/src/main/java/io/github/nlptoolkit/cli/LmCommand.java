package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nlp lm}. */
@Command(
    name = "lm",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "N-gram language models: trains them as KenLM's lmplz does, asks and converts them.",
      "Models are ARPA files, gzip of them, or binary files that lm convert writes."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp lm train --order 5 --output news.arpa news.txt",
      "  nlp lm convert --output news.bin news.arpa",
      "  nlp lm perplexity --model news.bin held-out.txt",
      "  nlp lm generate --model news.bin --count 5"
    })
final class LmCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command with those below it. */
  static CommandLine withCommands(Terminal terminal) {
    return new CommandLine(new LmCommand())
        .addSubcommand(new LmTrainCommand(terminal))
        .addSubcommand(new LmPerplexityCommand(terminal))
        .addSubcommand(new LmScoreCommand(terminal))
        .addSubcommand(new LmGenerateCommand(terminal))
        .addSubcommand(new LmConvertCommand(terminal))
        .addSubcommand(new LmPruneCommand(terminal));
  }

  /** Called if no command is named. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which command of lm?");
  }
}
