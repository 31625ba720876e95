package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.bert.sentence.ModelTokenizer;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.input.TextSequence;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nlp tokens}. */
@Command(
    name = "tokens",
    mixinStandardHelpOptions = true,
    description = {
      "What a model sees of a text: its tokens with their ids and types, the words they are of and"
          + " where they stand, special tokens included. What is behind the model's limit is left"
          + " out."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp tokens \"Unaffable glaciers\"",
      "  nlp tokens -m bge-small-zh-v1.5 --format jsonl \"冰川很慢\"",
      "  nlp tokens -m ./bert --pairs pairs.tsv"
    })
final class TokensCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description =
          "A short name (nlp models lists them), a checkpoint folder or a name on the Hugging Face"
              + " Hub; ${DEFAULT-VALUE}.")
  private String model = Models.DEFAULT;

  @Option(
      names = "--download",
      description = "Download the model from the Hugging Face Hub if it is not on this machine.")
  private boolean download;

  @Mixin private TextOptions texts = new TextOptions();

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "Lines of two texts with a tab between, in place of texts; - is standard input.")
  private @Nullable String pairs;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description =
          "table or jsonl (an object a text; spans are in UTF-16 chars of the text); table.")
  private HeadFormat format = HeadFormat.TABLE;

  TokensCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if (pairs != null && texts.given()) {
      throw new UsageException("--pairs takes the place of texts, got both");
    }
    TextOptions.Plan plan =
        pairs == null
            ? texts.plan()
            : new TextOptions.Plan(List.of(), List.<TextInput>of(Operands.input(pairs)), false);
    OutputTarget target = Operands.target(null, terminal);
    try (ModelTokenizer tokenizer =
            ModelTokenizer.load(LoadingOptions.folder(model, download, terminal));
        TextSequence sequence = plan.open(terminal);
        ProgressDisplay progress =
            new ProgressDisplay(terminal, "tokens", terminal.watched() ? plan.count() : -1)) {
      if (!tokenizer.prompt().isEmpty()) {
        terminal.note(
            "embedding puts the prompt \"" + tokenizer.prompt() + "\" before each text; not shown");
      }
      target.writeText(out -> write(tokenizer, plan.several(), sequence, progress, out));
      progress.end();
      Operands.noteTruncated(terminal, progress, tokenizer.maxTokens());
    }
    return Application.OK;
  }

  private void write(
      ModelTokenizer tokenizer,
      boolean several,
      TextSequence sequence,
      ProgressDisplay progress,
      Writer out)
      throws IOException {
    TokenWriter writer = new TokenWriter(out, format, several);
    boolean atOnce = terminal.typed();
    if (pairs == null) {
      new Batchwise<String, Encoding>(
              some -> some.stream().map(tokenizer::encode).toList(),
              String::length,
              Encoding::truncated)
          .run(
              sequence,
              atOnce,
              progress,
              (text, tokens) -> writer.write(List.of(text.value()), tokens),
              out);
    } else {
      new Batchwise<TextPair, Encoding>(
              some ->
                  some.stream()
                      .map(pair -> tokenizer.encodePair(pair.first(), pair.second()))
                      .toList(),
              PairSequence::length,
              Encoding::truncated)
          .run(
              new PairSequence(sequence),
              atOnce,
              progress,
              (pair, tokens) ->
                  writer.write(List.of(pair.value().first(), pair.value().second()), tokens),
              out);
    }
  }
}
