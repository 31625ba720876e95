package io.github.nlptoolkit.benchmarks.scale;

import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.storage.AtomicFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the measurements as SVG. Both axes are logarithmic. */
final class ScalePlots {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final Pattern LONG_FRACTION = Pattern.compile("(\\d\\.\\d)\\d+");
  private static final Pattern CLIP = Pattern.compile("clip\\d+");
  private static final Map<Precision, Color> COLOURS =
      Map.of(
          Precision.FLOAT32, new Color(0x1f77b4),
          Precision.BFLOAT16, new Color(0xd95f02),
          Precision.INT8, new Color(0x1b9e77));

  private static final Map<String, String> TITLES =
      new TreeMap<>(
          Map.of(
              "length-minilm", "all-MiniLM-L6-v2: operations by the length of the texts",
              "length-bert-base", "BERT-base's shape: operations by the length of the texts",
              "batch", "all-MiniLM-L6-v2: texts by the size of the call",
              "corpus", "all-MiniLM-L6-v2: texts by the size of the corpus"));

  private ScalePlots() {}

  /** The plots that there is something for. */
  static List<String> names(ScaleResults results) {
    return TITLES.keySet().stream().filter(name -> !cells(results, name).isEmpty()).toList();
  }

  static String title(String name) {
    return TITLES.getOrDefault(name, name);
  }

  /** Writes all of them. */
  static void write(ScaleResults results, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : names(results)) {
      byte[] svg = svg(results, name).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(folder.resolve(name + ".svg"), out -> out.write(svg));
    }
  }

  private static List<ScaleCell> cells(ScaleResults results, String name) {
    Axis axis =
        switch (name) {
          case "batch" -> Axis.BATCH;
          case "corpus" -> Axis.CORPUS;
          default -> Axis.LENGTH;
        };
    ScaleModel model = name.equals("length-bert-base") ? ScaleModel.BERT_BASE : ScaleModel.MINILM;
    return results.cells().stream()
        .filter(cell -> cell.axis() == axis && cell.model() == model)
        .toList();
  }

  /** One of them, as text. */
  static String svg(ScaleResults results, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    VectorGraphicsEncoder.saveVectorGraphic(
        chart(results, name), bytes, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    String svg = LONG_FRACTION.matcher(bytes.toString(StandardCharsets.UTF_8)).replaceAll("$1");
    return CLIP.matcher(svg).replaceAll("clip");
  }

  static XYChart chart(ScaleResults results, String name) {
    boolean lengths = name.startsWith("length");
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title(name))
            .xAxisTitle(lengths ? "tokens a text" : name.equals("batch") ? "texts a call" : "texts")
            .yAxisTitle(lengths ? "G operations/s" : "texts/s")
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    // Logarithms by hand: ticks stand at powers of two or ten alone.
    double base = name.equals("corpus") ? 10 : 2;
    chart
        .getStyler()
        .setxAxisTickLabelsFormattingFunction(
            x -> String.format(Locale.ROOT, "%,.0f", Math.pow(base, x)));
    chart.getStyler().setyAxisTickLabelsFormattingFunction(ScalePlots::power);
    List<ScaleCell> cells = cells(results, name);
    ToDoubleFunction<ScaleCell> height =
        lengths ? cell -> cell.operationsOfSecond() / 1e9 : ScaleCell::textsOfSecond;
    int most = cells.stream().mapToInt(ScaleCell::threads).max().orElse(1);
    for (Precision precision : ScaleTables.PRECISIONS) {
      for (int threads = 1; threads <= most; threads++) {
        List<ScaleCell> line = line(cells, precision, threads);
        String label =
            label(precision) + (threads == 1 ? ", 1 thread" : ", " + threads + " threads");
        if (!line.isEmpty()) {
          add(chart, label, line, base, height, threads == most ? 2.5f : 1.2f, precision);
        }
        if (!line.isEmpty() && lengths && threads == most) {
          XYSeries peak =
              add(
                  chart,
                  label(precision) + ", peak",
                  line,
                  base,
                  c -> c.peakOfSecond() / 1e9,
                  1,
                  precision);
          peak.setMarker(SeriesMarkers.NONE);
          peak.setLineStyle(
              new BasicStroke(
                  1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {4, 4}, 0));
        }
      }
    }
    return chart;
  }

  private static List<ScaleCell> line(List<ScaleCell> cells, Precision precision, int threads) {
    List<ScaleCell> line = new ArrayList<>();
    for (ScaleCell cell : cells) {
      if (cell.precision() == precision && cell.threads() == threads) {
        line.add(cell);
      }
    }
    line.sort((a, b) -> Integer.compare(a.value(), b.value()));
    return line;
  }

  private static XYSeries add(
      XYChart chart,
      String label,
      List<ScaleCell> line,
      double base,
      ToDoubleFunction<ScaleCell> height,
      float width,
      Precision precision) {
    double[] x =
        line.stream().mapToDouble(cell -> Math.log(cell.value()) / Math.log(base)).toArray();
    double[] y =
        line.stream().mapToDouble(cell -> Math.log10(height.applyAsDouble(cell))).toArray();
    XYSeries series = chart.addSeries(label, x, y);
    Color colour = COLOURS.getOrDefault(precision, Color.BLACK);
    series.setLineColor(colour);
    series.setMarkerColor(colour);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setLineWidth(width);
    return series;
  }

  private static String label(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> "fp32";
      case BFLOAT16 -> "bf16";
      default -> "int8";
    };
  }

  /** The number at a place of the upright axis, to two digits. */
  private static String power(double exponent) {
    double value = Math.pow(10, exponent);
    double unit = Math.pow(10, Math.max(0, Math.floor(exponent) - 1));
    return String.format(Locale.ROOT, "%,.0f", Math.round(value / unit) * unit);
  }
}
