package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.bert.head.FilledMask;
import io.github.nlptoolkit.bert.head.MaskedLanguageModel;
import io.github.nlptoolkit.bert.head.PseudoLikelihood;
import io.github.nlptoolkit.bert.head.TokenProbability;
import io.github.nlptoolkit.cli.input.TextSequence;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.output.TextTable;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nlp fill-mask}. */
@Command(
    name = "fill-mask",
    mixinStandardHelpOptions = true,
    description = {
      "What may stand at the masks of a text, by a masked language model. A mask is written as the"
          + " model's tokenizer has it: [MASK] for BERT, <mask> for RoBERTa.",
      "Several masks of a text are filled each by itself."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp fill-mask -m google-bert/bert-base-uncased \"Paris is in [MASK].\"",
      "  nlp fill-mask -m FacebookAI/roberta-base --download --top 10 \"A <mask>.\"",
      "  nlp fill-mask -m ./bert --perplexity --format jsonl -i sentences.txt"
    })
final class FillMaskCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private HeadOptions model = new HeadOptions();
  @Mixin private TextOptions texts = new TextOptions();

  @Option(
      names = {"-n", "--top"},
      paramLabel = "N",
      description = "How many tokens for each mask; ${DEFAULT-VALUE}.")
  private int top = 5;

  @Option(
      names = "--perplexity",
      description =
          "Fill nothing, but tell how likely each text is as a whole: its pseudo-perplexity, from"
              + " 1, lower is more likely.")
  private boolean perplexity;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description = "table or jsonl (an object a text); table.")
  private HeadFormat format = HeadFormat.TABLE;

  FillMaskCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if (top < 1) {
      throw new UsageException("--top must be at least 1, got " + top);
    }
    TextOptions.Plan plan = texts.plan();
    OutputTarget target = Operands.target(null, terminal);
    try (MaskedLanguageModel masked = model.load(MaskedLanguageModel::load, terminal);
        TextSequence sequence = plan.open(terminal);
        ProgressDisplay progress =
            new ProgressDisplay(terminal, "fill-mask", terminal.watched() ? plan.count() : -1)) {
      if (perplexity) {
        target.writeText(out -> score(masked, sequence, progress, out));
      } else {
        target.writeText(out -> fill(masked, sequence, plan.several(), progress, out));
      }
      progress.end();
      Operands.noteTruncated(terminal, progress, masked.maxTokens());
    }
    return Application.OK;
  }

  private void fill(
      MaskedLanguageModel masked,
      TextSequence sequence,
      boolean several,
      ProgressDisplay progress,
      Writer out)
      throws IOException {
    FillWriter writer = new FillWriter(out, format, several);
    new Batchwise<String, List<FilledMask>>(
            some -> masked.fill(some, top), String::length, masks -> masks.get(0).truncated())
        .run(
            sequence,
            terminal.typed(),
            progress,
            (text, masks) -> writer.write(text.value(), masks),
            out);
  }

  private void score(
      MaskedLanguageModel masked, TextSequence sequence, ProgressDisplay progress, Writer out)
      throws IOException {
    ScoreWriter writer = new ScoreWriter(out, format);
    new Batchwise<String, PseudoLikelihood>(masked::score, String::length, score -> false)
        .run(
            sequence,
            terminal.typed(),
            progress,
            (text, score) -> writer.write(text.value(), score),
            out);
  }

  /** Writes the candidates of masks. */
  private static final class FillWriter {
    private final Writer out;
    private final HeadFormat format;
    private final TextHeadings headings;
    private long index;

    FillWriter(Writer out, HeadFormat format, boolean several) {
      this.out = out;
      this.format = format;
      this.headings = new TextHeadings(out, several);
    }

    void write(String text, List<FilledMask> masks) throws IOException {
      if (format == HeadFormat.TABLE) {
        headings.write(text);
        writeTable(masks);
      } else {
        writeJson(text, masks);
      }
      index++;
    }

    private void writeTable(List<FilledMask> masks) throws IOException {
      TextTable table =
          new TextTable().right("mask", 0).right("score", 0).left("token", 0).left("text", 0);
      for (int i = 0; i < masks.size(); i++) {
        for (TokenProbability one : masks.get(i).candidates()) {
          table.row(
              Integer.toString(i + 1),
              String.format(Locale.ROOT, "%.4f", one.probability()),
              one.token(),
              one.text());
        }
      }
      table.write(out);
    }

    private void writeJson(String text, List<FilledMask> masks) throws IOException {
      JsonWriter json = new JsonWriter(out);
      json.beginObject().name("index").value(index).name("text").value(text);
      json.name("truncated").value(masks.get(0).truncated());
      json.name("masks").beginArray();
      for (FilledMask mask : masks) {
        json.beginObject().name("position").value(mask.position());
        Operands.writeSpan(json.name("span"), mask.span());
        json.name("candidates").beginArray();
        for (TokenProbability one : mask.candidates()) {
          json.beginObject().name("id").value(one.id()).name("token").value(one.token());
          json.name("text").value(one.text()).name("score").value(one.probability()).endObject();
        }
        json.endArray().endObject();
      }
      json.endArray().endObject();
      out.write('\n');
    }
  }

  /** Writes pseudo-perplexities. */
  private static final class ScoreWriter {
    private static final int WIDTH = 12;

    private final Writer out;
    private final HeadFormat format;
    private final TextTable table =
        new TextTable().right("perplexity", WIDTH).right("tokens", 0).left("text", 0);
    private long index;

    ScoreWriter(Writer out, HeadFormat format) {
      this.out = out;
      this.format = format;
    }

    void write(String text, PseudoLikelihood score) throws IOException {
      if (format == HeadFormat.TABLE) {
        table.row(
            String.format(Locale.ROOT, "%.3f", score.perplexity()),
            Integer.toString(score.tokens()),
            TextTable.clipped(TextTable.printable(text), Operands.CLIPPED));
        table.write(out);
      } else {
        JsonWriter json = new JsonWriter(out);
        json.beginObject().name("index").value(index).name("text").value(text);
        json.name("tokens").value(score.tokens());
        json.name("logLikelihood").value(score.logLikelihood());
        json.name("perplexity").value(score.perplexity()).endObject();
        out.write('\n');
      }
      index++;
    }
  }
}
