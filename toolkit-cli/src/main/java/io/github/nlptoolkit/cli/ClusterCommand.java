package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.output.TextTable;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.cluster.KMeans;
import io.github.nlptoolkit.vectors.cluster.KMeansClusters;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp cluster}. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    customSynopsis = "nlp cluster [OPTIONS] --k N [FILE]",
    description = {
      "Groups the lines of a file by meaning, with spherical k-means over their vectors.",
      "Each group is named by words that are frequent in it and rare in the others, or by phrases",
      "that are near its middle."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp cluster --k 20 questions.txt",
      "  nlp cluster --k 20 --names keybert questions.txt",
      "  nlp cluster --k 20 --html map.html --format jsonl questions.txt > groups.jsonl"
    })
final class ClusterCommand implements Callable<Integer> {

  /** How groups are written. */
  enum Format {
    /** A line for each group. */
    TABLE,
    /** An object for each line of the input. */
    JSONL
  }

  /** What names a group. */
  enum Names {
    /** Words by class TF-IDF. */
    TFIDF,
    /** Phrases of its most typical lines by KeyBERT. */
    KEYBERT
  }

  private final Terminal terminal;
  private final EmbedderFactory embedders;

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(names = "--k", paramLabel = "N", required = true, description = "How many groups.")
  private int k;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      description = "The best of so many starts; ${DEFAULT-VALUE}.")
  private int restarts = 3;

  @Option(names = "--seed", paramLabel = "N", description = "Of the starts; ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--mini-batch",
      paramLabel = "N",
      description = "Move the groups by N drawn lines at a time: quicker for very many lines.")
  private @Nullable Integer miniBatch;

  @Option(
      names = "--names",
      paramLabel = "WHAT",
      description =
          "tfidf (words that the other groups lack) or keybert (phrases near the middle of the"
              + " group); tfidf.")
  private Names naming = Names.TFIDF;

  @Option(
      names = "--words",
      paramLabel = "N",
      description = "How many words or phrases name a group; ${DEFAULT-VALUE}.")
  private int words = 5;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description = "table (a line for each group) or jsonl (an object for each line); table.")
  private Format format = Format.TABLE;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a map of the lines, by their two principal components.")
  private @Nullable String html;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A text a line, in UTF-8; - or none is standard input.")
  private String file = "-";

  ClusterCommand(Terminal terminal, EmbedderFactory embedders) {
    this.terminal = terminal;
    this.embedders = embedders;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    KMeans clustering;
    try {
      KMeans.Builder settings = KMeans.builder(k).spherical(true).restarts(restarts).seed(seed);
      if (miniBatch != null) {
        settings.miniBatch(miniBatch);
      }
      clustering = settings.build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
    if (words < 1) {
      throw new UsageException("--words must be at least 1, got " + words);
    }
    TextInput input = Operands.input(file);
    OutputTarget target = Operands.target(null, terminal);
    OutputTarget map = html == null ? null : Operands.target(html, terminal);
    List<String> lines = input.allLines(terminal);
    if (lines.size() < k) {
      throw new UsageException(
          "--k must be at most the number of lines, " + lines.size() + ", got " + k);
    }
    try (StreamEmbedder embedder = model.open(embedders, terminal);
        ProgressDisplay progress = new ProgressDisplay(terminal, "cluster", lines.size())) {
      Embeddings vectors = embedder.embed(lines, progress.call());
      progress.end();
      KMeansClusters clusters = clustering.cluster(vectors);
      int[] labels = clusters.labels();
      List<List<String>> names =
          naming == Names.KEYBERT
              ? GroupNames.ofTypicalLines(lines, vectors, clusters, embedder, words)
              : GroupNames.ofRareWords(lines, labels, k, words);
      target.writeText(
          out -> {
            if (format == Format.JSONL) {
              writeLines(lines, labels, names, out);
            } else {
              writeGroups(labels, names, out);
            }
          });
      if (map != null) {
        List<String> joined = names.stream().map(all -> String.join(", ", all)).toList();
        map.writeText(out -> ClusterMap.write(vectors, labels, joined, lines, out));
      }
      Operands.noteTruncated(terminal, progress, embedder);
    }
    return Application.OK;
  }

  private void writeGroups(int[] labels, List<List<String>> names, Writer out) throws IOException {
    int[] sizes = new int[k];
    for (int label : labels) {
      sizes[label]++;
    }
    TextTable table = new TextTable().right("group", 0).right("lines", 0).left("words", 0);
    for (int group = 0; group < k; group++) {
      table.row(
          String.valueOf(group),
          String.valueOf(sizes[group]),
          TextTable.printable(String.join(", ", names.get(group))));
    }
    table.write(out);
  }

  private static void writeLines(
      List<String> lines, int[] labels, List<List<String>> names, Writer out) throws IOException {
    for (int i = 0; i < labels.length; i++) {
      JsonWriter json = new JsonWriter(out);
      json.beginObject().name("line").value(i + 1).name("group").value(labels[i]);
      json.name("words").beginArray();
      for (String word : names.get(labels[i])) {
        json.value(word);
      }
      json.endArray().name("text").value(lines.get(i)).endObject();
      out.write('\n');
    }
  }
}
