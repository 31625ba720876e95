package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.sentence.train.ExampleFile;
import io.github.nlptoolkit.bert.sentence.train.ExampleFormat;
import io.github.nlptoolkit.bert.sentence.train.SentenceEvaluator;
import io.github.nlptoolkit.bert.sentence.train.SentenceLoss;
import io.github.nlptoolkit.bert.sentence.train.SentenceLoss.Labels;
import io.github.nlptoolkit.bert.sentence.train.TrainingExample;
import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files of {@code nlp finetune}, and what their lines are. */
final class ExampleOptions {

  @Option(
      names = "--train",
      required = true,
      paramLabel = "FILE",
      description = "Examples in UTF-8, a line each, with tabs between the columns.")
  private Path train = Path.of("");

  @Option(
      names = "--columns",
      paramLabel = "LIST",
      description =
          "What the columns are: text, label (or score), or - for none, such as"
              + " -,text,text,label. By default labels first, or last where they stand there.")
  private @Nullable String columns;

  @Option(
      names = "--scores",
      paramLabel = "MIN-MAX",
      description = "The range of scores in the files; ${DEFAULT-VALUE}. 0-5 for STS.")
  private String scores = "0-1";

  @Option(
      names = "--classes",
      paramLabel = "A,B",
      split = ",",
      description = "The names of classes; all that the file has.")
  private String[] classes = {};

  @Option(
      names = "--skip-bad",
      description = "Leave lines out that are no examples, and tell how many.")
  private boolean skipBad;

  @Option(
      names = "--dev",
      paramLabel = "FILE",
      description = "What the model is measured on; the best one is what is saved.")
  private @Nullable Path dev;

  @Option(
      names = "--evaluate",
      paramLabel = "E",
      description =
          "How: sts (score and two texts), binary (0 or 1 and two texts), triplet (three texts) or"
              + " retrieval (query and positive; all positives are the corpus). By the loss.")
  private @Nullable String evaluate;

  private ExampleFormat format() throws UsageException {
    int dash = scores.indexOf('-', 1);
    try {
      if (dash < 0) {
        throw new IllegalArgumentException("expected MIN-MAX such as 0-5, got " + scores);
      }
      return new ExampleFormat(
          columns == null ? List.of() : ExampleFormat.columns(columns),
          Double.parseDouble(scores.substring(0, dash)),
          Double.parseDouble(scores.substring(dash + 1)),
          Arrays.asList(classes));
    } catch (NumberFormatException e) {
      throw new UsageException("--scores: expected MIN-MAX such as 0-5, got " + scores, e);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--scores, --columns or --classes: " + e.getMessage(), e);
    }
  }

  /** The examples to learn from. */
  ExampleFile train(LossOptions loss, Terminal terminal) throws IOException, UsageException {
    ExampleFile read = ExampleFile.read(train, loss.loss(2), format(), skipBad);
    tell(train, read, terminal);
    if (read.examples().isEmpty()) {
      throw new IOException(train + " has no example");
    }
    return read;
  }

  private static void tell(Path file, ExampleFile read, Terminal terminal) {
    if (read.skipped() > 0) {
      terminal.note(file + ": left out " + read.skipped() + " lines that are no examples");
    }
  }

  /** What the model is measured by, or null for nothing. */
  @Nullable SentenceEvaluator evaluator(SentenceLoss loss, Terminal terminal)
      throws IOException, UsageException {
    Path file = dev;
    if (file == null) {
      return null;
    }
    String kind = evaluate == null ? byLoss(loss) : evaluate.toLowerCase(Locale.ROOT);
    return switch (kind) {
      case "sts" ->
          SentenceEvaluator.similarity(examples(file, Labels.SCORE, 2, kind, loss, terminal));
      case "binary" ->
          SentenceEvaluator.binary(examples(file, Labels.BINARY, 2, kind, loss, terminal));
      case "triplet" ->
          SentenceEvaluator.triplets(examples(file, Labels.NONE, 3, kind, loss, terminal));
      case "retrieval" -> retrieval(examples(file, Labels.NONE, 2, kind, loss, terminal));
      default ->
          throw new UsageException(
              "--evaluate must be sts, binary, triplet or retrieval, got " + kind);
    };
  }

  private List<TrainingExample> examples(
      Path file, Labels labels, int texts, String kind, SentenceLoss loss, Terminal terminal)
      throws IOException, UsageException {
    ExampleFormat format = format();
    if (!kind.equals(byLoss(loss)) || labels != loss.labels()) {
      // The columns are those of the training file: another kind of file has its own.
      format = new ExampleFormat(List.of(), format.leastScore(), format.mostScore(), List.of());
    }
    ExampleFile read = ExampleFile.read(file, labels, texts, format, skipBad);
    tell(file, read, terminal);
    return read.examples();
  }

  private static String byLoss(SentenceLoss loss) {
    return switch (loss.labels()) {
      case BINARY -> "binary";
      case NONE -> loss.leastColumns() == 3 ? "triplet" : "retrieval";
      default -> "sts";
    };
  }

  private static SentenceEvaluator retrieval(List<TrainingExample> pairs) {
    Map<String, String> queries = new LinkedHashMap<>();
    Map<String, String> corpus = new LinkedHashMap<>();
    Map<String, Set<String>> relevant = new LinkedHashMap<>();
    for (TrainingExample pair : pairs) {
      List<String> texts = pair.texts();
      queries.put(texts.get(0), texts.get(0));
      for (String document : texts.subList(1, texts.size())) {
        corpus.put(document, document);
      }
      relevant.computeIfAbsent(texts.get(0), key -> new LinkedHashSet<>()).add(texts.get(1));
    }
    return SentenceEvaluator.retrieval(queries, corpus, relevant);
  }
}
