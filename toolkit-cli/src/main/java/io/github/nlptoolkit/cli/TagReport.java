package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.cli.output.TextTable;
import io.github.nlptoolkit.sequence.scheme.ChunkScores;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The scores of tags beside those of a gold standard. */
final class TagReport {
  private final long tokens;
  private final int sentences;
  private final double accuracy;
  private final double sentenceAccuracy;
  private final @Nullable ChunkScores chunks;

  TagReport(
      List<List<String>> gold,
      List<List<String>> found,
      @Nullable Scheme scheme,
      boolean looksLikeChunks) {
    this.tokens = gold.stream().mapToLong(List::size).sum();
    this.sentences = gold.size();
    this.accuracy = ChunkScores.tokenAccuracy(gold, found);
    int right = 0;
    for (int i = 0; i < gold.size(); i++) {
      right += gold.get(i).equals(found.get(i)) ? 1 : 0;
    }
    this.sentenceAccuracy = (double) right / sentences;
    if (scheme != null) {
      this.chunks = ChunkScores.strict(gold, found, scheme);
    } else {
      this.chunks = looksLikeChunks ? ChunkScores.lenient(gold, found) : null;
    }
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  /** One line for notes while training goes on. */
  String line() {
    return "accuracy "
        + percent(accuracy)
        + (chunks == null ? "" : ", F1 " + percent(chunks.micro().f1()));
  }

  void writeTable(Writer out) throws IOException {
    out.write(
        String.format(
            Locale.ROOT,
            "tokens %d, right %s %%; sentences %d, right %s %%%n",
            tokens,
            percent(accuracy),
            sentences,
            percent(sentenceAccuracy)));
    if (chunks == null) {
      return;
    }
    TextTable table =
        new TextTable()
            .left("type", 0)
            .right("precision", 0)
            .right("recall", 0)
            .right("F1", 0)
            .right("support", 0);
    for (String type : chunks.types()) {
      row(table, type, chunks.counts(type).score());
    }
    row(table, "micro", chunks.micro());
    row(table, "macro", chunks.macro());
    row(table, "weighted", chunks.weighted());
    table.write(out);
  }

  private static void row(TextTable table, String name, ChunkScores.Score score) {
    table.row(
        name,
        percent(score.precision()),
        percent(score.recall()),
        percent(score.f1()),
        String.valueOf(score.support()));
  }

  void writeJson(Writer out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("tokens").value(tokens).name("accuracy");
    number(json, accuracy);
    json.name("sentences").value(sentences).name("sentenceAccuracy");
    number(json, sentenceAccuracy);
    if (chunks != null) {
      json.name("micro");
      score(json, chunks.micro());
      json.name("macro");
      score(json, chunks.macro());
      json.name("weighted");
      score(json, chunks.weighted());
      json.name("types").beginObject();
      for (String type : chunks.types()) {
        json.name(type);
        score(json, chunks.counts(type).score());
      }
      json.endObject();
    }
    json.endObject();
    out.write('\n');
  }

  private static void score(JsonWriter json, ChunkScores.Score score) throws IOException {
    json.beginObject().name("precision");
    number(json, score.precision());
    json.name("recall");
    number(json, score.recall());
    json.name("f1");
    number(json, score.f1());
    json.name("support").value(score.support()).endObject();
  }

  private static void number(JsonWriter json, double value) throws IOException {
    if (Double.isNaN(value)) {
      json.nullValue();
    } else {
      json.value(value);
    }
  }
}
