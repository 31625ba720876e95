package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several commands do with the words of a command line. */
final class Operands {

  /** How much of a text a table shows. */
  static final int CLIPPED = 60;

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
    noteTruncated(terminal, progress, embedder.maxTokens());
  }

  /** Nothing is cut in silence. */
  static void noteTruncated(Terminal terminal, ProgressDisplay progress, int maxTokens) {
    long count = progress.truncated();
    if (count > 0) {
      terminal.note(
          (count == 1 ? "1 text was" : count + " texts were")
              + " truncated to "
              + maxTokens
              + " tokens");
    }
  }

  /** Writes a span as an array of its start and end. */
  static void writeSpan(JsonWriter json, Span span) throws IOException {
    json.beginArray().value(span.start()).value(span.end()).endArray();
  }
}
