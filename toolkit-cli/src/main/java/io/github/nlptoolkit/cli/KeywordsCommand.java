package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp keywords}. */
@Command(
    name = "keywords",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The keywords of each document: the words or phrases of it whose vectors are most like its"
          + " own."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp keywords report.txt",
      "  nlp keywords --ngrams 1-3 --mmr 0.5 --top 10 report.txt",
      "  nlp keywords --format jsonl *.txt > keywords.jsonl",
      "  nlp keywords --text \"Supervised learning maps an input to an output.\""
    })
final class KeywordsCommand implements Callable<Integer> {

  /** So many documents, or chars of them, are extracted from at once; the rest waits unread. */
  private static final int GROUP_DOCUMENTS = 32;

  private static final int GROUP_CHARS = 1 << 20;

  private final Terminal terminal;
  private final EmbedderFactory embedders;

  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private KeywordOptions options = new KeywordOptions();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description =
          "table, or jsonl (an object for each document: document, and keywords with text, score"
              + " and spans, in UTF-16 chars of the document); table.")
  private KeywordWriter.Format format = KeywordWriter.Format.TABLE;

  @Option(
      names = {"-t", "--text"},
      paramLabel = "TEXT",
      description = "A document itself, in place of files.")
  private @Nullable String text;

  @Parameters(
      paramLabel = "FILE",
      description = "Files in UTF-8, each a document; - or none is standard input.")
  private List<String> files = new ArrayList<>();

  KeywordsCommand(Terminal terminal, EmbedderFactory embedders) {
    this.terminal = terminal;
    this.embedders = embedders;
  }

  /** A document and what it is called. */
  private record Document(String name, String text) {}

  @Override
  public Integer call() throws IOException, UsageException {
    if (text != null && !files.isEmpty()) {
      throw new UsageException("--text takes the place of files, got both");
    }
    List<TextInput> inputs = text == null ? Operands.inputs(files) : List.of();
    KeywordOptions.Plan plan = options.plan(terminal);
    OutputTarget target = Operands.target(null, terminal);
    try (StreamEmbedder embedder = model.open(embedders, terminal);
        ProgressDisplay progress = new ProgressDisplay(terminal, "keywords", 0)) {
      KeywordExtractor extractor = plan.extractor(new ReportingEmbedder(embedder, progress));
      target.writeText(
          out -> {
            KeywordWriter writer = new KeywordWriter(out, format, inputs.size() > 1);
            if (text != null) {
              write(List.of(new Document("--text", text)), extractor, writer);
            } else {
              writeAll(inputs, extractor, writer, out);
            }
          });
      progress.end();
      Operands.noteTruncated(terminal, progress, embedder);
    }
    return Application.OK;
  }

  private void writeAll(
      List<TextInput> inputs, KeywordExtractor extractor, KeywordWriter writer, Writer out)
      throws IOException {
    List<Document> group = new ArrayList<>();
    int chars = 0;
    for (TextInput input : inputs) {
      Document document = new Document(input.operand(), read(input));
      group.add(document);
      chars += Math.min(GROUP_CHARS, document.text().length());
      if (group.size() == GROUP_DOCUMENTS || chars >= GROUP_CHARS) {
        write(group, extractor, writer);
        out.flush();
        group.clear();
        chars = 0;
      }
    }
    write(group, extractor, writer);
  }

  private String read(TextInput input) {
    try {
      return input.text(terminal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(List<Document> documents, KeywordExtractor extractor, KeywordWriter writer)
      throws IOException {
    List<List<Keyword>> keywords =
        extractor.extractAll(documents.stream().map(Document::text).toList());
    for (int i = 0; i < documents.size(); i++) {
      Document document = documents.get(i);
      if (keywords.get(i).isEmpty()) {
        terminal.note(document.name() + ": no keywords: the document has too few candidates");
      }
      writer.write(document.name(), keywords.get(i));
    }
  }
}
