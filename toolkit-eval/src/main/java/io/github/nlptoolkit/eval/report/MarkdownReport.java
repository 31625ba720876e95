package io.github.nlptoolkit.eval.report;

import io.github.nlptoolkit.eval.suite.SuiteResult;
import io.github.nlptoolkit.eval.task.Evaluation;
import java.util.List;
import java.util.Locale;

/** Results as Markdown tables. */
public final class MarkdownReport {
  private MarkdownReport() {}

  /**
   * Writes a report.
   *
   * @param title its title
   * @param results the results
   * @param comparisons what changed
   * @return Markdown
   */
  public static String of(String title, List<SuiteResult> results, List<Comparison> comparisons) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(cell(title)).append("\n\n");
    out.append("| task | model | metric | score | 95 % interval | items | seconds |\n");
    out.append("| --- | --- | --- | ---: | --- | ---: | ---: |\n");
    for (SuiteResult result : results) {
      Evaluation evaluation = result.evaluation();
      row(
          out,
          result.name(),
          evaluation.provenance().model(),
          evaluation.mainMetric(),
          Numbers.score(evaluation.mainScore()),
          Numbers.interval(result.interval()),
          Integer.toString(evaluation.items().count()),
          Numbers.seconds(evaluation.provenance().seconds()));
    }
    if (!comparisons.isEmpty()) {
      out.append("\n| compared | difference | p | verdict |\n| --- | ---: | ---: | --- |\n");
      for (Comparison comparison : comparisons) {
        row(
            out,
            comparison.name(),
            Numbers.signed(comparison.difference()),
            Numbers.score(comparison.pValue()),
            comparison.verdict().name().toLowerCase(Locale.ROOT));
      }
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String... cells) {
    for (String cell : cells) {
      out.append("| ").append(cell(cell)).append(' ');
    }
    out.append("|\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ");
  }
}
