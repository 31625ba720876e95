package io.github.nlptoolkit.eval.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.eval.Golden;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clusters measured as scikit-learn does. */
class ClusterGoldenTest {

  static Stream<JsonObject> cases() throws IOException {
    return Golden.objects(Golden.metrics("clustering.json").get("cases")).stream()
        .map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreement(JsonObject recorded) {
    ClusterAgreement found =
        ClusterAgreement.of(
            Golden.integers(recorded.get("true")), Golden.integers(recorded.get("predicted")));
    Golden.check("ari", recorded.get("ari"), found.adjustedRand());
    Golden.check("rand", recorded.get("rand"), found.rand());
    Golden.check("mi", recorded.get("mutual_information"), found.mutualInformation());
    Golden.check("homogeneity", recorded.get("homogeneity"), found.homogeneity());
    Golden.check("completeness", recorded.get("completeness"), found.completeness());
    Golden.check("v", recorded.get("v_measure"), found.vMeasure(1));
    Golden.check("fm", recorded.get("fowlkes_mallows"), found.fowlkesMallows());
    Golden.check("purity", recorded.get("purity"), found.purity());
    Golden.check("inverse", recorded.get("inverse_purity"), found.inversePurity());
    Golden.check("assignment", recorded.get("assignment_accuracy"), found.assignmentAccuracy());
    double[][] table = Golden.rows(recorded.get("contingency"));
    for (int i = 0; i < table.length; i++) {
      assertThat(Arrays.stream(found.contingency()[i]).asDoubleStream().toArray())
          .isEqualTo(table[i]);
    }
    for (Map.Entry<String, JsonElement> entry : recorded.entrySet()) {
      if (entry.getKey().startsWith("v_measure_beta_")) {
        double beta = Double.parseDouble(entry.getKey().substring("v_measure_beta_".length()));
        Golden.check(entry.getKey(), entry.getValue(), found.vMeasure(beta));
      }
    }
    for (ClusterAgreement.Averaging averaging : ClusterAgreement.Averaging.values()) {
      String name = averaging.name().toLowerCase(Locale.ROOT);
      Golden.check(
          "nmi", recorded.get("nmi_" + name), found.normalisedMutualInformation(averaging));
      if (averaging != ClusterAgreement.Averaging.MIN || !hasSingletonsOnly(table)) {
        assertThat(found.adjustedMutualInformation(averaging))
            .as("ami " + name)
            .isCloseTo(Golden.number(recorded.get("ami_" + name)), within(1e-8));
      }
    }
  }

  /** Whether each item is a cluster of its own. */
  private static boolean hasSingletonsOnly(double[][] table) {
    return table.length > 0
        && table[0].length == Arrays.stream(table).flatMapToDouble(Arrays::stream).sum();
  }

  static Stream<JsonObject> degenerate() throws IOException {
    return Golden.objects(Golden.metrics("ami.json").get("cases")).stream()
        .map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("degenerate")
  void adjustedInformationOfOneClusterAndOfSingletons(JsonObject recorded) {
    int[] gold = Golden.integers(recorded.get("true"));
    int[] predicted = Golden.integers(recorded.get("predicted"));
    ClusterAgreement found = ClusterAgreement.of(gold, predicted);
    long classes = Arrays.stream(gold).distinct().count();
    long clusters = Arrays.stream(predicted).distinct().count();
    // 0/0 but for scikit-learn's rounding errors.
    boolean isUndefined = Math.min(classes, clusters) > 1 && classes != clusters;
    for (ClusterAgreement.Averaging averaging : ClusterAgreement.Averaging.values()) {
      double ami = found.adjustedMutualInformation(averaging);
      if (averaging == ClusterAgreement.Averaging.MIN && isUndefined) {
        assertThat(ami).isEqualTo(1);
      } else {
        double peer = Golden.number(recorded.get(averaging.name().toLowerCase(Locale.ROOT)));
        assertThat(ami).isCloseTo(peer, within(1e-12)).isIn(0.0, 1.0);
      }
    }
  }

  static Stream<JsonObject> geometric() throws IOException {
    return Golden.objects(Golden.metrics("clustering.json").get("geometric")).stream()
        .map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest
  @MethodSource("geometric")
  void quality(JsonObject recorded) {
    ClusterQuality found =
        ClusterQuality.of(
            Golden.rows(recorded.get("points")), Golden.integers(recorded.get("labels")));
    for (Distance distance : Distance.values()) {
      // scikit-learn takes euclidean distances as a² − 2ab + b², which is 1e-8 for equal points.
      double tolerance = distance == Distance.EUCLIDEAN ? 1e-7 : 1e-11;
      String name = distance.name().toLowerCase(Locale.ROOT);
      Golden.check(name, recorded.get("silhouette_" + name), found.silhouette(distance), tolerance);
      if (recorded.has("silhouette_samples_" + name)) {
        double[] samples = Golden.numbers(recorded.get("silhouette_samples_" + name));
        assertThat(found.silhouettes(distance)).containsExactly(samples, within(tolerance));
      }
    }
    Golden.check("db", recorded.get("davies_bouldin"), found.daviesBouldin());
    Golden.check("ch", recorded.get("calinski_harabasz"), found.calinskiHarabasz());
  }

  @Test
  void whatHasNoMeasureIsRefused() {
    double[][] points = {{0, 0}, {1, 1}, {2, 2}};
    assertThatThrownBy(() -> ClusterQuality.of(points, new int[] {1, 1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 1 clusters of 3 points");
    assertThatThrownBy(() -> ClusterQuality.of(points, new int[] {1, 2, 3}))
        .hasMessageContaining("got 3 clusters of 3 points");
    assertThatThrownBy(() -> ClusterQuality.of(points, new int[2]))
        .hasMessageContaining("got 3 and 2");
    assertThatThrownBy(
            () -> ClusterQuality.of(new double[][] {{0}, {Double.NaN}, {1}}, new int[] {0, 1, 1}))
        .hasMessageContaining("NaN in point 1");
    assertThatThrownBy(() -> ClusterAgreement.of(new int[1], new int[2]))
        .hasMessage("classes and clusters must be as long, got 1 and 2");
  }

  @Test
  void pointsInOnePlaceAreNoTrouble() {
    Embeddings same = Embeddings.of(2, 1, 0, 1, 0, 1, 0, 1, 0);
    ClusterQuality found = ClusterQuality.of(same, new int[] {0, 0, 1, 1});
    assertThat(found.silhouette(Distance.EUCLIDEAN)).isZero();
    assertThat(found.silhouette(Distance.COSINE)).isZero();
    assertThat(found.daviesBouldin()).isZero();
    assertThat(found.calinskiHarabasz()).isEqualTo(1);
  }

  @Test
  void nothingAgreesWithNothing() {
    ClusterAgreement none = ClusterAgreement.of(new int[0], new int[0]);
    assertThat(none.adjustedRand()).isEqualTo(1);
    assertThat(none.purity()).isNaN();
    assertThat(none.vMeasure(1)).isEqualTo(1);
    assertThat(none.adjustedMutualInformation(ClusterAgreement.Averaging.MAX)).isEqualTo(1);
  }
}
