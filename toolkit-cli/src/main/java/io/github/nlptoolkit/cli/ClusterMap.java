package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.cluster.PrincipalComponents;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A map of clustered texts as one HTML page that needs nothing else. */
final class ClusterMap {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 640;
  private static final int MARGIN = 16;

  /** How much of a text shows when the pointer rests on its point. */
  private static final int TITLE = 200;

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Clusters</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 70rem; padding: 0 1rem; }
      svg { width: 100%; height: auto; border: 1px solid #8888; border-radius: 6px; }
      circle { fill-opacity: .75; }
      text { font: bold 20px system-ui, sans-serif; fill: CanvasText; stroke: Canvas; stroke-width: 5px;
        paint-order: stroke; text-anchor: middle; dominant-baseline: central; pointer-events: none; }
      @media (max-width: 40rem) { text { font-size: 38px; } circle { r: 6px; } }
      @media (prefers-color-scheme: dark) { circle, .key { filter: brightness(1.45); } }
      li { overflow-wrap: anywhere; }
      .key { display: inline-block; width: .8em; height: .8em; border-radius: 50%; }
      </style></head><body>
      <h1>Clusters</h1>
      """;

  private ClusterMap() {}

  static void write(
      Embeddings vectors, int[] labels, List<String> names, List<String> texts, Writer out)
      throws IOException {
    int axes = Math.min(2, vectors.dimension());
    double[][] places = PrincipalComponents.of(vectors, axes).project(vectors);
    out.write(HEAD);
    out.write("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\">\n");
    double[] x = scaled(places, 0, WIDTH);
    double[] y = scaled(places, axes - 1, HEIGHT);
    for (int i = 0; i < labels.length; i++) {
      out.write(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"><title>%s: %s</title></circle>%n",
              x[i],
              y[i],
              colour(labels[i], names.size()),
              escaped(names.get(labels[i])),
              escaped(clipped(texts.get(i)))));
    }
    writeNumbers(labels, x, y, names.size(), out);
    out.write("</svg>\n<ol start=\"0\">\n");
    for (int c = 0; c < names.size(); c++) {
      out.write(
          "<li><span class=\"key\" style=\"background:"
              + colour(c, names.size())
              + "\"></span> "
              + escaped(names.get(c))
              + "</li>\n");
    }
    out.write("</ol>\n</body></html>\n");
  }

  /** Puts the number of each group in its middle. */
  private static void writeNumbers(int[] labels, double[] x, double[] y, int groups, Writer out)
      throws IOException {
    for (int group = 0; group < groups; group++) {
      int wanted = group;
      int[] members = IntStream.range(0, labels.length).filter(i -> labels[i] == wanted).toArray();
      if (members.length > 0) {
        out.write(
            String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\">%d</text>%n",
                median(x, members),
                median(y, members),
                group));
      }
    }
  }

  private static double median(double[] values, int[] members) {
    double[] sorted = IntStream.of(members).mapToDouble(i -> values[i]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double[] scaled(double[][] places, int axis, int size) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] place : places) {
      least = Math.min(least, place[axis]);
      most = Math.max(most, place[axis]);
    }
    double[] scaled = new double[places.length];
    for (int i = 0; i < scaled.length; i++) {
      double share = most > least ? (places[i][axis] - least) / (most - least) : 0.5;
      scaled[i] = MARGIN + share * (size - 2 * MARGIN);
    }
    return scaled;
  }

  private static String colour(int cluster, int of) {
    return String.format(
        Locale.ROOT, "hsl(%d 65%% %d%%)", 360L * cluster / of, cluster % 2 == 0 ? 45 : 60);
  }

  private static String clipped(String text) {
    if (text.length() <= TITLE) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(TITLE - 1)) ? TITLE - 1 : TITLE;
    return text.substring(0, end) + "…";
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        default -> safe.append(c < ' ' ? ' ' : c);
      }
    }
    return safe.toString();
  }
}
