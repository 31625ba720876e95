package io.github.nlptoolkit.vectors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.golden.Goldens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Labels, inertia and trees are those that scikit-learn and scipy gave. */
final class ClusterGoldenTest {
  private static final Path FOLDER = Goldens.root().resolve("classical").resolve("cluster");

  private static JsonObject recording(String name) throws IOException {
    return Goldens.json(FOLDER.resolve(name));
  }

  private static List<JsonObject> cases(JsonObject recording) {
    List<JsonObject> cases = new ArrayList<>();
    recording.getAsJsonArray("cases").forEach(one -> cases.add(one.getAsJsonObject()));
    assertThat(cases).isNotEmpty();
    return cases;
  }

  /** The points of a case, or the first of those of the recording. */
  private static Embeddings points(JsonObject recording, JsonObject one) throws IOException {
    if (one.has("points")) {
      return Goldens.embeddings(one.get("points"));
    }
    JsonArray rows = recording(recording.get("matrix").getAsString()).getAsJsonArray("rows");
    Embeddings all = Goldens.embeddings(rows);
    if (!one.has("rows")) {
      return all;
    }
    int[] first = new int[one.get("rows").getAsInt()];
    Arrays.setAll(first, i -> i);
    return all.select(first);
  }

  private static double[][] numbers(JsonElement rows) {
    JsonArray array = rows.getAsJsonArray();
    double[][] numbers = new double[array.size()][];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = vector(array.get(i));
    }
    return numbers;
  }

  private static double[] vector(JsonElement values) {
    JsonArray array = values.getAsJsonArray();
    double[] vector = new double[array.size()];
    Arrays.setAll(vector, i -> array.get(i).getAsDouble());
    return vector;
  }

  private static int[] labels(JsonElement array) {
    return Goldens.ints(array.getAsJsonArray()).stream().mapToInt(i -> i).toArray();
  }

  private static DistanceMetric metric(JsonObject one) {
    return DistanceMetric.valueOf(one.get("metric").getAsString().toUpperCase(Locale.ROOT));
  }

  private static int[] byFirstAppearance(int[] labels) {
    Map<Integer, Integer> numbers = new HashMap<>();
    return Arrays.stream(labels)
        .map(label -> numbers.computeIfAbsent(label, l -> numbers.size()))
        .toArray();
  }

  private static void assertSame(KMeansClusters found, JsonObject expected) {
    assertThat(found.labels()).isEqualTo(labels(expected.get("labels")));
    double inertia = expected.get("inertia").getAsDouble();
    assertThat(found.inertia()).isCloseTo(inertia, within(1e-6 * inertia + 1e-9));
    if (expected.has("centres")) {
      double[][] centres = numbers(expected.get("centres"));
      for (int c = 0; c < centres.length; c++) {
        assertThat(found.centres()[c]).containsExactly(centres[c], within(1e-5));
      }
    }
  }

  @Test
  void kMeansFromTheSameCentres() throws IOException {
    JsonObject recording = recording("kmeans.json");
    for (JsonObject one : cases(recording)) {
      Embeddings points = points(recording, one);
      KMeans.Builder settings =
          KMeans.builder(one.get("k").getAsInt())
              .initialCentres(numbers(one.get("initial_centres")))
              .tolerance(0);
      KMeansClusters found = settings.build().cluster(points);
      assertSame(found, one);
      if (one.has("after_one_iteration")) {
        assertSame(
            settings.maxIterations(1).build().cluster(points),
            one.getAsJsonObject("after_one_iteration"));
      }
      if (one.has("predict")) {
        JsonObject predict = one.getAsJsonObject("predict");
        assertThat(found.predict(Goldens.embeddings(predict.get("points"))))
            .isEqualTo(labels(predict.get("labels")));
      }
    }
  }

  @Test
  void kMeansOfWeightedAndUnitRows() throws IOException {
    JsonObject recording = recording("kmeans.json");
    JsonObject weighted = recording.getAsJsonObject("weighted");
    Embeddings points = points(recording, weighted);
    KMeansClusters found =
        KMeans.builder(weighted.get("k").getAsInt())
            .initialCentres(numbers(weighted.get("initial_centres")))
            .tolerance(0)
            .build()
            .cluster(points, vector(weighted.get("weights")));
    assertSame(found, weighted);
    JsonObject unit = recording.getAsJsonObject("unit_rows");
    // The note of the recording names the rows of its first centres.
    int[] starts =
        Arrays.stream(
                unit.get("note").getAsString().replaceAll(".*rows ([\\d, ]+).*", "$1").split(","))
            .mapToInt(number -> Integer.parseInt(number.strip()))
            .toArray();
    float[][] rows = new float[points.count()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = points.vector(i);
      double norm = Math.sqrt(DistanceMetric.squared(rows[i], new float[rows[i].length]));
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] /= (float) norm;
      }
    }
    double[][] centres = new double[starts.length][];
    for (int c = 0; c < starts.length; c++) {
      float[] row = rows[starts[c]];
      centres[c] = new double[row.length];
      Arrays.setAll(centres[c], i -> row[i]);
    }
    assertSame(
        KMeans.builder(unit.get("k").getAsInt())
            .initialCentres(centres)
            .tolerance(0)
            .build()
            .cluster(Embeddings.ofRows(List.of(rows))),
        unit);
  }

  @Test
  void kMeansFindsTheBestOfManyStarts() throws IOException {
    JsonObject recording = recording("kmeans.json");
    double best = recording.get("best_inertia_k4_of_250_starts").getAsDouble();
    KMeans kMeans = KMeans.builder(4).restarts(50).build();
    assertThat(kMeans.cluster(points(recording, new JsonObject())).inertia())
        .isCloseTo(best, within(1e-6 * best));
  }

  @Test
  void densityLabelsAreEqual() throws IOException {
    JsonObject recording = recording("dbscan.json");
    for (JsonObject one : cases(recording)) {
      Dbscan dbscan =
          new Dbscan(one.get("eps").getAsDouble(), one.get("min_samples").getAsInt(), metric(one));
      DensityClusters found = dbscan.cluster(points(recording, one));
      int[] expected = labels(one.get("labels"));
      assertThat(found.labels()).as(dbscan.toString()).isEqualTo(expected);
      List<Integer> core = Goldens.ints(one.getAsJsonArray("core"));
      for (int row = 0; row < expected.length; row++) {
        assertThat(found.isCore(row)).isEqualTo(core.contains(row));
      }
    }
  }

  @Test
  void hierarchicalDensityLabelsAndProbabilitiesAreEqual() throws IOException {
    JsonObject recording = recording("hdbscan.json");
    JsonObject sets = recording.getAsJsonObject("sets");
    for (JsonObject one : cases(recording)) {
      String set = one.get("points").getAsString();
      Embeddings points =
          set.equals("matrix")
              ? points(recording, new JsonObject())
              : Goldens.embeddings(sets.get(set));
      HdbscanClusters found = hdbscan(one).cluster(points);
      String name = one.toString().substring(0, 240);
      assertThat(found.labels()).as(name).isEqualTo(labels(one.get("labels")));
      assertThat(found.probabilities())
          .as(name)
          .containsExactly(vector(one.get("probabilities")), within(1e-9));
      assertThat(found.clusters()).isEqualTo(Arrays.stream(found.labels()).max().orElse(-1) + 1);
    }
  }

  private static Hdbscan hdbscan(JsonObject settings) {
    Hdbscan.Builder builder =
        Hdbscan.builder(settings.get("min_cluster_size").getAsInt())
            .minSamples(settings.get("min_samples").getAsInt())
            .metric(metric(settings))
            .selection(
                settings.get("cluster_selection_method").getAsString().equals("leaf")
                    ? ClusterSelection.LEAF
                    : ClusterSelection.EXCESS_OF_MASS)
            .singleCluster(settings.get("allow_single_cluster").getAsBoolean());
    if (settings.has("cluster_selection_epsilon")) {
      builder.selectionEpsilon(settings.get("cluster_selection_epsilon").getAsDouble());
      if (!settings.get("max_cluster_size").isJsonNull()) {
        builder.maxClusterSize(settings.get("max_cluster_size").getAsInt());
      }
    }
    return builder.build();
  }

  @Test
  void treesAreEqual() throws IOException {
    JsonObject recording = recording("agglomerative.json");
    for (JsonObject one : cases(recording)) {
      Embeddings points = points(recording, one);
      Linkage linkage = Linkage.valueOf(one.get("linkage").getAsString().toUpperCase(Locale.ROOT));
      AgglomerativeClustering clustering = AgglomerativeClustering.of(linkage, metric(one));
      assertTree(clustering.cluster(points), one, 1e-6);
      // At the recording's precision: its thresholds may be equal to heights.
      Dendrogram exact = clustering.clusterDistances(distances(recording, one));
      assertTree(exact, one, 1e-9);
      if (one.has("labels_by_distance")) {
        for (JsonElement cut : one.getAsJsonArray("labels_by_distance")) {
          JsonObject at = cut.getAsJsonObject();
          assertThat(exact.cutAt(at.get("threshold").getAsDouble()))
              .isEqualTo(byFirstAppearance(labels(at.get("labels"))));
        }
      }
    }
    Embeddings zero = Embeddings.of(2, 0, 0, 1, 0);
    AgglomerativeClustering cosine =
        AgglomerativeClustering.of(Linkage.AVERAGE, DistanceMetric.COSINE);
    assertThatThrownBy(() -> cosine.cluster(zero)).hasMessageContaining("row 0 must not be zero");
  }

  private static void assertTree(Dendrogram tree, JsonObject one, double tolerance) {
    double[][] merges = numbers(one.get("merges"));
    assertThat(tree.merges()).hasSize(merges.length);
    boolean ties = one.has("note") && one.get("note").getAsString().contains("equal distances");
    for (int i = 0; i < merges.length; i++) {
      Merge merge = tree.merges().get(i);
      assertThat(merge.height()).isCloseTo(merges[i][2], within(tolerance * (1 + merges[i][2])));
      if (!ties) {
        assertThat(new double[] {merge.first(), merge.second(), merge.size()})
            .containsExactly(merges[i][0], merges[i][1], merges[i][3]);
      }
    }
    if (one.has("labels")) {
      JsonObject cuts = one.getAsJsonObject("labels");
      for (String clusters : cuts.keySet()) {
        assertThat(tree.cut(Integer.parseInt(clusters)))
            .isEqualTo(byFirstAppearance(labels(cuts.get(clusters))));
      }
    }
  }

  private static double[][] distances(JsonObject recording, JsonObject one) throws IOException {
    double[][] rows =
        one.has("points")
            ? numbers(one.get("points"))
            : numbers(recording(recording.get("matrix").getAsString()).get("rows"));
    int n = one.has("rows") ? one.get("rows").getAsInt() : rows.length;
    double[][] distances = new double[n][];
    for (int i = 0; i < n; i++) {
      distances[i] = new double[i];
      for (int j = 0; j < i; j++) {
        distances[i][j] = distance(metric(one), rows[j], rows[i]);
      }
    }
    return distances;
  }

  private static double distance(DistanceMetric metric, double[] a, double[] b) {
    double absolute = 0;
    double squares = 0;
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      absolute += Math.abs(a[i] - b[i]);
      squares += (a[i] - b[i]) * (a[i] - b[i]);
      product += a[i] * b[i];
      squaresA += a[i] * a[i];
      squaresB += b[i] * b[i];
    }
    return switch (metric) {
      case EUCLIDEAN -> Math.sqrt(squares);
      case MANHATTAN -> absolute;
      case COSINE -> 1 - product / Math.sqrt(squaresA * squaresB);
    };
  }
}
