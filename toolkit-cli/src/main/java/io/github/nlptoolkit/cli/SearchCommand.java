package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.index.IndexHit;
import io.github.nlptoolkit.index.IndexQuery;
import io.github.nlptoolkit.index.VectorIndex;
import io.github.nlptoolkit.vectors.SemanticSearch;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp search}. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "nlp search [OPTIONS] --in FILE QUERY...",
      "nlp search [OPTIONS] --index FOLDER QUERY..."
    },
    description = {
      "The lines of a file, or the entries of an index that nlp index made, that mean most nearly",
      "what a query says."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp search --in faq.txt \"I lost my card\"",
      "  nlp search --index faq.index --by both --top 3 \"I lost my card\""
    })
final class SearchCommand implements Callable<Integer> {

  /** What an index is searched by. */
  enum By {
    /** The similarity of vectors. */
    VECTORS,
    /** The words of the query, with BM25. */
    WORDS,
    /** Both, by reciprocal ranks. */
    BOTH
  }

  /** One line of the result. */
  private record Hit(String place, float score, String text) {}

  private final Terminal terminal;
  private final EmbedderFactory embedders;

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--in",
      paramLabel = "FILE",
      description = "A text a line, in UTF-8; - is standard input. All are compared.")
  private @Nullable String file;

  @Option(names = "--index", paramLabel = "FOLDER", description = "An index of nlp index.")
  private @Nullable Path folder;

  @Option(
      names = "--by",
      paramLabel = "B",
      description = "In an index: vectors, words or both; vectors.")
  private By by = By.VECTORS;

  @Option(
      names = {"-k", "--top"},
      paramLabel = "N",
      description = "How many of each query; ${DEFAULT-VALUE}.")
  private int top = 10;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description = "tsv (score, place, text; with several queries the query first) or jsonl; tsv.")
  private SimilarityCommand.PairFormat format = SimilarityCommand.PairFormat.TSV;

  @Parameters(paramLabel = "QUERY", arity = "1..*", description = "What to search for.")
  private List<String> queries = new ArrayList<>();

  SearchCommand(Terminal terminal, EmbedderFactory embedders) {
    this.terminal = terminal;
    this.embedders = embedders;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if ((file == null) == (folder == null)) {
      throw new UsageException("search needs either --in FILE or --index FOLDER");
    }
    if (top < 1) {
      throw new UsageException("--top must be at least 1, got " + top);
    }
    OutputTarget target = Operands.target(null, terminal);
    TextInput input = file == null ? null : Operands.input(file);
    try (StreamEmbedder embedder = model.open(embedders, terminal);
        ProgressDisplay progress = new ProgressDisplay(terminal, "search", 0)) {
      List<List<Hit>> hits =
          input == null ? inIndex(embedder, progress) : inFile(input, embedder, progress);
      progress.end();
      target.writeText(out -> write(hits, out));
      Operands.noteTruncated(terminal, progress, embedder);
    }
    return Application.OK;
  }

  private List<List<Hit>> inFile(TextInput input, StreamEmbedder embedder, ProgressDisplay progress)
      throws IOException {
    List<String> lines = input.allLines(terminal);
    SemanticSearch search = SemanticSearch.of(embedder.embed(lines, progress.call()));
    List<List<Hit>> hits = new ArrayList<>();
    for (List<Match> matches : search.search(embedder.embed(queries, progress.call()), top)) {
      hits.add(
          matches.stream()
              .map(
                  match ->
                      new Hit(
                          input.operand() + ":" + (match.index() + 1),
                          match.score(),
                          lines.get(match.index())))
              .toList());
    }
    return hits;
  }

  private List<List<Hit>> inIndex(StreamEmbedder embedder, ProgressDisplay progress)
      throws IOException {
    Path place = folder;
    if (place == null) {
      return List.of();
    }
    try (VectorIndex index = VectorIndex.open(place)) {
      Embeddings vectors = embedder.embed(queries, progress.call());
      List<List<Hit>> hits = new ArrayList<>();
      for (int i = 0; i < queries.size(); i++) {
        List<IndexHit> found = index.search(query(queries.get(i), vectors.vector(i)), top);
        hits.add(found.stream().map(hit -> new Hit(hit.id(), hit.score(), hit.text())).toList());
      }
      return hits;
    }
  }

  private IndexQuery query(String text, float[] vector) {
    return switch (by) {
      case VECTORS -> IndexQuery.vector(vector);
      case WORDS -> IndexQuery.text(text);
      case BOTH -> IndexQuery.hybrid(text, vector);
    };
  }

  private void write(List<List<Hit>> hits, Writer out) throws IOException {
    for (int i = 0; i < hits.size(); i++) {
      for (Hit hit : hits.get(i)) {
        if (format == SimilarityCommand.PairFormat.TSV) {
          out.write(queries.size() > 1 ? queries.get(i) + "\t" : "");
          out.write(String.format(Locale.ROOT, "%.6f\t", hit.score()));
          out.write(hit.place() + "\t" + hit.text() + "\n");
        } else {
          JsonWriter json = new JsonWriter(out);
          json.beginObject().name("query").value(queries.get(i)).name("score").value(hit.score());
          json.name("place").value(hit.place()).name("text").value(hit.text()).endObject();
          out.write('\n');
        }
      }
    }
  }
}
