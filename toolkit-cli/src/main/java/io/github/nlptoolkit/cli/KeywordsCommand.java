package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.KeywordDocuments.Document;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nlp keywords}. */
@Command(
    name = "keywords",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The keywords of each document: the phrases of it whose vectors are most like its own."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp keywords report.txt",
      "  nlp keywords --top 10 --html report.html report.txt",
      "  nlp keywords --ngrams 1-3 --mmr 0.5 report.txt",
      "  nlp keywords --format jsonl --output keywords.jsonl --resume folder",
      "  nlp keywords evaluate dev.jsonl"
    })
final class KeywordsCommand implements Callable<Integer> {

  /** So many documents, or chars of them, are extracted from at once; the rest waits unread. */
  private static final int GROUP_DOCUMENTS = 32;

  private static final int GROUP_CHARS = 1 << 20;
  private static final String CHINESE_MODEL = "bge-small-zh-v1.5";

  private final Terminal terminal;
  private final EmbedderFactory embedders;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private KeywordOptions options = new KeywordOptions();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description =
          "table, or jsonl (an object for each document: document, and keywords with text, score"
              + " and spans, in UTF-16 chars of the document); table.")
  private KeywordWriter.Format format = KeywordWriter.Format.TABLE;

  @Option(names = "--highlight", description = "Show each document with its keywords marked.")
  private boolean highlight;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with the marked documents, tables and maps of the keywords.")
  private @Nullable String html;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write a file, which is there when it is complete.")
  private @Nullable String output;

  @Option(
      names = "--resume",
      description =
          "Go on where a run with the same --output and --format jsonl was killed: what it wrote is"
              + " in FILE.part.")
  private boolean resume;

  @Option(
      names = "--field",
      paramLabel = "NAME",
      description = "What of an object of a .jsonl file is the document; ${DEFAULT-VALUE}.")
  private String field = "text";

  @Option(
      names = {"-t", "--text"},
      paramLabel = "TEXT",
      description = "A document itself, in place of files.")
  private @Nullable String text;

  @Parameters(
      paramLabel = "FILE",
      description =
          "Files in UTF-8, each a document; a folder of such; a .jsonl file with a document a line;"
              + " - or none is standard input.")
  private List<String> files = new ArrayList<>();

  private KeywordsCommand(Terminal terminal, EmbedderFactory embedders) {
    this.terminal = terminal;
    this.embedders = embedders;
  }

  /** The command with the one below it. */
  static CommandLine withCommands(Terminal terminal, EmbedderFactory embedders) {
    return new CommandLine(new KeywordsCommand(terminal, embedders))
        .addSubcommand(new KeywordsEvaluateCommand(terminal, embedders));
  }

  @Override
  public Integer call() throws IOException, UsageException {
    checkOptions();
    KeywordOptions.Plan plan = options.plan(terminal);
    OutputTarget target = Operands.target(output, terminal);
    OutputTarget page = html == null ? null : Operands.target(html, terminal);
    if (text != null) {
      extract(List.of(new Document("--text", text)).iterator(), false, plan, target, page);
      return Application.OK;
    }
    try (KeywordDocuments documents = KeywordDocuments.of(files, field, terminal)) {
      extract(documents, documents.several(), plan, target, page);
    }
    return Application.OK;
  }

  private void checkOptions() throws UsageException {
    if (text != null && !files.isEmpty()) {
      throw new UsageException("--text takes the place of files, got both");
    }
    boolean isJsonl = format == KeywordWriter.Format.JSONL;
    if (resume && (output == null || output.equals("-") || !isJsonl || html != null)) {
      throw new UsageException("--resume goes with --output and --format jsonl, without --html");
    }
    if (highlight && isJsonl) {
      throw new UsageException("--highlight goes with --format table");
    }
  }

  private void extract(
      Iterator<Document> documents,
      boolean several,
      KeywordOptions.Plan plan,
      OutputTarget target,
      @Nullable OutputTarget page)
      throws IOException, UsageException {
    List<Document> first = new ArrayList<>();
    if (documents.hasNext()) {
      first.add(documents.next());
    }
    Iterator<Document> all = new Chain(first.iterator(), documents);
    try (StreamEmbedder embedder = options.needsModel() ? open(first) : null;
        ProgressDisplay progress = new ProgressDisplay(terminal, "keywords", 0)) {
      TextEmbedder used =
          embedder == null ? new NoEmbedder() : new ReportingEmbedder(embedder, progress);
      Work work = new Work(plan.extractor(used), embedder == null ? null : used);
      if (resume) {
        resume(all, several, work);
      } else {
        write(all, several, work, target, page);
      }
      progress.end();
      if (embedder != null) {
        Operands.noteTruncated(terminal, progress, embedder);
      }
    }
  }

  /** The named model, or the one that fits the first document. */
  private StreamEmbedder open(List<Document> first) throws IOException, UsageException {
    boolean isNamed = spec.commandLine().getParseResult().hasMatchedOption("--model");
    boolean isChinese =
        !isNamed
            && options.choosesModel()
            && !first.isEmpty()
            && options.languageOf(first.get(0).text()).equals("zh");
    return isChinese
        ? model.open(embedders, terminal, CHINESE_MODEL)
        : model.open(embedders, terminal);
  }

  private void write(
      Iterator<Document> documents,
      boolean several,
      Work work,
      OutputTarget target,
      @Nullable OutputTarget page)
      throws IOException {
    target.writeText(
        out -> {
          KeywordWriter writer = new KeywordWriter(out, format, several, highlighting());
          if (page == null) {
            work.run(documents, writer, null, out);
            return;
          }
          page.writeText(
              htmlOut -> {
                KeywordReport report = new KeywordReport(htmlOut);
                report.begin();
                work.run(documents, writer, report, out);
                report.end();
              });
        });
  }

  private KeywordWriter.Highlighting highlighting() {
    if (!highlight) {
      return KeywordWriter.Highlighting.NONE;
    }
    return terminal.shows() && terminal.coloured()
        ? KeywordWriter.Highlighting.COLOURS
        : KeywordWriter.Highlighting.STARS;
  }

  private void resume(Iterator<Document> documents, boolean several, Work work) throws IOException {
    try (ResumableLines lines = ResumableLines.open(Path.of(String.valueOf(output)), true)) {
      for (String name : lines.done()) {
        String next = documents.hasNext() ? documents.next().name() : "no document";
        if (!next.equals(name)) {
          throw new IOException(
              lines.part() + ": has keywords of " + name + " where now " + next + " stands");
        }
      }
      if (!lines.done().isEmpty()) {
        terminal.note("going on after " + lines.done().size() + " documents");
      }
      KeywordWriter writer =
          new KeywordWriter(lines.out(), format, several, KeywordWriter.Highlighting.NONE);
      work.run(documents, writer, null, lines.out());
      lines.complete();
    }
  }

  /** One iterator behind another. */
  private record Chain(Iterator<Document> first, Iterator<Document> second)
      implements Iterator<Document> {
    @Override
    public boolean hasNext() {
      return first.hasNext() || second.hasNext();
    }

    @Override
    public Document next() {
      return first.hasNext() ? first.next() : second.next();
    }
  }

  /** Extracts from documents, some at a time. */
  private final class Work {
    private final KeywordExtractor extractor;
    private final @Nullable TextEmbedder embedder;

    Work(KeywordExtractor extractor, @Nullable TextEmbedder embedder) {
      this.extractor = extractor;
      this.embedder = embedder;
    }

    void run(
        Iterator<Document> documents,
        KeywordWriter writer,
        @Nullable KeywordReport report,
        Writer out)
        throws IOException {
      List<Document> group = new ArrayList<>();
      int chars = 0;
      while (documents.hasNext()) {
        Document document = documents.next();
        group.add(document);
        chars += Math.min(GROUP_CHARS, document.text().length());
        boolean isFull = group.size() == GROUP_DOCUMENTS || chars >= GROUP_CHARS;
        if (isFull && !options.needsCorpus()) {
          write(group, writer, report);
          out.flush();
          group.clear();
          chars = 0;
        }
      }
      write(group, writer, report);
      out.flush();
    }

    private void write(
        List<Document> documents, KeywordWriter writer, @Nullable KeywordReport report)
        throws IOException {
      List<List<Keyword>> keywords =
          extractor.extractAll(documents.stream().map(Document::text).toList());
      for (int i = 0; i < documents.size(); i++) {
        Document document = documents.get(i);
        List<Keyword> found = keywords.get(i);
        if (found.isEmpty()) {
          terminal.note(document.name() + ": no keywords: the document has too few candidates");
        }
        writer.write(document.name(), document.text(), found);
        if (report != null) {
          report.document(document.name(), document.text(), found, vectors(found));
        }
      }
    }

    private @Nullable Embeddings vectors(List<Keyword> keywords) {
      return embedder == null || keywords.isEmpty()
          ? null
          : embedder.embed(keywords.stream().map(Keyword::text).toList());
    }
  }
}
