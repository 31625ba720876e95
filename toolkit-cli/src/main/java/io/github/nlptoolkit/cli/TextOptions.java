package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.LineSequence;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.input.TextSequence;
import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which texts: on the command line, in files, on standard input. */
final class TextOptions {

  @Parameters(
      paramLabel = "TEXT",
      description = "Texts. A single - or nothing at all is standard input, a text a line.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = {"-i", "--file"},
      paramLabel = "FILE",
      description =
          "A file in UTF-8 with a text a line; - is standard input. May come several times.")
  private List<String> files = new ArrayList<>();

  @Option(names = "--whole", description = "Each file is one text, not each line of it.")
  private boolean whole;

  /** Texts that have been looked for; each file is read when its turn comes. */
  record Plan(List<String> texts, List<TextInput> inputs, boolean whole) {

    /** Whether there is more than one text for sure, or nobody knows. */
    boolean several() {
      return texts.size() + inputs.size() > 1 || (!inputs.isEmpty() && !whole);
    }

    TextSequence open(Terminal terminal) {
      return new TextSequence(texts, inputs, whole, terminal);
    }

    /** How many there are, if that can be told; counting reads the files once more. */
    long count() throws IOException {
      long ofFiles = whole ? inputs.size() : LineSequence.count(inputs);
      return ofFiles < 0 ? -1 : texts.size() + ofFiles;
    }
  }

  boolean given() {
    return !texts.isEmpty() || !files.isEmpty();
  }

  Plan plan() throws IOException, UsageException {
    boolean none = texts.isEmpty() || texts.equals(List.of("-"));
    List<String> named = files.isEmpty() && none ? List.of("-") : files;
    if (whole && named.isEmpty()) {
      throw new UsageException("--whole goes with --file or standard input");
    }
    if (!files.isEmpty() && texts.contains("-")) {
      throw new UsageException("with --file, standard input is --file -, not the text -");
    }
    List<TextInput> inputs = named.isEmpty() ? List.of() : Operands.inputs(named);
    return new Plan(none ? List.of() : texts, inputs, whole);
  }
}
