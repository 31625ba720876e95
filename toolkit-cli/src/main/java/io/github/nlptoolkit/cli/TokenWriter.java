package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.cli.output.TextTable;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes the tokens of texts and pairs. */
final class TokenWriter {

  private final Writer out;
  private final HeadFormat format;
  private final TextHeadings headings;
  private long index;

  TokenWriter(Writer out, HeadFormat format, boolean several) {
    this.out = out;
    this.format = format;
    this.headings = new TextHeadings(out, several);
  }

  /** Writes the tokens of one text or of the two of a pair. */
  void write(List<String> texts, Encoding tokens) throws IOException {
    if (format == HeadFormat.TABLE) {
      headings.write(String.join(" | ", texts));
      writeTable(texts, tokens);
    } else {
      writeJson(texts, tokens);
    }
    index++;
  }

  private void writeTable(List<String> texts, Encoding encoding) throws IOException {
    TextTable table =
        new TextTable()
            .right("token", 0)
            .right("id", 0)
            .right("type", 0)
            .right("word", 0)
            .right("span", 0)
            .left("piece", 0)
            .left("text", 0);
    int[] ids = encoding.ids();
    int[] types = encoding.typeIds();
    int[] words = encoding.wordIds();
    int[] sequences = encoding.sequenceIds();
    for (int i = 0; i < ids.length; i++) {
      boolean added = sequences[i] < 0;
      Span span = encoding.span(i);
      table.row(
          Integer.toString(i),
          Integer.toString(ids[i]),
          Integer.toString(types[i]),
          words[i] < 0 ? "-" : Integer.toString(words[i]),
          added ? "-" : span.start() + "-" + span.end(),
          encoding.tokens().get(i),
          added ? "" : span.of(texts.get(sequences[i])));
    }
    table.write(out);
  }

  private void writeJson(List<String> texts, Encoding encoding) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("index").value(index);
    if (texts.size() == 1) {
      json.name("text").value(texts.get(0));
    } else {
      json.name("a").value(texts.get(0)).name("b").value(texts.get(1));
    }
    json.name("truncated").value(encoding.truncated()).name("tokens").beginArray();
    int[] ids = encoding.ids();
    int[] types = encoding.typeIds();
    int[] words = encoding.wordIds();
    int[] sequences = encoding.sequenceIds();
    boolean[] special = encoding.specialTokensMask();
    for (int i = 0; i < ids.length; i++) {
      json.beginObject().name("token").value(encoding.tokens().get(i)).name("id").value(ids[i]);
      json.name("type").value(types[i]).name("special").value(special[i]);
      if (sequences[i] >= 0) {
        json.name("of").value(sequences[i] == 0 && texts.size() == 1 ? "text" : of(sequences[i]));
        json.name("word").value(words[i]);
        Operands.writeSpan(json.name("span"), encoding.span(i));
      }
      json.endObject();
    }
    json.endArray().endObject();
    out.write('\n');
  }

  /** The name of a text of a pair. */
  private static String of(int sequence) {
    return sequence == 0 ? "a" : "b";
  }
}
