package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nlp tag}: a group of commands. */
@Command(
    name = "tag",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Parts of speech, phrases, names and Chinese words, with HMM and CRF taggers.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp tag run --model pos-en text.txt",
      "  nlp tag run --model segment-zh zh.txt",
      "  nlp tag train --task ner --dev dev.conll -o ner.tagger train.conll",
      "  nlp tag evaluate --model ner.tagger dev.conll"
    })
final class TagCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The group with its commands. */
  static CommandLine withCommands(Terminal terminal) {
    return new CommandLine(new TagCommand())
        .addSubcommand(new TagTrainCommand(terminal))
        .addSubcommand(new TagRunCommand(terminal))
        .addSubcommand(new TagEvaluateCommand(terminal))
        .addSubcommand(new TagInspectCommand(terminal))
        .addSubcommand(new TagConvertCommand(terminal));
  }

  /** Called if no command is named. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
