package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.input.Utf8Lines;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import io.github.nlptoolkit.sequence.data.IwaReader;
import io.github.nlptoolkit.sequence.data.LabelledAttributes;
import io.github.nlptoolkit.sequence.data.SentenceFormat;
import io.github.nlptoolkit.sequence.data.SentenceWriter;
import io.github.nlptoolkit.sequence.data.TokenRows;
import io.github.nlptoolkit.sequence.tagger.CrfSegmenter;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp tag run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Tags sentences, or cuts Chinese text into words.",
      "A segmenter reads plain text; any other tagger reads sentences of tokens."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  echo \"The dog barks .\" | nlp tag run --model pos-en",
      "  nlp tag run --model segment-zh zh.txt",
      "  nlp tag run --model pos.tagger --output-format conllu dev.conllu",
      "  nlp tag run --model crfsuite.model --iwa test.iwa"
    })
final class TagRunCommand implements Callable<Integer> {
  private static final int BATCH = 512;

  private final Terminal terminal;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "M",
      required = true,
      description = "A file that nlp tag train wrote, a model of CRFsuite, pos-en or segment-zh.")
  private String model = "";

  @Mixin private TagFileOptions columns = new TagFileOptions();

  @Option(
      names = "--output-format",
      paramLabel = "F",
      description =
          "columns, conllu, jsonl or words (words with blanks between, no tags); columns, of a"
              + " segmenter words. jsonl of a segmenter has the places of words in UTF-16 chars.")
  private @Nullable SentenceFormat outputFormat;

  @Option(
      names = "--iwa",
      description = "The input holds attributes of tokens, in CRFsuite's format.")
  private boolean iwa;

  @Option(
      names = "--all",
      description = "Of a segmenter: punctuation too, and whatever else is no white space.")
  private boolean all;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write a file, which is there when it is complete.")
  private @Nullable String output;

  @Parameters(paramLabel = "FILE", description = "Files in UTF-8; - or none is standard input.")
  private List<String> files = new ArrayList<>();

  TagRunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    List<TextInput> inputs = Operands.inputs(files);
    OutputTarget target = Operands.target(output, terminal);
    TagModel tagger = TagModel.load(model);
    if (iwa) {
      CrfModel crf = tagger.attributes();
      if (crf == null) {
        throw new UsageException(
            "--iwa needs a model of attributes alone, and " + model + " is a tagger");
      }
      target.writeText(out -> attributes(inputs, crf, out));
    } else if (tagger.isSegmenter()) {
      CrfSegmenter segmenter = CrfSegmenter.of(Objects.requireNonNull(tagger.crf()));
      target.writeText(out -> segment(inputs, segmenter, out));
    } else {
      TagModel checked = tagger.tagging(model);
      if (checked.needsParts() && !columns.hasParts()) {
        throw new UsageException(
            "the model needs parts of speech: name their column with --pos-column");
      }
      target.writeText(out -> sentences(inputs, checked, out));
    }
    return Application.OK;
  }

  private void attributes(List<TextInput> inputs, CrfModel crf, Writer out) throws IOException {
    for (TextInput input : inputs) {
      try (IwaReader reader = IwaReader.of(input.name(), input.open(terminal))) {
        for (LabelledAttributes one = reader.read(); one != null; one = reader.read()) {
          for (String label : crf.tag(one.attributes())) {
            out.write(label + "\n");
          }
          out.write('\n');
        }
      }
    }
  }

  private void segment(List<TextInput> inputs, CrfSegmenter segmenter, Writer out)
      throws IOException {
    for (TextInput input : inputs) {
      try (Utf8Lines lines = input.lines(terminal)) {
        while (lines.hasNext()) {
          List<String> batch = new ArrayList<>();
          do {
            batch.add(lines.next());
          } while (batch.size() < BATCH && !terminal.typed() && lines.hasNext());
          List<List<Span>> spans =
              batch.parallelStream()
                  .map(line -> all || words() ? segmenter.tokens(line) : segmenter.segment(line))
                  .toList();
          for (int i = 0; i < batch.size(); i++) {
            writeWords(batch.get(i), spans.get(i), out);
          }
          if (terminal.typed()) {
            out.flush();
          }
        }
      }
    }
  }

  /** Whether the output is the text with blanks between its words, of which nothing is lost. */
  private boolean words() {
    return outputFormat == null || outputFormat == SentenceFormat.WORDS;
  }

  private void writeWords(String line, List<Span> spans, Writer out) throws IOException {
    List<String> words = spans.stream().map(span -> span.of(line)).toList();
    if (outputFormat == SentenceFormat.JSONL) {
      JsonWriter json = new JsonWriter(out);
      json.beginObject().name("text").value(line).name("tokens").beginArray();
      for (String word : words) {
        json.value(word);
      }
      json.endArray().name("spans").beginArray();
      for (Span span : spans) {
        Operands.writeSpan(json, span);
      }
      json.endArray().endObject();
      out.write('\n');
    } else if (words()) {
      out.write(String.join(" ", words) + "\n");
    } else {
      TokenRows rows = TokenRows.of(words.stream().map(List::of).toList());
      Objects.requireNonNull(outputFormat).writer(out).write(rows);
    }
  }

  /** A sentence that waits to be tagged. */
  private record Waiting(
      TokenRows rows, SentenceFormat format, List<String> tokens, List<String> parts) {}

  private void sentences(List<TextInput> inputs, TagModel tagger, Writer out) throws IOException {
    List<Waiting> waiting = new ArrayList<>();
    try {
      columns.forEach(
          inputs,
          terminal,
          (rows, format, file) -> {
            waiting.add(
                new Waiting(
                    rows,
                    format,
                    TagFileOptions.cells(rows, columns.tokenColumn(format), file),
                    columns.parts(rows, file)));
            if (waiting.size() == BATCH || terminal.typed()) {
              tagAll(waiting, tagger, out);
            }
          });
      tagAll(waiting, tagger, out);
    } catch (UsageException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private void tagAll(List<Waiting> waiting, TagModel tagger, Writer out)
      throws IOException, UsageException {
    List<List<String>> tags =
        waiting.parallelStream().map(one -> tagger.tag(one.rows, one.tokens, one.parts)).toList();
    SentenceFormat format = outputFormat == null ? SentenceFormat.COLUMNS : outputFormat;
    SentenceWriter writer = format.writer(out);
    for (int i = 0; i < tags.size(); i++) {
      Waiting one = waiting.get(i);
      boolean replaces = one.format == SentenceFormat.CONLLU && format == SentenceFormat.CONLLU;
      writer.write(
          replaces
              ? one.rows.with(columns.tagColumn(one.format), tags.get(i))
              : pairs(one.tokens, tags.get(i)));
    }
    if (terminal.typed()) {
      out.flush();
    }
    waiting.clear();
  }

  private static TokenRows pairs(List<String> tokens, List<String> tags) {
    List<List<String>> rows = new ArrayList<>(tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      rows.add(List.of(tokens.get(i), tags.get(i)));
    }
    return TokenRows.of(rows);
  }
}
