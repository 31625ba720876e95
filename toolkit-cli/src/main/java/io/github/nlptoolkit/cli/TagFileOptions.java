package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.input.TextInput;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.sequence.data.SentenceFormat;
import io.github.nlptoolkit.sequence.data.SentenceReader;
import io.github.nlptoolkit.sequence.data.SequenceFormatException;
import io.github.nlptoolkit.sequence.data.TaggedSentence;
import io.github.nlptoolkit.sequence.data.TokenRows;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import io.github.nlptoolkit.sequence.scheme.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns of files of sentences hold what. */
final class TagFileOptions {

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description =
          "columns (a token a line), conllu, jsonl (tokens and tags) or words (a sentence a line,"
              + " words parted by blanks); by the name of the file.")
  private @Nullable SentenceFormat format;

  @Option(
      names = "--token-column",
      paramLabel = "N",
      description = "The column of tokens, from 1, or from the end if negative; 1, of conllu 2.")
  private @Nullable Integer tokenColumn;

  @Option(
      names = "--tag-column",
      paramLabel = "N",
      description = "The column of tags; the last, of conllu 4 (5 has the finer tags).")
  private @Nullable Integer tagColumn;

  @Option(
      names = "--pos-column",
      paramLabel = "N",
      description = "The column of parts of speech, which help to find phrases; none.")
  private @Nullable Integer posColumn;

  SentenceFormat formatOf(TextInput input) {
    if (format != null) {
      return format;
    }
    return input.operand().equals("-")
        ? SentenceFormat.WORDS
        : SentenceFormat.ofName(input.operand());
  }

  boolean hasParts() {
    return posColumn != null;
  }

  int tokenColumn(SentenceFormat of) throws UsageException {
    return index("--token-column", tokenColumn, of == SentenceFormat.CONLLU ? 1 : 0);
  }

  int tagColumn(SentenceFormat of) throws UsageException {
    return index("--tag-column", tagColumn, of == SentenceFormat.CONLLU ? 3 : -1);
  }

  private int posColumn() throws UsageException {
    return index("--pos-column", posColumn, 0);
  }

  private static int index(String name, @Nullable Integer given, int otherwise)
      throws UsageException {
    if (given == null) {
      return otherwise;
    }
    if (given == 0) {
      throw new UsageException(name + " must be from 1, or from the end if negative, got 0");
    }
    return given > 0 ? given - 1 : given;
  }

  /** A sentence of a file, by the columns that the options name. */
  record Labelled(
      String file,
      SentenceFormat format,
      TokenRows rows,
      TaggedSentence sentence,
      List<String> parts) {}

  /** What takes sentences. */
  interface Sink {
    void take(TokenRows rows, SentenceFormat format, String file)
        throws IOException, UsageException;
  }

  /** Reads all sentences of the inputs, one at a time. */
  void forEach(List<TextInput> inputs, Terminal terminal, Sink sink)
      throws IOException, UsageException {
    for (TextInput input : inputs) {
      SentenceFormat of = formatOf(input);
      try (SentenceReader reader = of.reader(input.name(), input.open(terminal))) {
        for (TokenRows rows = reader.read(); rows != null; rows = reader.read()) {
          sink.take(rows, of, input.name());
        }
      }
    }
  }

  /** Sentences with tags. */
  List<Labelled> labelled(List<TextInput> inputs, Terminal terminal)
      throws IOException, UsageException {
    List<Labelled> all = new ArrayList<>();
    forEach(
        inputs,
        terminal,
        (rows, of, file) -> {
          List<String> tokens = cells(rows, tokenColumn(of), file);
          if (of != SentenceFormat.CONLLU && tagColumn == null && rows.columns() == 1) {
            throw new SequenceFormatException(file, rows.line(0), "there is no column of tags");
          }
          all.add(
              new Labelled(
                  file,
                  of,
                  rows,
                  new TaggedSentence(tokens, cells(rows, tagColumn(of), file)),
                  parts(rows, file)));
        });
    return all;
  }

  /** The tokens of sentences. */
  List<List<String>> tokens(List<TextInput> inputs, Terminal terminal)
      throws IOException, UsageException {
    List<List<String>> all = new ArrayList<>();
    forEach(inputs, terminal, (rows, of, file) -> all.add(cells(rows, tokenColumn(of), file)));
    return all;
  }

  List<String> parts(TokenRows rows, String file) throws IOException, UsageException {
    return posColumn == null ? List.of() : cells(rows, posColumn(), file);
  }

  static List<String> cells(TokenRows rows, int column, String file) throws IOException {
    int at = column < 0 ? rows.columns() + column : column;
    if (rows.size() > 0 && (at < 0 || at >= rows.columns())) {
      throw new SequenceFormatException(
          file,
          rows.line(0),
          "there is no column " + (column < 0 ? column : column + 1) + ", only " + rows.columns());
    }
    return rows.column(column);
  }

  /** Tags by the rules of a scheme: refused with their line, or put right. */
  static TaggedSentence valid(Labelled labelled, Scheme scheme, boolean repair) throws IOException {
    List<Violation> violations = scheme.violations(labelled.sentence().tags());
    if (violations.isEmpty()) {
      return labelled.sentence();
    }
    Violation first = violations.get(0);
    if (repair) {
      try {
        return new TaggedSentence(
            labelled.sentence().tokens(), scheme.repair(labelled.sentence().tags()));
      } catch (IllegalArgumentException e) {
        throw wrong(labelled, first, "");
      }
    }
    throw wrong(labelled, first, " (--repair puts such tags right)");
  }

  private static SequenceFormatException wrong(Labelled labelled, Violation first, String hint) {
    int token = Math.min(first.index(), labelled.rows().size() - 1);
    return new SequenceFormatException(
        labelled.file(), labelled.rows().line(token), first.message() + hint);
  }
}
