package io.github.nlptoolkit.eval.report;

import io.github.nlptoolkit.eval.suite.SuiteResult;
import io.github.nlptoolkit.eval.task.Chart;
import io.github.nlptoolkit.eval.task.Evaluation;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Charts as SVG within a page. Colours are the page's variables, so that they follow its light and
 * dark scheme; no chart is wider than a telephone.
 */
final class SvgCharts {
  private static final int WIDTH = 340;
  private static final int PLOT = 250;
  private static final int LEFT = 46;
  private static final int BOTTOM = 40;
  private static final int BAR_ROW = 38;

  /** More points than this say no more. */
  private static final int POINTS = 2_000;

  private static final int LABELS = 18;

  /** In smaller cells no count is written. */
  private static final double SMALL = 18;

  private static final int TICKS = 4;

  private SvgCharts() {}

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static StringBuilder open(String title, double width, double height) {
    return new StringBuilder("<svg role=\"img\" viewBox=\"0 0 ")
        .append(number(width))
        .append(' ')
        .append(number(height))
        .append("\"><title>")
        .append(HtmlReport.escaped(title))
        .append("</title>");
  }

  private static void text(StringBuilder svg, double x, double y, String style, String text) {
    svg.append("<text x=\"")
        .append(number(x))
        .append("\" y=\"")
        .append(number(y))
        .append("\" class=\"")
        .append(style)
        .append("\">")
        .append(HtmlReport.escaped(text))
        .append("</text>");
  }

  private static void line(
      StringBuilder svg, String style, double x1, double y1, double x2, double y2) {
    svg.append("<line class=\"")
        .append(style)
        .append("\" x1=\"")
        .append(number(x1))
        .append("\" y1=\"")
        .append(number(y1))
        .append("\" x2=\"")
        .append(number(x2))
        .append("\" y2=\"")
        .append(number(y2))
        .append("\"/>");
  }

  private static void rectangle(
      StringBuilder svg, String style, double x, double y, double width, double height) {
    svg.append("<rect class=\"")
        .append(style)
        .append("\" x=\"")
        .append(number(x))
        .append("\" y=\"")
        .append(number(y))
        .append("\" width=\"")
        .append(number(Math.max(0, width)))
        .append("\" height=\"")
        .append(number(height))
        .append("\"/>");
  }

  private static void dot(
      StringBuilder svg, String style, double x, double y, double radius, String title) {
    svg.append("<circle class=\"")
        .append(style)
        .append("\" cx=\"")
        .append(number(x))
        .append("\" cy=\"")
        .append(number(y))
        .append("\" r=\"")
        .append(number(radius))
        .append("\"><title>")
        .append(HtmlReport.escaped(title))
        .append("</title></circle>");
  }

  /** Bars from 0 to 1 with intervals; scores outside that have none. */
  static String bars(List<SuiteResult> results) {
    List<SuiteResult> shown =
        results.stream()
            .filter(result -> result.evaluation().items().isHigherBetter())
            .filter(result -> result.evaluation().mainScore() >= 0)
            .filter(result -> result.evaluation().mainScore() <= 1)
            .toList();
    double right = WIDTH - 8;
    StringBuilder svg = open("scores with 95 % intervals", WIDTH, shown.size() * BAR_ROW + 22);
    for (int tick = 0; tick <= TICKS; tick++) {
      double x = 4 + (right - 4) * tick / TICKS;
      line(svg, "grid", x, 0, x, shown.size() * BAR_ROW + 4);
      text(
          svg,
          x,
          shown.size() * BAR_ROW + 17,
          tick == 0 ? "tick" : tick == TICKS ? "tick end" : "tick middle",
          tickLabel((double) tick / TICKS));
    }
    for (int i = 0; i < shown.size(); i++) {
      SuiteResult result = shown.get(i);
      double y = i * BAR_ROW;
      Evaluation evaluation = result.evaluation();
      text(svg, 6, y + 13, "label", result.name() + " · " + evaluation.mainMetric());
      text(svg, right, y + 13, "label end", Numbers.score(evaluation.mainScore()));
      rectangle(svg, "bar", 4, y + 18, (right - 4) * evaluation.mainScore(), 12);
      if (!Double.isNaN(result.interval().lower())) {
        double from = 4 + (right - 4) * result.interval().lower();
        double to = 4 + (right - 4) * result.interval().upper();
        line(svg, "whisker", from, y + 24, to, y + 24);
        line(svg, "whisker", from, y + 20, from, y + 28);
        line(svg, "whisker", to, y + 20, to, y + 28);
      }
    }
    return svg.append("</svg>").toString();
  }

