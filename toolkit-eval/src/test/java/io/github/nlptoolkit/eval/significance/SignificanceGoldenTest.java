package io.github.nlptoolkit.eval.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.eval.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Intervals and tests as scipy and statsmodels have them, on the same resamples. */
class SignificanceGoldenTest {

  private static JsonObject golden() throws IOException {
    return Golden.metrics("resampling.json");
  }

  private static double[] a() throws IOException {
    return Golden.numbers(golden().get("a"));
  }

  private static double[] b() throws IOException {
    return Golden.numbers(golden().get("b"));
  }

  private static Resamples resamples() throws IOException {
    List<int[]> samples = new ArrayList<>();
    for (JsonElement sample : Golden.objects(golden().get("resamples"))) {
      samples.add(Golden.integers(sample));
    }
    return Resamples.of(a().length, samples);
  }

  @Test
  void intervals() throws IOException {
    Bootstrap bootstrap = Bootstrap.of(Statistic.mean(a()), resamples());
    Golden.check("mean", golden().get("mean_a"), bootstrap.estimate());
    Golden.check("error", golden().get("standard_error"), bootstrap.standardError());
    double[] first = Golden.numbers(golden().get("resample_means_first_10"));
    double[] found = resamples().values(Statistic.mean(a()));
    for (int i = 0; i < first.length; i++) {
      assertThat(found[i]).isCloseTo(first[i], within(1e-11));
    }
    for (JsonElement element : Golden.objects(golden().get("intervals"))) {
      JsonObject recorded = element.getAsJsonObject();
      double level = recorded.get("level").getAsDouble();
      check(recorded.get("percentile"), bootstrap.percentile(level));
      check(recorded.get("basic"), bootstrap.basic(level));
      check(recorded.get("bca"), bootstrap.bca(level));
      Golden.check("z0", recorded.get("bca_z0"), bootstrap.bias());
      Golden.check("a", recorded.get("bca_acceleration"), bootstrap.acceleration());
    }
  }

  private static void check(JsonElement recorded, Interval found) {
    double[] ends = Golden.numbers(recorded);
    assertThat(found.lower()).isCloseTo(ends[0], within(1e-10));
    assertThat(found.upper()).isCloseTo(ends[1], within(1e-10));
  }

  @Test
  void pairedBootstrap() throws IOException {
    JsonObject recorded = golden().getAsJsonObject("paired_bootstrap");
    PairedBootstrap found =
        PairedBootstrap.of(Statistic.mean(a()), Statistic.mean(b()), resamples());
    Golden.check("difference", recorded.get("observed_difference"), found.difference());
    assertThat(found.wins()).isEqualTo(recorded.get("wins_a").getAsInt());
    assertThat(found.ties()).isEqualTo(recorded.get("ties").getAsInt());
    Golden.check("p", recorded.get("p_not_better"), found.pNotBetter());
    Golden.check("p", recorded.get("p_two_sided_shifted"), found.pTwoSided());
  }

  @Test
  void permutation() throws IOException {
    List<boolean[]> exchanges = new ArrayList<>();
    for (String signs : Golden.strings(golden().get("sign_flips"))) {
      boolean[] exchange = new boolean[signs.length()];
      for (int i = 0; i < exchange.length; i++) {
        exchange[i] = signs.charAt(i) == '-';
      }
      exchanges.add(exchange);
    }
    JsonObject recorded = golden().getAsJsonObject("permutation");
    PermutationTest found = PermutationTest.of(a(), b(), exchanges);
    assertThat(found.atLeastAsExtreme()).isEqualTo(recorded.get("at_least_as_extreme").getAsInt());
    Golden.check("p", recorded.get("p"), found.pValue());
    Golden.check(
        "plain", recorded.get("p_plain"), (double) found.atLeastAsExtreme() / found.permutations());
  }

  @Test
  void mcNemar() throws IOException {
    for (JsonElement element : Golden.objects(golden().get("mcnemar"))) {
      JsonObject recorded = element.getAsJsonObject();
      JsonArray table = recorded.getAsJsonArray("table");
      McNemar test =
          new McNemar(
              table.get(0).getAsJsonArray().get(1).getAsLong(),
              table.get(1).getAsJsonArray().get(0).getAsLong());
      check(recorded.getAsJsonObject("exact"), test.exact());
      check(recorded.getAsJsonObject("chi2_corrected"), test.chiSquared(true));
      check(recorded.getAsJsonObject("chi2"), test.chiSquared(false));
    }
  }

  private static void check(JsonObject recorded, TestResult found) {
    Golden.check("statistic", recorded.get("statistic"), found.statistic());
    Golden.check("p", recorded.get("p"), found.pValue());
  }

