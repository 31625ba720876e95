package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.ngram.WordSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The text that a language model is trained on or asked about: a sentence a line. */
final class LmText {

  @Option(
      names = "--characters",
      description =
          "Take single characters as words, for Chinese; else words are what blanks separate.")
  private boolean characters;

  @Parameters(
      paramLabel = "FILE",
      description = "Files in UTF-8, a sentence a line; - or none is standard input.")
  private List<String> files = new ArrayList<>();

  WordSplitter splitter() {
    return characters ? WordSplitter.characters() : WordSplitter.blanks();
  }

  /** The inputs, looked at. */
  List<TextInput> inputs() throws IOException, UsageException {
    return Operands.inputs(files);
  }

  /** Whether there are files only, which can be read twice. */
  boolean isFiles() {
    return !files.isEmpty() && !files.contains("-");
  }

  List<Path> paths() {
    return files.stream().map(Path::of).toList();
  }

  /** All of it, as bytes. */
  InputStream open(Terminal terminal) throws IOException {
    List<InputStream> streams = new ArrayList<>();
    for (String file : files.isEmpty() ? List.of("-") : files) {
      if (file.equals("-") && terminal.typed()) {
        terminal.note("reading standard input; Ctrl-D ends it");
      }
      streams.add(file.equals("-") ? terminal.in() : Files.newInputStream(Path.of(file)));
    }
    return streams.size() == 1
        ? streams.get(0)
        : new SequenceInputStream(Collections.enumeration(streams));
  }
}
