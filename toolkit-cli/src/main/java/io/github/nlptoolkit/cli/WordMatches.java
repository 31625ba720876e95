package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.word2vec.WordMatch;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options of a list of words with scores, and its writing. */
final class WordMatches {

  /** How words are written. */
  enum Format {
    /** The score, a tab, the word. */
    TSV,
    /** An object a line. */
    JSONL
  }

  @Option(
      names = {"-n", "--top"},
      paramLabel = "N",
      description = "How many words; 10.")
  private int top = 10;

  @Option(
      names = "--restrict",
      paramLabel = "N",
      description = "Look at the first N words only, which are the frequent ones.")
  private int restrict = Integer.MAX_VALUE;

  @Option(
      names = "--multiply",
      description = "Score by products of cosines (3CosMul), not by their sum.")
  private boolean multiplies;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description = "tsv (the score, then the word) or jsonl; tsv.")
  private Format format = Format.TSV;

  int top() {
    return top;
  }

  int restrict() {
    return restrict;
  }

  boolean multiplies() {
    return multiplies;
  }

  void write(List<WordMatch> matches, Terminal terminal) throws IOException, UsageException {
    Operands.target(null, terminal)
        .writeText(
            out -> {
              for (WordMatch match : matches) {
                if (format == Format.TSV) {
                  out.write(String.format(Locale.ROOT, "%.6f\t%s\n", match.score(), match.word()));
                  continue;
                }
                JsonWriter json = new JsonWriter(out);
                json.beginObject().name("word").value(match.word());
                json.name("score").value(match.score()).endObject();
                out.write('\n');
              }
            });
  }
}
