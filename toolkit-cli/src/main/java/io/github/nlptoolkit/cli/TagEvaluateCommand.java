package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.output.TextTable;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.data.IwaReader;
import io.github.nlptoolkit.sequence.data.LabelledAttributes;
import io.github.nlptoolkit.sequence.scheme.ChunkScores;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import io.github.nlptoolkit.sequence.tagger.CrfSegmenter;
import io.github.nlptoolkit.sequence.tagger.TaggingTask;
import io.github.nlptoolkit.sequence.tagger.WordScores;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp tag evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Compares tags with those of a gold standard: accuracy, and of phrases and names precision,"
          + " recall and F1 as seqeval has them; of a segmenter those of words.",
      "Without a model, compares two columns of a file."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp tag evaluate --model pos-en dev.conllu",
      "  nlp tag evaluate --model ner.tagger --scheme iob2 dev.conll",
      "  nlp tag evaluate --predicted-column 3 --tag-column 2 tagged.tsv"
    })
final class TagEvaluateCommand implements Callable<Integer> {

  /** How scores are written. */
  enum Format {
    /** For people. */
    TABLE,
    /** One object. */
    JSONL
  }

  private final Terminal terminal;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "M",
      description = "A file that nlp tag train wrote, a model of CRFsuite, pos-en or segment-zh.")
  private @Nullable String model;

  @Option(
      names = "--predicted-column",
      paramLabel = "N",
      description = "The column of tags to compare, from 1, or from the end if negative.")
  private @Nullable Integer predictedColumn;

  @Mixin private TagFileOptions columns = new TagFileOptions();

  @Option(
      names = "--iwa",
      description = "The input holds attributes of tokens, in CRFsuite's format.")
  private boolean iwa;

  @Option(
      names = "--scheme",
      paramLabel = "S",
      description =
          "Count chunks strictly by a scheme (iob1, iob2, ioe1, ioe2, iobes, bilou, bmes); by"
              + " default as conlleval does, where tags look like chunks.")
  private @Nullable Scheme scheme;

  @Option(names = "--output-format", paramLabel = "F", description = "table or jsonl; table.")
  private Format outputFormat = Format.TABLE;

  @Parameters(paramLabel = "FILE", description = "Files in UTF-8; - or none is standard input.")
  private List<String> files = new ArrayList<>();

  TagEvaluateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if ((model == null) == (predictedColumn == null)) {
      throw new UsageException("name either --model or --predicted-column");
    }
    List<TextInput> inputs = Operands.inputs(files);
    TagModel tagger = model == null ? null : TagModel.load(model);
    if (tagger != null && tagger.isSegmenter()) {
      writeWords(inputs, CrfSegmenter.of(Objects.requireNonNull(tagger.crf())));
      return Application.OK;
    }
    List<List<String>> gold = new ArrayList<>();
    List<List<String>> found = new ArrayList<>();
    if (iwa) {
      addAttributes(inputs, tagger, gold, found);
    } else {
      addSentences(inputs, tagger, gold, found);
    }
    write(new TagReport(gold, found, scheme, isChunks(tagger, gold)));
    return Application.OK;
  }

  private void addAttributes(
      List<TextInput> inputs,
      @Nullable TagModel tagger,
      List<List<String>> gold,
      List<List<String>> found)
      throws IOException, UsageException {
    CrfModel crf = tagger == null ? null : tagger.attributes();
    if (crf == null) {
      throw new UsageException("--iwa needs a model of attributes alone");
    }
    for (TextInput input : inputs) {
      try (IwaReader reader = IwaReader.of(input.name(), input.open(terminal))) {
        for (LabelledAttributes one = reader.read(); one != null; one = reader.read()) {
          gold.add(one.labels());
          found.add(crf.tag(one.attributes()));
        }
      }
    }
  }

  private void addSentences(
      List<TextInput> inputs,
      @Nullable TagModel tagger,
      List<List<String>> gold,
      List<List<String>> found)
      throws IOException, UsageException {
    List<TagFileOptions.Labelled> sentences = columns.labelled(inputs, terminal);
    if (tagger == null) {
      int predicted = Objects.requireNonNull(predictedColumn);
      if (predicted == 0) {
        throw new UsageException("--predicted-column must be from 1, or negative, got 0");
      }
      for (TagFileOptions.Labelled one : sentences) {
        found.add(
            TagFileOptions.cells(
                one.rows(), predicted > 0 ? predicted - 1 : predicted, one.file()));
      }
    } else {
      TagModel checked = tagger.tagging(Objects.requireNonNull(model));
      if (checked.needsParts() && !columns.hasParts()) {
        throw new UsageException(
            "the model needs parts of speech: name their column with --pos-column");
      }
      found.addAll(
          sentences.parallelStream()
              .map(one -> checked.tag(one.rows(), one.sentence().tokens(), one.parts()))
              .toList());
    }
    sentences.forEach(one -> gold.add(one.sentence().tags()));
  }

  /** Whether tags stand for chunks: the task says so, or their letters. */
  static boolean isChunks(@Nullable TagModel tagger, List<List<String>> gold) {
    if (tagger != null && tagger.crf() != null && tagger.crf().task() == TaggingTask.POS) {
      return false;
    }
    return gold.stream()
        .flatMap(List::stream)
        .allMatch(tag -> tag.equals("O") || tag.matches("[BIESMLU](-.*)?"));
  }

  private void write(TagReport report) throws IOException, UsageException {
    Operands.target(null, terminal)
        .writeText(
            out -> {
              if (outputFormat == Format.JSONL) {
                report.writeJson(out);
              } else {
                report.writeTable(out);
              }
            });
  }

  private void writeWords(List<TextInput> inputs, CrfSegmenter segmenter)
      throws IOException, UsageException {
    WordScores scores = new WordScores();
    for (List<String> words : columns.tokens(inputs, terminal)) {
      scores.add(words, segmenter::tokens);
    }
    ChunkScores.Score score = scores.counts().score();
    Operands.target(null, terminal)
        .writeText(
            out -> {
              if (outputFormat == Format.JSONL) {
                writeWordsJson(score, out);
              } else {
                TextTable table =
                    new TextTable()
                        .right("precision", 0)
                        .right("recall", 0)
                        .right("F1", 0)
                        .right("words", 0);
                table.row(
                    TagReport.percent(score.precision()),
                    TagReport.percent(score.recall()),
                    TagReport.percent(score.f1()),
                    String.format(Locale.ROOT, "%d", score.support()));
                table.write(out);
              }
            });
  }

  private static void writeWordsJson(ChunkScores.Score score, Writer out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("precision").value(score.precision());
    json.name("recall").value(score.recall()).name("f1").value(score.f1());
    json.name("words").value(score.support()).endObject();
    out.write('\n');
  }
}
