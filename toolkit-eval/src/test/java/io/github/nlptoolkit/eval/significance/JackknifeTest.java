package io.github.nlptoolkit.eval.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.eval.task.ItemScores;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JackknifeTest {
  private static final double[] CLASSES =
      digits("440423315012320000051341121515450232343053512510240521355510");
  private static final double[] CLUSTERS =
      digits("240423315511320000001544101551350330544052504041341521325510");
  private static final double[] OTHERS =
      digits("540415102012320034051312111215211232313150552230443021425510");

  private static double[] digits(String text) {
    return text.chars().mapToDouble(c -> c - '0').toArray();
  }

  private static Statistic agreement(double[] clusters) {
    return ItemScores.of(ItemScores.Kind.V_MEASURE, CLASSES, clusters).statistic();
  }

  /** scikit-learn's v_measure_score, left out one by one in numpy. */
  @Test
  void agreementOfClustersIsNumpys() {
    Jackknife found = Jackknife.of(agreement(CLUSTERS), CLASSES.length);
    assertThat(found.estimate()).isCloseTo(0.414583101993598, within(1e-12));
    assertThat(found.standardError()).isCloseTo(0.07784397195551013, within(1e-12));
    Interval interval = found.normal(0.95);
    assertThat(interval.lower()).isCloseTo(0.26201172054725214, within(1e-9));
    assertThat(interval.upper()).isCloseTo(0.5671544834399438, within(1e-9));
  }

  @Test
  void differenceIsNumpys() {
    Statistic ours = agreement(CLUSTERS);
    Statistic theirs = agreement(OTHERS);
    Jackknife found = Jackknife.of(items -> ours.of(items) - theirs.of(items), CLASSES.length);
    assertThat(found.estimate()).isCloseTo(0.06447655804841096, within(1e-12));
    assertThat(found.standardError()).isCloseTo(0.1107808491392119, within(1e-12));
    assertThat(found.pTwoSided()).isCloseTo(0.5605538889876508, within(1e-9));
    assertThat(Jackknife.of(items -> 0, 3).pTwoSided()).isEqualTo(1);
  }

  /** Samples with repeats agree better than the items do, so that no interval holds the score. */
  @Test
  void bootstrapSamplesAreHigherThanTheAgreement() {
    double[] classes = new double[200];
    double[] clusters = new double[200];
    Arrays.setAll(classes, i -> i % 40);
    Arrays.setAll(clusters, i -> i % 3 == 0 ? i * 7 % 40 : i % 40);
    Statistic agreement = ItemScores.of(ItemScores.Kind.V_MEASURE, classes, clusters).statistic();
    Bootstrap bootstrap = Bootstrap.of(agreement, Resamples.draw(200, 200, 1));
    assertThat(bootstrap.percentile(0.95).lower()).isGreaterThan(bootstrap.estimate());
    assertThat(bootstrap.bca(0.95).lower()).isNaN();
    assertThat(Jackknife.of(agreement, 200).standardError()).isBetween(0.001, 0.1);
  }

  /** Of a mean it is s/√n, with groups nearly so. */
  @Test
  void errorOfAMean() {
    double[] values = new Random(1).doubles(2_500).toArray();
    double squares = 0;
    double mean = Arrays.stream(values).average().orElseThrow();
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double error = Math.sqrt(squares / (values.length - 1) / values.length);
    assertThat(Jackknife.of(Statistic.mean(values), values.length).standardError())
        .isCloseTo(error, within(0.1 * error));
    double[] few = {1, 2, 4};
    assertThat(Jackknife.of(Statistic.mean(few), 3).standardError())
        .isCloseTo(Math.sqrt(7 / 9.0), within(1e-15));
    assertThatThrownBy(() -> Jackknife.of(Statistic.mean(1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be at least 2 items, got 1");
  }
}
