package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.bert.head.Aggregation;
import io.github.nlptoolkit.bert.head.Entity;
import io.github.nlptoolkit.bert.head.EntityOptions;
import io.github.nlptoolkit.bert.head.TokenClassifier;
import io.github.nlptoolkit.cli.input.TextSequence;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.output.TextTable;
import io.github.nlptoolkit.cli.terminal.ProgressDisplay;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nlp ner}. */
@Command(
    name = "ner",
    mixinStandardHelpOptions = true,
    description = {
      "The named entities of each text, or whatever else a token classifier marks. Texts of any"
          + " length are read as a whole."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp ner -m dslim/bert-base-NER \"Ada Lovelace was born in London.\"",
      "  nlp ner -m ./ner --whole -i report.txt --format jsonl",
      "  nlp ner -m ./ner --aggregation none --ignore none < lines.txt"
    })
final class NerCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private HeadOptions model = new HeadOptions();
  @Mixin private TextOptions texts = new TextOptions();

  @Option(
      names = {"-a", "--aggregation"},
      paramLabel = "A",
      description =
          "How labels of tokens become entities, as in transformers: none, simple, first, max or"
              + " average; simple.")
  private @Nullable Aggregation aggregation;

  @Option(
      names = "--decode",
      paramLabel = "S",
      description =
          "Find the best tags that are valid in a scheme (iob1, iob2, ioe1, ioe2, iobes, bilou,"
              + " bmes) by Viterbi over the words of each text, instead of --aggregation.")
  private @Nullable Scheme scheme;

  @Option(
      names = "--transitions",
      paramLabel = "FILE",
      description = "Add the scores that a CRF has for one tag behind another; with --decode.")
  private @Nullable String transitions;

  @Option(
      names = "--ignore",
      paramLabel = "LABEL",
      description = "A label of which no entities are made, or none; may come several times; O.")
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = "--stride",
      paramLabel = "N",
      description =
          "How many tokens the windows of a long text share; a quarter of the model's limit.")
  private @Nullable Integer stride;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description =
          "table or jsonl (an object a text; spans are in UTF-16 chars of the text); table.")
  private HeadFormat format = HeadFormat.TABLE;

  NerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    EntityOptions options = options();
    if (scheme != null && (aggregation != null || stride != null)) {
      throw new UsageException("--decode goes with neither --aggregation nor --stride");
    }
    if (transitions != null && scheme == null) {
      throw new UsageException("--transitions needs --decode");
    }
    TextOptions.Plan plan = texts.plan();
    OutputTarget target = Operands.target(null, terminal);
    try (TokenClassifier classifier = model.load(TokenClassifier::load, terminal);
        TextSequence sequence = plan.open(terminal);
        ProgressDisplay progress =
            new ProgressDisplay(terminal, "ner", terminal.watched() ? plan.count() : -1)) {
      Function<List<String>, List<List<Entity>>> finder = finder(classifier, options);
      target.writeText(
          out -> {
            EntityWriter writer = new EntityWriter(out, format, plan.several());
            new Batchwise<String, List<Entity>>(finder, String::length, found -> false)
                .run(
                    sequence,
                    terminal.typed(),
                    progress,
                    (text, found) -> writer.write(text.value(), found),
                    out);
          });
    }
    return Application.OK;
  }

  private Function<List<String>, List<List<Entity>>> finder(
      TokenClassifier classifier, EntityOptions options) throws IOException, UsageException {
    if (scheme == null) {
      return some -> classifier.entities(some, options);
    }
    ViterbiEntities decoder;
    try {
      decoder = ViterbiEntities.of(classifier, scheme, transitions);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--decode: " + Failures.message(e), e);
    }
    return some -> {
      List<List<Entity>> found = decoder.entities(some);
      return found.stream()
          .map(
              all ->
                  all.stream()
                      .filter(one -> !options.ignoredLabels().contains(one.label()))
                      .toList())
          .toList();
    };
  }

  private EntityOptions options() throws UsageException {
    EntityOptions options =
        EntityOptions.defaults()
            .aggregation(aggregation == null ? Aggregation.SIMPLE : aggregation);
    if (!ignored.isEmpty()) {
      options =
          options.ignoredLabels(ignored.equals(List.of("none")) ? Set.of() : Set.copyOf(ignored));
    }
    if (stride == null) {
      return options;
    }
    try {
      return options.stride(stride);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage(), e);
    }
  }

  /** Writes the entities of texts. */
  private static final class EntityWriter {
    private final Writer out;
    private final HeadFormat format;
    private final TextHeadings headings;
    private long index;

    EntityWriter(Writer out, HeadFormat format, boolean several) {
      this.out = out;
      this.format = format;
      this.headings = new TextHeadings(out, several);
    }

    void write(String text, List<Entity> entities) throws IOException {
      if (format == HeadFormat.TABLE) {
        headings.write(text);
        writeTable(entities);
      } else {
        writeJson(text, entities);
      }
      index++;
    }

    private void writeTable(List<Entity> entities) throws IOException {
      TextTable table =
          new TextTable().right("score", 0).left("label", 0).right("span", 0).left("text", 0);
      for (Entity entity : entities) {
        table.row(
            String.format(Locale.ROOT, "%.4f", entity.score()),
            entity.label(),
            entity.span().start() + "-" + entity.span().end(),
            entity.text());
      }
      table.write(out);
    }

    private void writeJson(String text, List<Entity> entities) throws IOException {
      JsonWriter json = new JsonWriter(out);
      json.beginObject().name("index").value(index).name("text").value(text);
      json.name("entities").beginArray();
      for (Entity entity : entities) {
        json.beginObject().name("label").value(entity.label());
        json.name("score").value(entity.score());
        Operands.writeSpan(json.name("span"), entity.span());
        json.name("text").value(entity.text()).endObject();
      }
      json.endArray().endObject();
      out.write('\n');
    }
  }
}
