package io.github.nlptoolkit.cli;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** Writes the keywords of documents. */
final class KeywordWriter {

  /** How keywords are written. */
  enum Format {
    /** For people: score, number of occurrences, keyword. */
    TABLE,
    /** An object a document. */
    JSONL
  }

  /** How the keywords of a text are marked. */
  enum Highlighting {
    /** The text is not shown. */
    NONE,
    /** In bold and colour. */
    COLOURS,
    /** Between pairs of stars, where there are no colours. */
    STARS
  }

  private final Writer out;
  private final Format format;
  private final boolean named;
  private final Highlighting highlighting;
  private boolean first = true;

  /**
   * Starts writing.
   *
   * @param named whether a table tells its document
   */
  KeywordWriter(Writer out, Format format, boolean named, Highlighting highlighting) {
    this.highlighting = highlighting;
    this.out = out;
    this.format = format;
    this.named = named;
  }

  void write(String document, String text, List<Keyword> keywords) throws IOException {
    if (format == Format.JSONL) {
      writeJson(document, keywords);
      return;
    }
    if (named) {
      out.write((first ? "" : "\n") + document + "\n");
    }
    first = false;
    if (highlighting != Highlighting.NONE) {
      writeText(text, keywords);
    }
    if (!keywords.isEmpty()) {
      out.write("  score  count  keyword\n");
    }
    for (Keyword keyword : keywords) {
      out.write(
          String.format(
              Locale.ROOT,
              "%7.4f  %5d  %s\n",
              keyword.score(),
              keyword.spans().size(),
              keyword.text()));
    }
  }

  private void writeText(String text, List<Keyword> keywords) throws IOException {
    boolean colours = highlighting == Highlighting.COLOURS;
    int at = 0;
    for (Span span : KeywordReport.places(keywords)) {
      out.write(text.substring(at, span.start()));
      out.write(colours ? "\u001B[1;33m" : "**");
      out.write(span.of(text));
      out.write(colours ? "\u001B[0m" : "**");
      at = span.end();
    }
    out.write(text.substring(at));
    out.write(text.endsWith("\n") ? "" : "\n");
  }

  private void writeJson(String document, List<Keyword> keywords) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("document").value(document).name("keywords").beginArray();
    for (Keyword keyword : keywords) {
      json.beginObject().name("text").value(keyword.text()).name("score").value(keyword.score());
      json.name("spans").beginArray();
      for (Span span : keyword.spans()) {
        json.beginArray().value(span.start()).value(span.end()).endArray();
      }
      json.endArray().endObject();
    }
    json.endArray().endObject();
    out.write('\n');
  }
}
