package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.output.OutputTarget;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.sequence.data.IwaWriter;
import io.github.nlptoolkit.sequence.data.LabelledAttributes;
import io.github.nlptoolkit.sequence.data.SentenceFormat;
import io.github.nlptoolkit.sequence.data.TaggedSentence;
import io.github.nlptoolkit.sequence.data.TokenRows;
import io.github.nlptoolkit.sequence.feature.FeatureExtractor;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nlp tag convert}. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    description = {
      "Writes files of sentences in another format, or their tags in another scheme.",
      "Formats of the same kind keep all columns; others keep tokens and tags.",
      "With a template, the tags and attributes of the tokens in CRFsuite's format (IWA)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp tag convert --output-format jsonl dev.conllu",
      "  nlp tag convert --from iob1 --to iobes train.conll",
      "  nlp tag convert --from iob2 --repair train.conll",
      "  nlp tag convert --template chunking.template -o train.iwa train.conll"
    })
final class TagConvertCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private TagFileOptions columns = new TagFileOptions();

  @Option(
      names = "--output-format",
      paramLabel = "F",
      description = "columns, conllu, jsonl or words; that of the input.")
  private @Nullable SentenceFormat outputFormat;

  @Option(
      names = "--from",
      paramLabel = "S",
      description = "The scheme of the tags: iob1, iob2, ioe1, ioe2, iobes, bilou or bmes.")
  private @Nullable Scheme from;

  @Option(names = "--to", paramLabel = "S", description = "The scheme to write; the same.")
  private @Nullable Scheme to;

  @Option(
      names = "--repair",
      description = "Put tags right that break the rules of their scheme, which are refused else.")
  private boolean repair;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description = "Write IWA, with the attributes that a template of CRF++ makes of the columns.")
  private @Nullable Path template;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write a file, which is there when it is complete.")
  private @Nullable String output;

  @Parameters(paramLabel = "FILE", description = "Files in UTF-8; - or none is standard input.")
  private List<String> files = new ArrayList<>();

  TagConvertCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    if (from == null && (to != null || repair)) {
      throw new UsageException("--to and --repair need the scheme that the tags are in: --from");
    }
    if (template != null && outputFormat != null) {
      throw new UsageException("--template writes IWA: it goes without --output-format");
    }
    FeatureExtractor features = template == null ? null : features(template);
    List<TextInput> inputs = Operands.inputs(files);
    OutputTarget target = Operands.target(output, terminal);
    target.writeText(
        out -> {
          try {
            columns.forEach(
                inputs,
                terminal,
                (rows, format, file) -> {
                  TokenRows converted = converted(rows, format, file);
                  if (features == null) {
                    write(converted, format, file, out);
                  } else {
                    writeAttributes(converted, format, file, features, out);
                  }
                });
          } catch (UsageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
          }
        });
    return Application.OK;
  }

  private static FeatureExtractor features(Path template) throws IOException, UsageException {
    try {
      return FeatureExtractor.load(template);
    } catch (NoSuchFileException e) {
      throw new UsageException("--template: " + template + ": no such file", e);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--template: " + e.getMessage(), e);
    }
  }

  /** The sentence with its tags in the scheme that is wanted. */
  private TokenRows converted(TokenRows rows, SentenceFormat format, String file)
      throws IOException, UsageException {
    if (from == null || rows.size() == 0) {
      return rows;
    }
    List<String> tags = TagFileOptions.cells(rows, columns.tagColumn(format), file);
    TaggedSentence valid =
        TagFileOptions.valid(
            new TagFileOptions.Labelled(
                file, format, rows, new TaggedSentence(tags, tags), List.of()),
            from,
            repair);
    return rows.with(
        columns.tagColumn(format), to == null ? valid.tags() : from.convert(valid.tags(), to));
  }

  private void write(TokenRows rows, SentenceFormat format, String file, Writer out)
      throws IOException, UsageException {
    SentenceFormat wanted = outputFormat == null ? format : outputFormat;
    wanted.writer(out).write(wanted == format ? rows : pairs(rows, format, file));
  }

  private void writeAttributes(
      TokenRows rows, SentenceFormat format, String file, FeatureExtractor features, Writer out)
      throws IOException, UsageException {
    List<String> tags = TagFileOptions.cells(rows, columns.tagColumn(format), file);
    new IwaWriter(out).write(new LabelledAttributes(features.extract(rows), tags, 0));
  }

  /** Tokens, and tags if there are any. */
  private TokenRows pairs(TokenRows rows, SentenceFormat format, String file)
      throws IOException, UsageException {
    List<String> tokens = TagFileOptions.cells(rows, columns.tokenColumn(format), file);
    List<List<String>> pairs = new ArrayList<>(tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      pairs.add(
          rows.columns() == 1
              ? List.of(tokens.get(i))
              : List.of(tokens.get(i), rows.cell(i, columns.tagColumn(format))));
    }
    return TokenRows.of(pairs);
  }
}
