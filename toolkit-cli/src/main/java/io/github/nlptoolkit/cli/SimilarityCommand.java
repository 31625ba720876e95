package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.input.Utf8Lines;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.embedding.Embeddings;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp similarity}. */
@Command(
    name = "similarity",
    mixinStandardHelpOptions = true,
    customSynopsis = {"nlp similarity [OPTIONS] A B", "nlp similarity [OPTIONS] --pairs FILE"},
    description = {
      "The cosine of the vectors of two texts, from -1 to 1; higher is more alike.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp similarity \"A man is eating.\" \"Someone has lunch.\"",
      "  nlp similarity --pairs pairs.tsv | sort -rg | head",
      "  nlp similarity --pairs pairs.tsv --format jsonl"
    })
final class SimilarityCommand implements Callable<Integer> {

  /** How the scores of pairs are written. */
  enum PairFormat {
    /** The score, a tab, and the line as it was. */
    TSV,
    /** An object a line: {@code score}, {@code a}, {@code b}. */
    JSONL
  }

  private final Terminal terminal;
  private final EmbedderFactory embedders;

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "Lines of two texts with a tab between, in UTF-8; - is standard input. Further columns"
              + " are kept.")
  private @Nullable String pairs;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description = "For pairs: tsv (the score, then the line) or jsonl; tsv.")
  private PairFormat format = PairFormat.TSV;

  @Parameters(paramLabel = "TEXT", arity = "0..2", description = "The two texts.")
  private List<String> texts = new ArrayList<>();

  SimilarityCommand(Terminal terminal, EmbedderFactory embedders) {
    this.terminal = terminal;
    this.embedders = embedders;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if (pairs == null ? texts.size() != 2 : !texts.isEmpty()) {
      throw new UsageException(
          "similarity needs two texts or --pairs FILE, got "
              + texts.size()
              + (texts.size() == 1 ? " text" : " texts")
              + (pairs == null ? "" : " and --pairs"));
    }
    TextInput input = pairs == null ? null : Operands.input(pairs);
    OutputTarget target = Operands.target(null, terminal);
    long total = input == null || !terminal.watched() ? -1 : input.countLines() * 2;
    try (StreamEmbedder embedder = model.open(embedders, terminal);
        ProgressDisplay progress = new ProgressDisplay(terminal, "similarity", total)) {
      if (input == null) {
        float score = embedder.embed(texts, progress.call()).cosine(0, 1);
        target.writeText(out -> out.write(shown(score) + "\n"));
      } else {
        scorePairs(input, embedder, progress, target);
      }
      progress.end();
      Operands.noteTruncated(terminal, progress, embedder);
    }
    return Application.OK;
  }

  private void scorePairs(
      TextInput input, StreamEmbedder embedder, ProgressDisplay progress, OutputTarget target)
      throws IOException {
    try (Utf8Lines lines = input.lines(terminal)) {
      PairTexts texts = new PairTexts(input.name(), lines);
      try (Ahead<Embeddings> vectors = new Ahead<>(embedder.embed(texts, progress.call()))) {
        target.writeText(out -> writePairs(texts, vectors, out));
      }
    }
  }

  private void writePairs(PairTexts lines, Iterator<Embeddings> vectors, Writer out)
      throws IOException {
    float[] left = null;
    while (vectors.hasNext()) {
      Embeddings some = vectors.next();
      for (int i = 0; i < some.count(); i++) {
        // A chunk may end between the two texts of a pair.
        if (left == null) {
          left = some.vector(i);
        } else {
          write(lines.nextLine(), some.cosine(i, left), out);
          left = null;
        }
      }
      out.flush();
    }
  }

  private void write(String line, float score, Writer out) throws IOException {
    if (format == PairFormat.TSV) {
      out.write(shown(score) + "\t" + line + "\n");
      return;
    }
    String[] columns = line.split("\t", -1);
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("score").value(score);
    json.name("a").value(columns[0]).name("b").value(columns[1]).endObject();
    out.write('\n');
  }

  private static String shown(float score) {
    return String.format(Locale.ROOT, "%.6f", score);
  }
}
