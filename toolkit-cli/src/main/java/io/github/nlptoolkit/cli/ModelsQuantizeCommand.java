package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.sentence.ModelQuantizer;
import io.github.nlptoolkit.cli.input.LineSequence;
import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp models quantize}. */
@Command(
    name = "quantize",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a model in integers of eight bits, for --precision int8 or auto: a quarter of the"
          + " size, and nothing to quantise at each start. Prints the new folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp models quantize all-MiniLM-L6-v2 --out minilm-int8",
      "  nlp embed --model ./minilm-int8 lines.txt"
    })
final class ModelsQuantizeCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "MODEL",
      description = "A short name, a checkpoint folder or a name on the Hugging Face Hub.")
  private String model = "";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Where the new model goes; new or empty.")
  private Path out = Path.of("");

  @Option(
      names = "--calibrate",
      paramLabel = "FILE",
      description =
          "Some dozens of texts like those to come, a text a line, to find the ranges of numbers"
              + " on; built-in sentences of ten languages.")
  private @Nullable String texts;

  @Option(
      names = "--float-table",
      description =
          "Keep the table of words in floats, as --precision int8 does with a model of floats.")
  private boolean floatTable;

  @Option(
      names = "--download",
      description = "Download the model from the Hugging Face Hub if it is not on this machine.")
  private boolean download;

  ModelsQuantizeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    ModelQuantizer quantizer =
        ModelQuantizer.of(LoadingOptions.folder(model, download, terminal))
            .quantizesTable(!floatTable);
    String file = texts;
    if (file != null) {
      quantizer.calibrationTexts(lines(file));
    }
    quantizer.write(out);
    Operands.target(null, terminal).writeText(text -> text.write(out + "\n"));
    return Application.OK;
  }

  private List<String> lines(String file) throws IOException, UsageException {
    List<String> lines = new ArrayList<>();
    try (LineSequence sequence = new LineSequence(List.of(Operands.input(file)), terminal)) {
      while (sequence.hasNext()) {
        String line = sequence.next();
        if (!line.isBlank()) {
          lines.add(line);
        }
      }
    }
    if (lines.isEmpty()) {
      throw new UsageException("--calibrate: " + file + " has no text");
    }
    return lines;
  }
}