  private static String tickLabel(double value) {
    String text = String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  /** A plane with axes: x to the right, y upwards. */
  private record Plane(double minX, double maxX, double minY, double maxY) {

    static Plane around(List<Double> x, List<Double> y) {
      return new Plane(min(x), max(x), min(y), max(y));
    }

    private static double min(List<Double> values) {
      double least = values.isEmpty() ? 0 : Collections.min(values);
      return least >= 0 && least < 0.5 ? 0 : least;
    }

    private static double max(List<Double> values) {
      double most = values.isEmpty() ? 1 : Collections.max(values);
      return most > min(values) ? most : min(values) + 1;
    }

    double x(double value) {
      return LEFT + (WIDTH - LEFT - 10) * (value - minX) / (maxX - minX);
    }

    double y(double value) {
      return PLOT - (PLOT - 10) * (value - minY) / (maxY - minY);
    }

    StringBuilder draw(String title, String xAxis, String yAxis) {
      StringBuilder svg = open(title, WIDTH, PLOT + BOTTOM);
      for (int tick = 0; tick <= TICKS; tick++) {
        double share = (double) tick / TICKS;
        double atX = minX + (maxX - minX) * share;
        double atY = minY + (maxY - minY) * share;
        line(svg, "grid", x(atX), y(maxY), x(atX), y(minY));
        line(svg, "grid", x(minX), y(atY), x(maxX), y(atY));
        text(svg, x(atX), PLOT + 14, tick == TICKS ? "tick end" : "tick middle", tickLabel(atX));
        text(svg, LEFT - 5, y(atY) + 4, "tick end", tickLabel(atY));
      }
      text(svg, (LEFT + WIDTH) / 2.0, PLOT + 32, "axis middle", xAxis);
      svg.append("<text class=\"axis middle\" transform=\"translate(11 ")
          .append(number(PLOT / 2.0))
          .append(") rotate(-90)\">")
          .append(HtmlReport.escaped(yAxis))
          .append("</text>");
      return svg;
    }
  }

  static String of(Chart chart) {
    if (chart instanceof Chart.Scatter scatter) {
      return scatter(scatter);
    }
    if (chart instanceof Chart.Confusion confusion) {
      return confusion(confusion);
    }
    return reliability((Chart.Reliability) chart);
  }

  private static String scatter(Chart.Scatter chart) {
    Plane plane = Plane.around(chart.x(), chart.y());
    StringBuilder svg = plane.draw(chart.title(), chart.xAxis(), chart.yAxis());
    int step = Math.max(1, (chart.x().size() + POINTS - 1) / POINTS);
    for (int i = 0; i < chart.x().size(); i += step) {
      double x = chart.x().get(i);
      double y = chart.y().get(i);
      svg.append("<circle class=\"point\" r=\"1.8\" cx=\"")
          .append(number(plane.x(x)))
          .append("\" cy=\"")
          .append(number(plane.y(y)))
          .append("\"/>");
    }
    return svg.append("</svg>").toString();
  }

  private static String reliability(Chart.Reliability chart) {
    Plane plane = new Plane(0, 1, 0, 1);
    StringBuilder svg = plane.draw(chart.title(), "confidence", "accuracy");
    line(svg, "diagonal", plane.x(0), plane.y(0), plane.x(1), plane.y(1));
    long most = chart.items().isEmpty() ? 1 : Collections.max(chart.items());
    for (int i = 0; i < chart.items().size(); i++) {
      double x = chart.confidence().get(i);
      double y = chart.accuracy().get(i);
      if (i > 0) {
        line(
            svg,
            "curve",
            plane.x(chart.confidence().get(i - 1)),
            plane.y(chart.accuracy().get(i - 1)),
            plane.x(x),
            plane.y(y));
      }
      double radius = 3 + 5 * Math.sqrt((double) chart.items().get(i) / most);
      dot(svg, "bar", plane.x(x), plane.y(y), radius, chart.items().get(i) + " items");
    }
    return svg.append("</svg>").toString();
  }

  private static String confusion(Chart.Confusion chart) {
    int n = chart.labels().size();
    boolean hasLabels = n <= LABELS;
    double margin = hasLabels ? 96 : 4;
    double cell = (WIDTH - margin - 4) / Math.max(1, n);
    StringBuilder svg = open(chart.title(), WIDTH, margin + n * cell + 4);
    for (int i = 0; i < n; i++) {
      long all = chart.counts().get(i).stream().mapToLong(Long::longValue).sum();
      if (hasLabels) {
        label(svg, margin, cell, i, chart.labels().get(i));
      }
      for (int j = 0; j < n; j++) {
        long count = chart.counts().get(i).get(j);
        double share = all == 0 ? 0 : (double) count / all;
        double x = margin + j * cell;
        double y = margin + i * cell;
        svg.append("<rect class=\"cell\" fill-opacity=\"")
            .append(String.format(Locale.ROOT, "%.3f", share))
            .append("\" x=\"")
            .append(number(x))
            .append("\" y=\"")
            .append(number(y))
            .append("\" width=\"")
            .append(number(cell))
            .append("\" height=\"")
            .append(number(cell))
            .append("\"><title>")
            .append(
                HtmlReport.escaped(
                    chart.labels().get(i) + " → " + chart.labels().get(j) + ": " + count))
            .append("</title></rect>");
        if (hasLabels && count > 0 && cell >= SMALL) {
          text(
              svg,
              x + cell / 2,
              y + cell / 2 + 4,
              share > 0.55 ? "tick middle inverse" : "tick middle",
              Long.toString(count));
        }
      }
    }
    return svg.append("</svg>").toString();
  }

  private static void label(StringBuilder svg, double margin, double cell, int i, String name) {
    int longest = 14;
    String shown =
        name.codePointCount(0, name.length()) <= longest
            ? name
            : name.substring(0, name.offsetByCodePoints(0, longest - 1)) + "…";
    double at = margin + (i + 0.5) * cell;
    text(svg, margin - 5, at + 4, "tick end", shown);
    svg.append("<text class=\"tick\" transform=\"translate(")
        .append(number(at + 4))
        .append(' ')
        .append(number(margin - 5))
        .append(") rotate(-90)\">")
        .append(HtmlReport.escaped(shown))
        .append("</text>");
  }

  /** Each result's items a second against its score. */
  static String speeds(List<SuiteResult> results) {
    List<SuiteResult> shown = timed(results);
    List<Double> x = shown.stream().map(SvgCharts::speed).toList();
    List<Double> y = shown.stream().map(result -> result.evaluation().mainScore()).toList();
    double fastest = x.isEmpty() ? 1 : Collections.max(x);
    Plane plane = new Plane(0, fastest, Plane.min(y), Plane.max(y));
    StringBuilder svg = plane.draw("speed against quality", "items a second", "score");
    for (int i = 0; i < shown.size(); i++) {
      double atX = plane.x(x.get(i));
      double atY = plane.y(y.get(i));
      dot(svg, "bar", atX, atY, 4, shown.get(i).name());
      boolean isLeft = atX > WIDTH / 2.0;
      text(
          svg,
          isLeft ? atX - 6 : atX + 6,
          atY + 4,
          isLeft ? "tick end" : "tick",
          Integer.toString(i + 1));
    }
    return svg.append("</svg>").toString();
  }

  /** The results that are points of {@link #speeds}, in order. */
  static List<SuiteResult> timed(List<SuiteResult> results) {
    return results.stream()
        .filter(result -> result.evaluation().items().isHigherBetter())
        .filter(result -> Double.isFinite(result.evaluation().mainScore()))
        .filter(result -> result.evaluation().provenance().seconds() > 0)
        .toList();
  }

  private static double speed(SuiteResult result) {
    Evaluation evaluation = result.evaluation();
    return evaluation.items().count() / evaluation.provenance().seconds();
  }
}
