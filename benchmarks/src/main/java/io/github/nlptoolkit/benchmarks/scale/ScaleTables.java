package io.github.nlptoolkit.benchmarks.scale;

import io.github.nlptoolkit.benchmarks.report.MarkdownText;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Writes the measurements as tables. */
final class ScaleTables {
  /** The precisions in the order of the columns. */
  static final List<Precision> PRECISIONS =
      List.of(Precision.FLOAT32, Precision.BFLOAT16, Precision.INT8);

  private static final double BASE_GOAL = 0.85;
  private static final int BASE_TOKENS = 128;

  private final ScaleResults results;
  private final MarkdownText text = new MarkdownText();

  private ScaleTables(ScaleResults results) {
    this.results = results;
  }

  static String of(ScaleResults results, String plots) {
    ScaleTables tables = new ScaleTables(results);
    tables.text.line(results.machine().described());
    tables.text.line("");
    tables.text.line(
        "A cell has the texts embedded in a second, the operations of that in G/s of those that the"
            + " machine's matrix products reach in the same precision on as many threads, measured"
            + " in turn with it, and the share.");
    for (ScaleModel model : ScaleModel.values()) {
      String title = model.label() + ", threads";
      tables.axis(Axis.LENGTH, model, title, "tokens a text", ScaleTables::shareOfPeak);
    }
    tables.axis(
        Axis.BATCH,
        ScaleModel.MINILM,
        ScaleModel.MINILM.label() + ", threads",
        "texts a call, 32 tokens each",
        ScaleTables::shareOfPeak);
    tables.axis(
        Axis.CORPUS,
        ScaleModel.MINILM,
        ScaleModel.MINILM.label() + ", threads",
        "texts of 8 to 16 tokens, a stream",
        ScaleTables::withMemory);
    tables.goal();
    tables.text.line("");
    for (String plot : ScalePlots.names(results)) {
      tables.text.line("![%s](%s/%s.svg)", ScalePlots.title(plot), plots, plot);
    }
    return tables.text.toString();
  }

  private void axis(
      Axis axis, ScaleModel model, String title, String values, Function<ScaleCell, String> shown) {
    boolean begun = false;
    for (int threads : threads()) {
      for (int value : axis.values(false)) {
        List<Optional<ScaleCell>> cells =
            PRECISIONS.stream().map(p -> results.find(model, p, threads, axis, value)).toList();
        if (cells.stream().anyMatch(Optional::isPresent)) {
          if (!begun) {
            text.heading(title, values, "fp32", "bf16", "int8");
            begun = true;
          }
          String[] columns = new String[1 + cells.size()];
          columns[0] = String.format(Locale.ROOT, "%,d", value);
          for (int i = 0; i < cells.size(); i++) {
            columns[1 + i] = cells.get(i).map(shown).orElse("");
          }
          text.row(Integer.toString(threads), columns);
        }
      }
    }
  }

  private Iterable<Integer> threads() {
    TreeSet<Integer> all = new TreeSet<>();
    results.cells().forEach(cell -> all.add(cell.threads()));
    return all;
  }

  private static String shareOfPeak(ScaleCell cell) {
    return String.format(
        Locale.ROOT,
        "%s: %.0f of %.0f, %.0f %%",
        rate(cell.textsOfSecond()),
        cell.operationsOfSecond() / 1e9,
        cell.peakOfSecond() / 1e9,
        100 * cell.share());
  }

  private static String withMemory(ScaleCell cell) {
    return shareOfPeak(cell)
        + (cell.residentBytes() == 0
            ? ""
            : String.format(Locale.ROOT, "; %.0f MiB", cell.residentBytes() / (double) (1 << 20)));
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 100 ? "%.1f" : "%.0f", rate);
  }

  private void goal() {
    int threads = new TreeSet<>(results.cells().stream().map(ScaleCell::threads).toList()).last();
    Optional<ScaleCell> cell =
        results.find(ScaleModel.BERT_BASE, Precision.BFLOAT16, threads, Axis.LENGTH, BASE_TOKENS);
    if (cell.isPresent()) {
      double share = cell.get().share();
      text.line("");
      text.line(
          "Goal: %s in bf16 with texts of %d tokens reaches at least %.0f %% of the peak: %.0f %%,"
              + " %s.",
          ScaleModel.BERT_BASE.label(),
          BASE_TOKENS,
          100 * BASE_GOAL,
          100 * share,
          share >= BASE_GOAL ? "reached" : "missed");
    }
  }
}
