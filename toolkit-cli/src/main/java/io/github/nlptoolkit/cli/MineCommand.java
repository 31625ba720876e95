package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.mining.Pair;
import io.github.nlptoolkit.vectors.mining.ParaphraseMining;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp mine}. */
@Command(
    name = "mine",
    mixinStandardHelpOptions = true,
    customSynopsis = "nlp mine [OPTIONS] [FILE]",
    description = "The most similar pairs of lines of a file: duplicates and paraphrases.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp mine questions.txt | head",
      "  nlp mine --least 0.9 --pairs 1000000 questions.txt > duplicates.tsv"
    })
final class MineCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final EmbedderFactory embedders;

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "How many pairs at the most; ${DEFAULT-VALUE}.")
  private int pairs = 100;

  @Option(
      names = "--neighbours",
      paramLabel = "N",
      description = "How many others of each line are looked at; ${DEFAULT-VALUE}.")
  private int neighbours = 100;

  @Option(names = "--least", paramLabel = "S", description = "The least cosine; ${DEFAULT-VALUE}.")
  private double least = -1;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description = "tsv (score, two line numbers, two lines) or jsonl; tsv.")
  private SimilarityCommand.PairFormat format = SimilarityCommand.PairFormat.TSV;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A text a line, in UTF-8; - or none is standard input.")
  private String file = "-";

  MineCommand(Terminal terminal, EmbedderFactory embedders) {
    this.terminal = terminal;
    this.embedders = embedders;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    ParaphraseMining mining;
    try {
      mining = ParaphraseMining.builder().topK(neighbours).maxPairs(pairs).build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
    TextInput input = Operands.input(file);
    OutputTarget target = Operands.target(null, terminal);
    List<String> lines = input.allLines(terminal);
    try (StreamEmbedder embedder = model.open(embedders, terminal);
        ProgressDisplay progress = new ProgressDisplay(terminal, "mine", lines.size())) {
      Embeddings vectors = embedder.embed(lines, progress.call());
      progress.end();
      List<Pair> mined = mining.mine(vectors);
      target.writeText(out -> write(mined, lines, out));
      Operands.noteTruncated(terminal, progress, embedder);
    }
    return Application.OK;
  }

  private void write(List<Pair> mined, List<String> lines, Writer out) throws IOException {
    for (Pair pair : mined) {
      if (pair.score() < least) {
        return;
      }
      String first = lines.get(pair.first());
      String second = lines.get(pair.second());
      if (format == SimilarityCommand.PairFormat.TSV) {
        out.write(
            String.format(
                Locale.ROOT, "%.6f\t%d\t%d\t", pair.score(), pair.first() + 1, pair.second() + 1));
        out.write(first + "\t" + second + "\n");
      } else {
        JsonWriter json = new JsonWriter(out);
        json.beginObject().name("score").value(pair.score());
        json.name("lines").beginArray().value(pair.first() + 1).value(pair.second() + 1).endArray();
        json.name("a").value(first).name("b").value(second).endObject();
        out.write('\n');
      }
    }
  }
}
