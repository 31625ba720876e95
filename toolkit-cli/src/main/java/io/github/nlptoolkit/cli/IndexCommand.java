package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.input.Utf8Lines;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.index.IndexEntry;
import io.github.nlptoolkit.index.IndexSettings;
import io.github.nlptoolkit.index.TextLanguage;
import io.github.nlptoolkit.index.VectorIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp index}. */
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    customSynopsis = "nlp index [OPTIONS] FOLDER [FILE...]",
    description = {
      "Puts the lines of files into an index on disk, made if there is none, for nlp search",
      "--index. A line that is there already takes its own place."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp index faq.index faq.txt",
      "  nlp index --language chinese --model bge-small-zh-v1.5 zh.index zh.txt"
    })
final class IndexCommand implements Callable<Integer> {
  private static final int LINES_AT_ONCE = 4096;

  private final Terminal terminal;
  private final EmbedderFactory embedders;

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--language",
      paramLabel = "L",
      description = "How words are cut in a new index: english, chinese or any; english.")
  private TextLanguage language = TextLanguage.ENGLISH;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "The index.")
  private Path folder = Path.of("");

  @Parameters(
      index = "1..*",
      paramLabel = "FILE",
      description = "A text a line, in UTF-8; - or none is standard input.")
  private List<String> files = new ArrayList<>();

  IndexCommand(Terminal terminal, EmbedderFactory embedders) {
    this.terminal = terminal;
    this.embedders = embedders;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    List<TextInput> inputs = Operands.inputs(files);
    try (StreamEmbedder embedder = model.open(embedders, terminal);
        VectorIndex index = open(embedder.dimension());
        ProgressDisplay progress = new ProgressDisplay(terminal, "index", -1)) {
      for (TextInput input : inputs) {
        try (Utf8Lines lines = input.lines(terminal)) {
          add(input, lines, index, embedder, progress);
        }
      }
      index.commit();
      progress.end();
      terminal.note(folder + " has " + index.count() + " entries");
      Operands.noteTruncated(terminal, progress, embedder);
    }
    return Application.OK;
  }

  private VectorIndex open(int dimension) throws IOException {
    boolean isNew = !Files.exists(folder) || (Files.isDirectory(folder) && isEmpty(folder));
    return isNew
        ? VectorIndex.create(folder, IndexSettings.of(dimension, language))
        : VectorIndex.open(folder);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (java.util.stream.Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void add(
      TextInput input,
      Utf8Lines lines,
      VectorIndex index,
      StreamEmbedder embedder,
      ProgressDisplay progress)
      throws IOException {
    long line = 0;
    while (lines.hasNext()) {
      List<String> some = new ArrayList<>();
      while (lines.hasNext() && some.size() < LINES_AT_ONCE) {
        some.add(lines.next());
      }
      Embeddings vectors = embedder.embed(some, progress.call());
      List<IndexEntry> entries = new ArrayList<>();
      for (int i = 0; i < some.size(); i++) {
        line++;
        entries.add(IndexEntry.of(input.operand() + ":" + line, vectors.vector(i), some.get(i)));
      }
      index.add(entries);
    }
  }
}
