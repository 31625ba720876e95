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

  /** So few are drawn larger. */
  private static final int FEW_POINTS = 200;

  private static final int LABELS = 18;

  /** In smaller cells no count is written. */
  private static final double SMALL = 18;

  /** How many characters of a label are shown beside a matrix, and of a name above a bar. */
  private static final int LABEL = 14;

  private static final int NAME = 30;

  private static final Axis SHARES = Axis.linear(List.of(0.0, 1.0));

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
    for (double tick : SHARES.ticks()) {
      double x = 4 + (right - 4) * tick;
      line(svg, "grid", x, 0, x, shown.size() * BAR_ROW + 4);
      text(
          svg,
          x,
          shown.size() * BAR_ROW + 17,
          tick == 0 ? "tick" : tick == 1 ? "tick end" : "tick middle",
          SHARES.label(tick));
    }
    for (int i = 0; i < shown.size(); i++) {
      SuiteResult result = shown.get(i);
      double y = i * BAR_ROW;
      Evaluation evaluation = result.evaluation();
      text(
          svg,
          6,
          y + 13,
          "label",
          shortened(result.name(), NAME) + " · " + evaluation.mainMetric());
      text(svg, right, y + 13, "label end", Numbers.score(evaluation.mainScore()));
      rectangle(svg, "bar", 4, y + 18, (right - 4) * evaluation.mainScore(), 12);
      if (!Double.isNaN(result.interval().lower())) {
        // An interval may go beyond 0; it has no end there.
        double from = 4 + (right - 4) * Math.max(0, result.interval().lower());
        double to = 4 + (right - 4) * result.interval().upper();
        line(svg, "whisker", from, y + 24, to, y + 24);
        if (result.interval().lower() >= 0) {
          line(svg, "whisker", from, y + 20, from, y + 28);
        }
        line(svg, "whisker", to, y + 20, to, y + 28);
      }
    }
    return svg.append("</svg>").toString();
  }

  /** A plane with axes: x to the right, y upwards. */
  private record Plane(Axis across, Axis up) {

    double x(double value) {
      return LEFT + (WIDTH - LEFT - 10) * across.share(value);
    }

    double y(double value) {
      return PLOT - (PLOT - 10) * up.share(value);
    }

    StringBuilder draw(String title, String xAxis, String yAxis) {
      StringBuilder svg = open(title, WIDTH, PLOT + BOTTOM);
      for (double tick : across.ticks()) {
        boolean isLast = across.share(tick) == 1;
        line(svg, "grid", x(tick), 10, x(tick), PLOT);
        text(svg, x(tick), PLOT + 14, isLast ? "tick end" : "tick middle", across.label(tick));
      }
      for (double tick : up.ticks()) {
        line(svg, "grid", LEFT, y(tick), WIDTH - 10, y(tick));
        text(svg, LEFT - 5, y(tick) + 4, "tick end", up.label(tick));
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
    Plane plane = new Plane(Axis.linear(chart.x()), Axis.linear(chart.y()));
    StringBuilder svg = plane.draw(chart.title(), chart.xAxis(), chart.yAxis());
    double radius = chart.x().size() <= FEW_POINTS ? 3 : 1.8;
    int step = Math.max(1, (chart.x().size() + POINTS - 1) / POINTS);
    for (int i = 0; i < chart.x().size(); i += step) {
      double x = chart.x().get(i);
      double y = chart.y().get(i);
      svg.append("<circle class=\"point\" r=\"")
          .append(number(radius))
          .append("\" cx=\"")
          .append(number(plane.x(x)))
          .append("\" cy=\"")
          .append(number(plane.y(y)))
          .append("\"/>");
    }
    return svg.append("</svg>").toString();
  }

  private static String reliability(Chart.Reliability chart) {
    Plane plane = new Plane(SHARES, SHARES);
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
    String shown = shortened(name, LABEL);
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

  private static String shortened(String name, int longest) {
    return name.codePointCount(0, name.length()) <= longest
        ? name
        : name.substring(0, name.offsetByCodePoints(0, longest - 1)) + "…";
  }

  /** Each result's items a second, on a logarithmic axis, against its score. */
  static String speeds(List<SuiteResult> results) {
    List<SuiteResult> shown = timed(results);
    List<Double> x = shown.stream().map(SvgCharts::speed).toList();
    List<Double> y = shown.stream().map(result -> result.evaluation().mainScore()).toList();
    Plane plane = new Plane(Axis.logarithmic(x), Axis.linear(y));
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
