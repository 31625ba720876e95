package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.bert.head.LabelScore;
import io.github.nlptoolkit.cli.output.TextTable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** Writes the labels of texts and pairs. */
final class LabelWriter {

  private static final int SCORE_WIDTH = 7;

  private final Writer out;
  private final HeadFormat format;
  private final TextTable table;
  private long index;

  LabelWriter(Writer out, HeadFormat format, List<String> labels) {
    this.out = out;
    this.format = format;
    TextTable columns = new TextTable();
    columns.right("score", SCORE_WIDTH).left("label", TextTable.widest(labels)).left("text", 0);
    this.table = columns;
  }

  /** Writes the labels of one text or of the two of a pair. */
  void write(List<String> texts, List<LabelScore> labels, boolean truncated) throws IOException {
    if (format == HeadFormat.TABLE) {
      writeRows(texts, labels);
    } else {
      writeJson(texts, labels, truncated);
    }
    index++;
  }

  private void writeRows(List<String> texts, List<LabelScore> labels) throws IOException {
    String text = TextTable.printable(String.join(" | ", texts));
    String shown = TextTable.clipped(text, Operands.CLIPPED);
    for (LabelScore label : labels) {
      table.row(String.format(Locale.ROOT, "%.4f", label.score()), label.label(), shown);
    }
    if (labels.isEmpty()) {
      table.row("", "-", shown);
    }
    table.write(out);
  }

  private void writeJson(List<String> texts, List<LabelScore> labels, boolean truncated)
      throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("index").value(index);
    if (texts.size() == 1) {
      json.name("text").value(texts.get(0));
    } else {
      json.name("a").value(texts.get(0)).name("b").value(texts.get(1));
    }
    json.name("truncated").value(truncated).name("labels").beginArray();
    for (LabelScore label : labels) {
      json.beginObject().name("label").value(label.label());
      json.name("score").value(label.score()).endObject();
    }
    json.endArray().endObject();
    out.write('\n');
  }
}
