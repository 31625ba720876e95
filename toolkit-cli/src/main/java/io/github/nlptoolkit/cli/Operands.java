package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several commands do with the words of a command line. */
final class Operands {

  private Operands() {}

  static List<TextInput> inputs(List<String> operands) throws IOException, UsageException {
    try {
      return TextInput.of(operands);
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
  }

  static TextInput input(String operand) throws IOException, UsageException {
    return inputs(List.of(operand)).get(0);
  }

  static OutputTarget target(@Nullable String operand, Terminal terminal)
      throws IOException, UsageException {
    try {
      return OutputTarget.of(operand, terminal);
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
  }

  /** Nothing is cut in silence. */
  static void noteTruncated(Terminal terminal, ProgressDisplay progress, StreamEmbedder embedder) {
    long count = progress.truncated();
    if (count > 0) {
      terminal.note(
          (count == 1 ? "1 text was" : count + " texts were")
              + " truncated to "
              + embedder.maxTokens()
              + " tokens");
    }
  }
}
