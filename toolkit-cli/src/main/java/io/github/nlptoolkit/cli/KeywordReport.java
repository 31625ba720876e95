package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A page of HTML that needs no other file: each document with its keywords marked, table, map. */
final class KeywordReport {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int MARGIN = 40;
  private static final String STYLE =
      "body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
          + "color:#222;background:#fff}h2{border-top:1px solid #ccc;padding-top:1rem}"
          + ".text{white-space:pre-wrap;overflow-wrap:anywhere}"
          + "mark{background:rgba(255,196,0,var(--a));border-radius:3px;padding:0 2px}"
          + "table{border-collapse:collapse}td,th{padding:.2rem .8rem;text-align:left}"
          + "td.n{text-align:right;font-variant-numeric:tabular-nums}"
          + "svg{width:100%;height:auto;border:1px solid #ddd;margin-top:1rem}"
          + "svg text{font-size:12px}";

  private final Writer out;

  KeywordReport(Writer out) {
    this.out = out;
  }

  void begin() throws IOException {
    out.write(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Keywords</title><style>"
            + STYLE
            + "</style></head><body>\n<h1>Keywords</h1>\n");
  }

  void end() throws IOException {
    out.write("</body></html>\n");
  }

  /**
   * Writes one document.
   *
   * @param vectors those of its keywords, for the map; null for none
   */
  void document(String name, String text, List<Keyword> keywords, @Nullable Embeddings vectors)
      throws IOException {
    out.write("<h2>" + escaped(name) + "</h2>\n<table><tr><th>keyword<th>score<th>count</tr>\n");
    for (Keyword keyword : keywords) {
      out.write(
          String.format(
              Locale.ROOT,
              "<tr><td>%s<td class=\"n\">%.4f<td class=\"n\">%d</tr>%n",
              escaped(keyword.text()),
              keyword.score(),
              keyword.spans().size()));
    }
    out.write("</table>\n");
    if (vectors != null && keywords.size() > 2) {
      map(keywords, vectors);
    }
    out.write("<p class=\"text\">");
    marked(text, keywords);
    out.write("</p>\n");
  }

  /** One place with the strength of its mark. */
  private record Mark(Span span, double strength) {}

  /** The places of keywords, those of longer ones before those inside them. */
  static List<Span> places(List<Keyword> keywords) {
    return marks(keywords).stream().map(Mark::span).toList();
  }

  private static List<Mark> marks(List<Keyword> keywords) {
    double best = keywords.stream().mapToDouble(Keyword::score).max().orElse(0);
    double least = keywords.stream().mapToDouble(Keyword::score).min().orElse(0);
    List<Mark> all = new ArrayList<>();
    for (Keyword keyword : keywords) {
      double strength = best > least ? (keyword.score() - least) / (best - least) : 1;
      keyword.spans().forEach(span -> all.add(new Mark(span, 0.25 + 0.6 * strength)));
    }
    all.sort(
        (a, b) -> {
          int byStart = Integer.compare(a.span().start(), b.span().start());
          return byStart != 0 ? byStart : Integer.compare(b.span().end(), a.span().end());
        });
    List<Mark> kept = new ArrayList<>();
    int end = 0;
    for (Mark mark : all) {
      if (mark.span().start() >= end && mark.span().length() > 0) {
        kept.add(mark);
        end = mark.span().end();
      }
    }
    return kept;
  }

  private void marked(String text, List<Keyword> keywords) throws IOException {
    int at = 0;
    for (Mark mark : marks(keywords)) {
      out.write(escaped(text.substring(at, mark.span().start())));
      out.write(String.format(Locale.ROOT, "<mark style=\"--a:%.2f\">", mark.strength()));
      out.write(escaped(mark.span().of(text)) + "</mark>");
      at = mark.span().end();
    }
    out.write(escaped(text.substring(at)));
  }

  private void map(List<Keyword> keywords, Embeddings vectors) throws IOException {
    double[][] points = PlaneMap.of(vectors);
    out.write(
        "<svg viewBox=\"0 0 "
            + WIDTH
            + " "
            + HEIGHT
            + "\" role=\"img\"><title>Map of the keywords:"
            + " like ones lie near each other</title>\n");
    for (int i = 0; i < points.length; i++) {
      double x = MARGIN + points[i][0] * (WIDTH - 4 * MARGIN);
      double y = MARGIN + points[i][1] * (HEIGHT - 2 * MARGIN);
      out.write(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"#e69f00\"/><text x=\"%.1f\""
                  + " y=\"%.1f\">%s</text>%n",
              x,
              y,
              x + 8,
              y + 4,
              escaped(keywords.get(i).text())));
    }
    out.write("</svg>\n");
  }

  /** Text as HTML; what is no character of it is a replacement character. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            codePoint -> {
              switch (codePoint) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                  boolean isText =
                      codePoint >= ' '
                          && (codePoint < 0xD800 || codePoint > 0xDFFF)
                          && codePoint != 0x7F;
                  boolean isSpace = codePoint == '\n' || codePoint == '\t' || codePoint == '\r';
                  escaped.appendCodePoint(isText || isSpace ? codePoint : 0xFFFD);
                }
              }
            });
    return escaped.toString();
  }
}