  @Test
  void pairedTests() throws IOException {
    JsonObject t = golden().getAsJsonObject("paired_t");
    TestResult student = PairedTests.student(a(), b());
    Golden.check("t", t.get("t"), student.statistic());
    Golden.check("p", t.get("p"), student.pValue());
    check(golden().getAsJsonObject("wilcoxon"), PairedTests.wilcoxon(a(), b()));
  }

  @Test
  void bootstrapOfCounts() throws IOException {
    JsonObject recorded = golden().getAsJsonObject("bootstrap_f1");
    double[] right = Golden.numbers(recorded.get("tp"));
    double[] wrong = Golden.numbers(recorded.get("fp"));
    double[] missed = Golden.numbers(recorded.get("fn"));
    Statistic f1 =
        items -> {
          double twice = 0;
          double all = 0;
          for (int item : items) {
            twice += 2 * right[item];
            all += 2 * right[item] + wrong[item] + missed[item];
          }
          return twice / all;
        };
    Bootstrap bootstrap = Bootstrap.of(f1, resamples());
    Golden.check("f1", recorded.get("f1"), bootstrap.estimate());
    check(recorded.get("percentile_95"), bootstrap.percentile(0.95));
    double[] first = Golden.numbers(recorded.get("first_5"));
    for (int i = 0; i < first.length; i++) {
      assertThat(resamples().values(f1)[i]).isCloseTo(first[i], within(1e-11));
    }
  }

  /** Values of scipy 1.17.1: wilcoxon([...], [0, ...]). */
  @Test
  void signedRanksOfFewTiedAndManyDifferences() {
    Map<double[], double[]> recorded =
        Map.of(
            new double[] {1, -2, 3, 4, 5}, SCIPY[0],
            new double[] {1, 1, -2, 3, 3, 4, 0}, SCIPY[1],
            new double[] {1, 1, -2, 3, 3, 4, 0, 5, 6, -7, 8, 9, 9, 9, 10, 11}, SCIPY[2]);
    recorded.forEach(
        (differences, expected) -> {
          TestResult found = PairedTests.wilcoxon(differences, new double[differences.length]);
          assertThat(found.statistic()).isEqualTo(expected[0]);
          assertThat(found.pValue()).isCloseTo(expected[1], within(1e-12));
        });
  }

  private static final double[][] SCIPY = {
    {2.0, 0.1875},
    {3.0, 0.15625},
    {12.0, 0.006342647787434635}
  };

  @Test
  void seedsMakeRunsRepeatable() {
    double[] a = {1, 2, 3, 4, 5, 6};
    double[] b = {1, 1, 3, 3, 5, 5};
    assertThat(PermutationTest.of(a, b, 100, 7)).isEqualTo(PermutationTest.of(a, b, 100, 7));
    assertThat(Bootstrap.of(Statistic.mean(a), Resamples.draw(6, 200, 3)).bca(0.9))
        .isEqualTo(Bootstrap.of(Statistic.mean(a), Resamples.draw(6, 200, 3)).bca(0.9));
  }

  @Test
  void summariesOfSeeds() {
    SeedSummary summary = SeedSummary.of(0.95, 0.8, 0.82, 0.81);
    assertThat(summary.mean()).isCloseTo(0.81, within(1e-12));
    assertThat(summary.standardDeviation()).isCloseTo(0.01, within(1e-12));
    // scipy.stats.t.interval(0.95, 2, 0.81, 0.01 / sqrt(3))
    assertThat(summary.interval().lower()).isCloseTo(0.7851586228823705, within(1e-9));
    assertThat(SeedSummary.of(0.95, 0.5).interval().lower()).isNaN();
    assertThatThrownBy(() -> SeedSummary.of(0.95)).hasMessageContaining("got 0");
  }

  @Test
  void wrongInputIsRefused() {
    assertThatThrownBy(() -> PairedTests.student(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 2 and 3");
    assertThatThrownBy(() -> PermutationTest.of(new double[0], new double[0], 5, 1))
        .hasMessageContaining("at least 1 pair");
    assertThatThrownBy(() -> Resamples.of(3, List.of(new int[] {0, 1, 3})))
        .hasMessageContaining("[0, 3), got 3");
    assertThatThrownBy(
            () -> Bootstrap.of(Statistic.mean(1, 2), Resamples.draw(2, 9, 1)).percentile(1))
        .hasMessage("level must be in (0, 1), got 1.0");
    assertThat(Bootstrap.of(Statistic.mean(2, 2), Resamples.draw(2, 9, 1)).bca(0.95))
        .isEqualTo(new Interval(2, 2, 0.95));
    assertThat(PairedTests.wilcoxon(new double[3], new double[3]).pValue()).isNaN();
    assertThat(PairedTests.student(new double[3], new double[3]).pValue()).isNaN();
  }
}
