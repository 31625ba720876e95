package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.bert.head.Classification;
import io.github.nlptoolkit.bert.head.ClassificationKind;
import io.github.nlptoolkit.bert.head.LabelScore;
import io.github.nlptoolkit.bert.head.SequenceClassifier;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.input.TextSequence;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nlp classify}. */
@Command(
    name = "classify",
    mixinStandardHelpOptions = true,
    description = {
      "The label of each text, or of each pair of texts, with its score.",
      "Of a model whose labels exclude each other the best one is shown, of one whose labels do"
          + " not, all that reach the threshold; --top asks for more."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp classify -m ./sentiment \"What a fine day.\" \"It rains again.\"",
      "  nlp classify -m ./sentiment --format jsonl -i reviews.txt > labels.jsonl",
      "  nlp classify -m ./entailment --top 3 --pairs premises.tsv"
    })
final class ClassifyCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private HeadOptions model = new HeadOptions();
  @Mixin private TextOptions texts = new TextOptions();

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "Lines of two texts with a tab between, in place of texts; - is standard input.")
  private @Nullable String pairs;

  @Option(
      names = {"-n", "--top"},
      paramLabel = "N",
      description = "How many labels, whatever their scores.")
  private @Nullable Integer top;

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description =
          "The least score of a label, from 0 to 1, for models whose labels do not exclude each"
              + " other; ${DEFAULT-VALUE}.")
  private double threshold = 0.5;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description = "table or jsonl (an object a text); table.")
  private HeadFormat format = HeadFormat.TABLE;

  ClassifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    check();
    TextOptions.Plan plan =
        pairs == null
            ? texts.plan()
            : new TextOptions.Plan(List.of(), List.<TextInput>of(Operands.input(pairs)), false);
    OutputTarget target = Operands.target(null, terminal);
    try (SequenceClassifier classifier = model.load(SequenceClassifier::load, terminal);
        TextSequence sequence = plan.open(terminal);
        ProgressDisplay progress =
            new ProgressDisplay(terminal, "classify", terminal.watched() ? plan.count() : -1)) {
      target.writeText(out -> classify(classifier, sequence, progress, out));
      progress.end();
      Operands.noteTruncated(terminal, progress, classifier.maxTokens());
    }
    return Application.OK;
  }

  private void check() throws UsageException {
    if (pairs != null && texts.given()) {
      throw new UsageException("--pairs takes the place of texts, got both");
    }
    if (top != null && top < 1) {
      throw new UsageException("--top must be at least 1, got " + top);
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new UsageException("--threshold must be from 0 to 1, got " + threshold);
    }
  }

  private void classify(
      SequenceClassifier classifier, TextSequence sequence, ProgressDisplay progress, Writer out)
      throws IOException {
    LabelWriter writer = new LabelWriter(out, format, classifier.labels());
    boolean atOnce = terminal.typed();
    if (pairs == null) {
      new Batchwise<String, Classification>(
              classifier::classify, String::length, Classification::truncated)
          .run(
              sequence,
              atOnce,
              progress,
              (text, found) -> writer.write(List.of(text.value()), shown(found), found.truncated()),
              out);
    } else {
      new Batchwise<TextPair, Classification>(
              classifier::classifyPairs, PairSequence::length, Classification::truncated)
          .run(
              new PairSequence(sequence),
              atOnce,
              progress,
              (pair, found) ->
                  writer.write(
                      List.of(pair.value().first(), pair.value().second()),
                      shown(found),
                      found.truncated()),
              out);
    }
  }

  private List<LabelScore> shown(Classification found) {
    if (top == null && found.kind() == ClassificationKind.MULTI_LABEL) {
      return found.atLeast(threshold);
    }
    List<LabelScore> ranked = found.ranked();
    return ranked.subList(0, Math.min(top == null ? 1 : top, ranked.size()));
  }
}
