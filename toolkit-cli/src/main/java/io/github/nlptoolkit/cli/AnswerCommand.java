package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.bert.head.Answer;
import io.github.nlptoolkit.bert.head.AnswerOptions;
import io.github.nlptoolkit.bert.head.QuestionAnswerer;
import io.github.nlptoolkit.cli.input.Placed;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.input.TextSequence;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.output.TextTable;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
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

/** {@code nlp answer}. */
@Command(
    name = "answer",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "nlp answer -m MODEL [OPTIONS] QUESTION [FILE...]",
      "nlp answer -m MODEL [OPTIONS] --pairs FILE"
    },
    description = {
      "The places in a text that answer a question, by an extractive model. Texts of any length are"
          + " read as a whole."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp answer -m deepset/roberta-base-squad2 \"Who wrote it?\" report.txt",
      "  nlp answer -m ./qa --top 3 --impossible \"Where?\" --context \"In Oslo.\"",
      "  nlp answer -m ./qa --format jsonl --pairs questions.tsv"
    })
final class AnswerCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private HeadOptions model = new HeadOptions();

  @Parameters(index = "0", arity = "0..1", paramLabel = "QUESTION", description = "The question.")
  private @Nullable String question;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Files in UTF-8, each a text to look in as a whole; - or none is standard input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = {"-c", "--context"},
      paramLabel = "TEXT",
      description = "The text to look in, in place of files.")
  private @Nullable String context;

  @Option(
      names = "--pairs",
      paramLabel = "FILE",
      description =
          "Lines of a question and the text to look in, with a tab between; - is standard input.")
  private @Nullable String pairs;

  @Option(
      names = {"-n", "--top"},
      paramLabel = "N",
      description = "How many answers at the most; ${DEFAULT-VALUE}.")
  private int top = 1;

  @Option(
      names = "--impossible",
      description = "Let \"no answer\" be an answer, for models that have learnt it (SQuAD 2.0).")
  private boolean impossible;

  @Option(
      names = "--answer-tokens",
      paramLabel = "N",
      description = "The most tokens of an answer; ${DEFAULT-VALUE}.")
  private int answerTokens = AnswerOptions.defaults().maxTokens();

  @Option(
      names = "--stride",
      paramLabel = "N",
      description = "How many tokens the windows of a long text share; 128, or as many as fit.")
  private @Nullable Integer stride;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description =
          "table or jsonl (an object a question; spans are in UTF-16 chars of the text); table.")
  private HeadFormat format = HeadFormat.TABLE;

  AnswerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    AnswerOptions options = options();
    TextOptions.Plan plan = plan();
    OutputTarget target = Operands.target(null, terminal);
    try (QuestionAnswerer answerer = model.load(QuestionAnswerer::load, terminal);
        TextSequence sequence = plan.open(terminal);
        ProgressDisplay progress =
            new ProgressDisplay(terminal, "answer", terminal.watched() ? plan.count() : -1)) {
      target.writeText(
          out -> {
            AnswerWriter writer = new AnswerWriter(out, format, plan.several(), pairs != null);
            new Batchwise<TextPair, List<Answer>>(
                    some -> answerer.answer(some, options), PairSequence::length, found -> false)
                .run(
                    questions(sequence),
                    terminal.typed() && pairs != null,
                    progress,
                    writer::write,
                    out);
          });
    }
    return Application.OK;
  }

  private AnswerOptions options() throws UsageException {
    try {
      AnswerOptions options =
          AnswerOptions.defaults().answers(top).maxTokens(answerTokens).impossible(impossible);
      return stride == null ? options : options.stride(stride);
    } catch (IllegalArgumentException e) {
      throw new UsageException(Failures.message(e), e);
    }
  }

  private TextOptions.Plan plan() throws IOException, UsageException {
    if (pairs != null) {
      if (question != null || context != null) {
        throw new UsageException("--pairs takes the place of question and text, got both");
      }
      return new TextOptions.Plan(List.of(), List.<TextInput>of(Operands.input(pairs)), false);
    }
    if (question == null) {
      throw new UsageException("answer needs a question, or --pairs FILE");
    }
    if (context != null) {
      if (!files.isEmpty()) {
        throw new UsageException("--context takes the place of files, got both");
      }
      return new TextOptions.Plan(List.of(context), List.of(), true);
    }
    return new TextOptions.Plan(List.of(), Operands.inputs(files), true);
  }

  private Iterator<Placed<TextPair>> questions(TextSequence sequence) {
    String asked = question;
    if (asked == null) {
      return new PairSequence(sequence);
    }
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return sequence.hasNext();
      }

      @Override
      public Placed<TextPair> next() {
        Placed<String> text = sequence.next();
        return new Placed<>(text.place(), new TextPair(asked, text.value()));
      }
    };
  }

  /** Writes the answers to questions. */
  private static final class AnswerWriter {
    private final Writer out;
    private final HeadFormat format;
    private final boolean pairs;
    private final TextHeadings headings;
    private long index;

    AnswerWriter(Writer out, HeadFormat format, boolean several, boolean pairs) {
      this.out = out;
      this.format = format;
      this.pairs = pairs;
      this.headings = new TextHeadings(out, several);
    }

    void write(Placed<TextPair> asked, List<Answer> answers) throws IOException {
      if (format == HeadFormat.TABLE) {
        headings.write(pairs ? asked.value().first() : asked.place());
        writeTable(answers);
      } else {
        writeJson(asked, answers);
      }
      index++;
    }

    private void writeTable(List<Answer> answers) throws IOException {
      TextTable table = new TextTable().right("score", 0).right("span", 0).left("answer", 0);
      for (Answer answer : answers) {
        String score = String.format(Locale.ROOT, "%.4f", answer.score());
        if (answer.isImpossible()) {
          table.row(score, "-", "(no answer)");
        } else {
          table.row(score, answer.span().start() + "-" + answer.span().end(), answer.text());
        }
      }
      table.write(out);
    }

    private void writeJson(Placed<TextPair> asked, List<Answer> answers) throws IOException {
      JsonWriter json = new JsonWriter(out);
      json.beginObject().name("index").value(index);
      json.name("place").value(asked.place());
      json.name("question").value(asked.value().first());
      json.name("answers").beginArray();
      for (Answer answer : answers) {
        json.beginObject().name("text").value(answer.text());
        json.name("score").value(answer.score());
        Operands.writeSpan(json.name("span"), answer.span());
        json.endObject();
      }
      json.endArray().endObject();
      out.write('\n');
    }
  }
}
