package io.github.nlptoolkit.eval.report;

import io.github.nlptoolkit.eval.suite.SuiteResult;
import io.github.nlptoolkit.eval.task.Chart;
import io.github.nlptoolkit.eval.task.Evaluation;
import io.github.nlptoolkit.eval.task.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Results as one page that needs nothing else: tables and charts, in light and dark, from the width
 * of a telephone.
 */
public final class HtmlReport {
  private static final int HASH_SHOWN = 16;

  private HtmlReport() {}

  /**
   * Writes a report.
   *
   * @param title its title
   * @param results the results
   * @param comparisons what changed
   * @return HTML
   */
  public static String of(String title, List<SuiteResult> results, List<Comparison> comparisons) {
    StringBuilder out = new StringBuilder();
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
        .append(escaped(title))
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(escaped(title))
        .append("</h1>\n");
    out.append(
        "<p>Intervals hold 95 % of 1,000 bootstrap samples of the items; those of the V-measure are the"
            + " jackknife's.</p>\n");
    summary(out, results);
    if (!comparisons.isEmpty()) {
      comparisons(out, comparisons);
    }
    overview(out, results);
    out.append("<h2>Tasks</h2>\n<div class=\"grid\">\n");
    results.forEach(result -> card(out, result));
    return out.append("</div>\n</body>\n</html>\n").toString();
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("the resource report.css is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text with the five characters replaced that HTML takes for its own. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static void cell(StringBuilder out, String style, String text) {
    out.append("<td")
        .append(style.isEmpty() ? "" : " class=\"" + style + '"')
        .append('>')
        .append(escaped(text))
        .append("</td>");
  }

  private static void summary(StringBuilder out, List<SuiteResult> results) {
    out.append("<div class=\"wide\"><table>\n<tr><th>task</th><th class=\"n\">score</th>")
        .append("<th>95 % interval</th><th>metric</th><th>model</th><th class=\"n\">items</th>")
        .append("<th class=\"n\">seconds</th></tr>\n");
    for (SuiteResult result : results) {
      Evaluation evaluation = result.evaluation();
      out.append("<tr>");
      cell(out, "", result.name());
      cell(out, "n", Numbers.score(evaluation.mainScore()));
      cell(out, "", Numbers.interval(result.interval()));
      cell(
          out,
          "",
          evaluation.mainMetric()
              + (evaluation.items().isHigherBetter() ? "" : " (lower is better)"));
      cell(out, "", evaluation.provenance().model());
      cell(out, "n", Integer.toString(evaluation.items().count()));
      cell(out, "n", Numbers.seconds(evaluation.provenance().seconds()));
      out.append("</tr>\n");
    }
    out.append("</table></div>\n");
  }

  private static void comparisons(StringBuilder out, List<Comparison> comparisons) {
    out.append(
            "<h2>Comparisons</h2>\n<p>Paired bootstrap over the items, two-sided, of the V-measure")
        .append(
            " the jackknife; a verdict is given at p &lt; 0.05.</p>\n<div class=\"wide\"><table>\n<tr><th>compared</th>")
        .append("<th>verdict</th><th class=\"n\">difference</th><th class=\"n\">p</th>")
        .append("<th class=\"n\">now</th><th class=\"n\">other</th></tr>\n");
    for (Comparison comparison : comparisons) {
      String verdict = comparison.verdict().name().toLowerCase(Locale.ROOT);
      out.append("<tr>");
      cell(out, "", comparison.name());
      cell(out, verdict, verdict);
      cell(out, "n", Numbers.signed(comparison.difference()));
      cell(out, "n", Numbers.score(comparison.pValue()));
      cell(out, "n", Numbers.score(comparison.first().evaluation().mainScore()));
      cell(out, "n", Numbers.score(comparison.second().evaluation().mainScore()));
      out.append("</tr>\n");
    }
    out.append("</table></div>\n");
  }

  private static void overview(StringBuilder out, List<SuiteResult> results) {
    out.append("<h2>Overview</h2>\n<div class=\"grid\">\n<div class=\"card\"><h3>Scores</h3>")
        .append(SvgCharts.bars(results))
        .append("</div>\n<div class=\"card\"><h3>Speed and quality</h3>")
        .append(SvgCharts.speeds(results))
        .append("<ol>");
    for (SuiteResult result : SvgCharts.timed(results)) {
      out.append("<li>").append(escaped(result.name())).append("</li>");
    }
    out.append("</ol></div>\n</div>\n");
  }

  private static void card(StringBuilder out, SuiteResult result) {
    Evaluation evaluation = result.evaluation();
    out.append("<section class=\"card\"><h3>").append(escaped(result.name())).append("</h3>\n");
    out.append("<table>\n");
    for (Map.Entry<String, Double> score : evaluation.scores().entrySet()) {
      out.append("<tr>");
      cell(out, "", score.getKey());
      cell(out, "n", Numbers.score(score.getValue()));
      out.append("</tr>\n");
    }
    out.append("</table>\n");
    for (Chart chart : evaluation.charts()) {
      out.append("<figure><figcaption>")
          .append(escaped(chart.title()))
          .append("</figcaption>")
          .append(SvgCharts.of(chart))
          .append("</figure>\n");
    }
    provenance(out, evaluation.provenance());
    out.append("</section>\n");
  }

  private static void provenance(StringBuilder out, Provenance from) {
    out.append("<details><summary>where the numbers come from</summary><dl>");
    entry(out, "model", from.model());
    entry(out, "model hash", shortened(from.modelHash()));
    entry(out, "data hash", shortened(from.dataHash()));
    from.settings().forEach((name, value) -> entry(out, name, value));
    from.versions().forEach((name, value) -> entry(out, name, value));
    entry(out, "seed", Long.toString(from.seed()));
    entry(out, "started", from.started());
    entry(out, "seconds", Numbers.seconds(from.seconds()));
    entry(out, "machine", from.machine());
    out.append("</dl></details>\n");
  }

  private static String shortened(String hash) {
    return hash.length() <= HASH_SHOWN ? hash : hash.substring(0, HASH_SHOWN) + "…";
  }

  private static void entry(StringBuilder out, String name, String value) {
    if (!value.isEmpty()) {
      out.append("<dt>")
          .append(escaped(name))
          .append("</dt><dd>")
          .append(escaped(value))
          .append("</dd>");
    }
  }
}
