package io.github.nlptoolkit.vectors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClusterTest {

  @AfterEach
  void anyThreads() {
    System.clearProperty("nlptoolkit.threads");
  }

  /** Points around far corners, in turn. */
  private static Embeddings blobs(int rows, int blobs, int dimension) {
    Random random = new Random(7);
    List<float[]> points = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      float[] point = new float[dimension];
      for (int j = 0; j < dimension; j++) {
        point[j] = (float) (random.nextGaussian() + (j == i % blobs ? 30 : 0));
      }
      points.add(point);
    }
    return Embeddings.ofRows(points);
  }

  private static void assertBlobs(int[] labels, int blobs) {
    assertThat(Arrays.stream(labels).distinct().count()).isEqualTo(blobs);
    for (int i = blobs; i < labels.length; i++) {
      assertThat(labels[i]).isEqualTo(labels[i - blobs]);
    }
  }

  @Test
  void groupsFarApartAreFound() {
    Embeddings points = blobs(3000, 7, 40);
    assertBlobs(KMeans.builder(7).restarts(3).build().cluster(points).labels(), 7);
    assertBlobs(KMeans.builder(7).spherical(true).restarts(3).build().cluster(points).labels(), 7);
    assertBlobs(new Dbscan(15, 5, DistanceMetric.EUCLIDEAN).cluster(points).labels(), 7);
    assertBlobs(new Dbscan(0.3, 5, DistanceMetric.COSINE).cluster(points).labels(), 7);
    KMeans batches = KMeans.builder(7).miniBatch(256).restarts(3).build();
    assertBlobs(batches.cluster(points).labels(), 7);
    Hdbscan.Builder hdbscan = Hdbscan.builder(30).minSamples(5);
    assertBlobs(hdbscan.build().cluster(points).labels(), 7);
    assertBlobs(hdbscan.metric(DistanceMetric.COSINE).build().cluster(points).labels(), 7);
    Embeddings fewer = blobs(400, 7, 40);
    for (Linkage linkage : Linkage.values()) {
      AgglomerativeClustering clustering =
          AgglomerativeClustering.of(linkage, DistanceMetric.EUCLIDEAN);
      assertBlobs(clustering.cluster(fewer).cut(7), 7);
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSame() {
    Embeddings points = blobs(5000, 40, 48);
    System.setProperty("nlptoolkit.threads", "1");
    KMeansClusters one = KMeans.builder(60).build().cluster(points);
    int[] dense = new Dbscan(12, 4, DistanceMetric.EUCLIDEAN).cluster(points).labels();
    Hdbscan hdbscan = Hdbscan.builder(20).minSamples(3).build();
    HdbscanClusters tree = hdbscan.cluster(points);
    System.setProperty("nlptoolkit.threads", "3");
    assertThat(hdbscan.cluster(points).labels()).isEqualTo(tree.labels());
    assertThat(hdbscan.cluster(points).probabilities()).isEqualTo(tree.probabilities());
    KMeansClusters three = KMeans.builder(60).build().cluster(points);
    assertThat(three.labels()).isEqualTo(one.labels());
    assertThat(three.inertia()).isEqualTo(one.inertia());
    assertThat(three.centres()).isDeepEqualTo(one.centres());
    assertThat(new Dbscan(12, 4, DistanceMetric.EUCLIDEAN).cluster(points).labels())
        .isEqualTo(dense);
  }

  @Test
  void moreCentresThanFitAPanelAreCompared() {
    Embeddings points = blobs(2500, 1200, 1200);
    double[][] centres = new double[1200][];
    for (int c = 0; c < centres.length; c++) {
      float[] row = points.vector(c);
      centres[c] = new double[row.length];
      Arrays.setAll(centres[c], i -> row[i]);
    }
    KMeansClusters found =
        KMeans.builder(1200).initialCentres(centres).maxIterations(2).build().cluster(points);
    for (int row = 0; row < points.count(); row++) {
      assertThat(found.labels()[row]).isEqualTo(row % 1200);
    }
  }

  @Test
  void equalPointsAreOneCluster() {
    Embeddings same = Embeddings.of(2, new float[60]);
    KMeansClusters found = KMeans.builder(3).restarts(2).build().cluster(same);
    assertThat(found.inertia()).isZero();
    assertThat(found.labels()).containsOnly(0);
    assertThat(new Dbscan(0, 30, DistanceMetric.EUCLIDEAN).cluster(same).clusters()).isOne();
    assertThat(new Dbscan(0, 31, DistanceMetric.MANHATTAN).cluster(same).labels()).containsOnly(-1);
    HdbscanClusters hierarchical = Hdbscan.builder(30).singleCluster(true).build().cluster(same);
    assertThat(hierarchical.labels()).containsOnly(0);
    assertThat(hierarchical.probabilities()).containsOnly(1);
    Dendrogram tree =
        AgglomerativeClustering.of(Linkage.WARD, DistanceMetric.EUCLIDEAN).cluster(same);
    assertThat(tree.merges()).hasSize(29).allMatch(merge -> merge.height() == 0);
    assertThat(tree.cutAt(0)).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void miniBatchesAreNearlyAsTight() {
    Embeddings points = blobs(4000, 12, 20);
    KMeansClusters all = KMeans.builder(40).build().cluster(points);
    KMeans.Builder settings = KMeans.builder(40).miniBatch(200);
    KMeansClusters some = settings.build().cluster(points);
    assertThat(some.inertia()).isBetween(0.98 * all.inertia(), 1.1 * all.inertia());
    assertThat(settings.build().cluster(points).labels()).isEqualTo(some.labels());
    assertThat(some.predict(points)).isEqualTo(some.labels());
    KMeansClusters unit = settings.spherical(true).build().cluster(points);
    for (double[] centre : unit.centres()) {
      assertThat(Arrays.stream(centre).map(x -> x * x).sum()).isCloseTo(1, within(1e-12));
    }
    assertThat(KMeans.builder(1).miniBatch(9).build().cluster(Embeddings.of(2, 1, 2)).labels())
        .containsExactly(0);
    assertThatThrownBy(() -> settings.miniBatch(0)).hasMessageContaining("miniBatch");
  }

  /** Bounds skip comparisons; whoever compares with all centres every time finds the same. */
  @Test
  void boundsChangeNothing() {
    for (int k : new int[] {2, 30, 200}) {
      Random random = new Random(k);
      float[] values = new float[1500 * 24];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      Embeddings points = Embeddings.of(24, values);
      double[][] centres = new double[k][24];
      for (int c = 0; c < k; c++) {
        float[] row = points.vector(c);
        Arrays.setAll(centres[c], i -> row[i]);
      }
      int iterations = 12;
      KMeans.Builder settings = KMeans.builder(k).tolerance(0);
      double[][] moved = centres;
      for (int i = 0; i < iterations; i++) {
        moved = settings.initialCentres(moved).maxIterations(1).build().cluster(points).centres();
      }
      KMeansClusters one =
          settings.initialCentres(centres).maxIterations(iterations).build().cluster(points);
      assertThat(one.predict(points)).isEqualTo(one.labels());
      for (int c = 0; c < k; c++) {
        assertThat(one.centres()[c]).containsExactly(moved[c], within(1e-9));
      }
    }
  }

  @Test
  void unitCentresAreOfUnitLength() {
    KMeansClusters found = KMeans.builder(4).spherical(true).build().cluster(blobs(200, 4, 8));
    for (double[] centre : found.centres()) {
      double sum = Arrays.stream(centre).map(x -> x * x).sum();
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void fewRowsAreClustered() {
    Embeddings one = Embeddings.of(3, 1, 2, 3);
    assertThat(KMeans.builder(1).build().cluster(one).labels()).containsExactly(0);
    AgglomerativeClustering single =
        AgglomerativeClustering.of(Linkage.SINGLE, DistanceMetric.COSINE);
    assertThat(single.cluster(one).merges()).isEmpty();
    assertThat(single.cluster(one).cut(1)).containsExactly(0);
    Embeddings none = Embeddings.builder(0, 3).build();
    assertThat(new Dbscan(1, 1, DistanceMetric.COSINE).cluster(none).labels()).isEmpty();
    Hdbscan hdbscan = Hdbscan.builder(2).minSamples(1).build();
    assertThat(hdbscan.cluster(none).labels()).isEmpty();
    assertThat(hdbscan.cluster(one).labels()).containsExactly(-1);
    assertThat(hdbscan.cluster(Embeddings.of(1, 5, 5)).clusters()).isZero();
    assertThatThrownBy(() -> single.cluster(none)).hasMessageContaining("[1, 65536], got 0");
  }

  @Test
  void mistakesAreNamed() {
    Embeddings two = Embeddings.of(2, 1, 2, 3, 4);
    assertThatThrownBy(() -> KMeans.builder(3).build().cluster(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k must be at most the number of rows, 2, got 3");
    assertThatThrownBy(() -> KMeans.builder(0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> KMeans.builder(1).restarts(0)).hasMessageContaining("restarts");
    assertThatThrownBy(() -> KMeans.builder(1).tolerance(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> KMeans.builder(2).initialCentres(new double[1][2]))
        .hasMessageContaining("2 initial centres, got 1");
    KMeans wide = KMeans.builder(1).initialCentres(new double[1][5]).build();
    assertThatThrownBy(() -> wide.cluster(two)).hasMessageContaining("got 5");
    KMeans kMeans = KMeans.builder(1).build();
    assertThatThrownBy(() -> kMeans.cluster(two, new double[] {1}))
        .hasMessageContaining("2 rows, got 1");
    assertThatThrownBy(() -> kMeans.cluster(two, new double[] {1, -1}))
        .hasMessageContaining("weight 1");
    assertThatThrownBy(() -> kMeans.cluster(two, new double[2])).hasMessageContaining("all be 0");
    Embeddings broken = Embeddings.of(2, 1, 2, 3, Float.NaN);
    assertThatThrownBy(() -> kMeans.cluster(broken)).hasMessage("row 1 must be finite, got NaN");
    Dbscan dbscan = new Dbscan(1, 1, DistanceMetric.MANHATTAN);
    assertThatThrownBy(() -> dbscan.cluster(broken)).hasMessageContaining("row 1");
    assertThatThrownBy(() -> new Dbscan(-1, 1, DistanceMetric.COSINE)).hasMessageContaining("eps");
    assertThatThrownBy(() -> new Dbscan(1, 0, DistanceMetric.COSINE))
        .hasMessageContaining("minSamples");
    assertThatThrownBy(() -> Hdbscan.builder(1))
        .hasMessage("minClusterSize must be at least 2, got 1");
    assertThatThrownBy(() -> Hdbscan.builder(2).minSamples(0))
        .hasMessage("minSamples must be at least 1, got 0");
    assertThatThrownBy(() -> Hdbscan.builder(2).maxClusterSize(0))
        .hasMessage("maxClusterSize must be at least 1, got 0");
    assertThatThrownBy(() -> Hdbscan.builder(2).selectionEpsilon(-1))
        .hasMessage("selectionEpsilon must be at least 0 and finite, got -1.0");
    assertThatThrownBy(() -> Hdbscan.builder(2).selectionEpsilon(Double.NaN))
        .hasMessageContaining("got NaN");
    Hdbscan hdbscan = Hdbscan.builder(3).build();
    assertThatThrownBy(() -> hdbscan.cluster(two))
        .hasMessage("minSamples must be at most the number of rows, 2, got 3");
    assertThatThrownBy(() -> Hdbscan.builder(2).build().cluster(broken))
        .hasMessageContaining("row 1");
    assertThatThrownBy(() -> AgglomerativeClustering.of(Linkage.WARD, DistanceMetric.COSINE))
        .hasMessageContaining("EUCLIDEAN");
    AgglomerativeClustering single =
        AgglomerativeClustering.of(Linkage.SINGLE, DistanceMetric.MANHATTAN);
    Dendrogram tree = single.cluster(two);
    assertThatThrownBy(() -> single.clusterDistances(new double[][] {{}, {-1}}))
        .hasMessageContaining("row 1");
    assertThatThrownBy(() -> single.clusterDistances(new double[][] {{}, {}}))
        .hasMessageContaining("row 1 must have 1 distances, got 0");
    assertThatThrownBy(() -> tree.cut(3)).hasMessageContaining("got 3");
    assertThatThrownBy(() -> tree.cutAt(Double.NaN)).hasMessageContaining("NaN");
  }
}
