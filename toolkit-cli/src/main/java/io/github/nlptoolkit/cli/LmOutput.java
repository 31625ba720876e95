package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.ngram.BackoffModel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a language model is written, and how. */
final class LmOutput {
  private static final int BUFFER = 1 << 16;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The model to write, which is there when it is complete; - is standard output.")
  private String output = "";

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description =
          "arpa (text; packed if the name ends in .gz), probing (binary, fast) or trie (binary,"
              + " small); else arpa for names in .arpa and .gz, trie for .trie, probing for"
              + " others.")
  private @Nullable LmFormat format;

  @Option(
      names = "--quantise",
      paramLabel = "BITS",
      description = "Bits for a number in a trie, 2 to 24, 8 for instance; not quantised.")
  private int bits;

  /** Looks at the options before any work is done. */
  void check(Terminal terminal) throws IOException, UsageException {
    Operands.target(output, terminal);
    LmFormat chosen = LmFormat.of(format, output);
    if (bits != 0 && (bits < 2 || bits > 24)) {
      throw new UsageException("--quantise must be from 2 to 24, got " + bits);
    }
    if (bits != 0 && chosen != LmFormat.TRIE) {
      throw new UsageException("--quantise is for --format trie");
    }
    if (output.equals("-") && chosen != LmFormat.ARPA) {
      throw new UsageException("standard output takes arpa only: name a file with --output");
    }
  }

  void write(BackoffModel model, Terminal terminal) throws IOException {
    if (output.equals("-")) {
      OutputStream out = new BufferedOutputStream(terminal.out(), BUFFER);
      model.writeArpa(out);
      out.flush();
      return;
    }
    Path file = Path.of(output);
    switch (LmFormat.of(format, output)) {
      case ARPA -> model.writeArpa(file);
      case PROBING -> model.writeProbing(file);
      case TRIE -> model.writeTrie(file, bits, bits);
    }
  }
}
