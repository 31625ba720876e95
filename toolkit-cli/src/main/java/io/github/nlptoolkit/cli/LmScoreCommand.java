package io.github.nlptoolkit.cli;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.cli.input.LineSequence;
import io.github.nlptoolkit.cli.terminal.Terminal;
import io.github.nlptoolkit.ngram.BackoffModel;
import io.github.nlptoolkit.ngram.SentenceScore;
import io.github.nlptoolkit.ngram.TokenScore;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nlp lm score}. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = {
      "The log10 probability of each line, before the line; with jsonl also of each word, with the"
          + " length of the n-gram that gave it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nlp lm score --model news.bin sentences.txt | sort -rg",
      "  nlp lm score --model news.bin --format jsonl sentences.txt"
    })
final class LmScoreCommand implements Callable<Integer> {

  /** How scores are written. */
  enum Format {
    /** A number, a tab, the line. */
    TEXT,
    /** An object a line. */
    JSONL
  }

  private final Terminal terminal;

  @Mixin private LmModelOption model = new LmModelOption();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "F",
      description = "text or jsonl; text.")
  private Format format = Format.TEXT;

  @Option(names = "--no-begin", description = "Do not begin a sentence before each line.")
  private boolean noBegin;

  @Option(names = "--no-end", description = "Do not end a sentence after each line.")
  private boolean noEnd;

  @Mixin private LmText text = new LmText();

  LmScoreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageException {
    try (LineSequence lines = new LineSequence(text.inputs(), terminal)) {
      BackoffModel loaded = model.load();
      Operands.target(null, terminal)
          .writeText(
              out -> {
                while (lines.hasNext()) {
                  String line = lines.next();
                  SentenceScore score = loaded.score(text.splitter().split(line), !noBegin, !noEnd);
                  write(line, score, out);
                  if (terminal.typed()) {
                    out.flush();
                  }
                }
              });
    }
    return Application.OK;
  }

  private void write(String line, SentenceScore score, Writer out) throws IOException {
    if (format == Format.TEXT) {
      out.write(String.format(Locale.ROOT, "%.6f\t%s\n", score.log10(), line));
      return;
    }
    JsonWriter json = new JsonWriter(out);
    // A model may give a word the probability 0.
    json.setStrictness(Strictness.LENIENT);
    json.beginObject().name("text").value(line).name("log10").value(score.log10());
    json.name("unknown").value(score.unknown()).name("tokens").beginArray();
    for (TokenScore token : score.tokens()) {
      json.beginObject().name("word").value(token.word());
      json.name("log10").value(token.log10()).name("ngramLength").value(token.ngramLength());
      json.name("unknown").value(token.unknown()).endObject();
    }
    json.endArray().endObject();
    out.write('\n');
  }
}
