package io.github.nlptoolkit.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static double[] shares(Schedule schedule, long warmUp, long total) {
    return LongStream.range(0, total).mapToDouble(i -> schedule.share(i, warmUp, total)).toArray();
  }

  @Test
  void linear() {
    assertThat(shares(Schedule.LINEAR, 2, 6))
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(0, 0.5, 1, 0.75, 0.5, 0.25);
    assertThat(shares(Schedule.LINEAR, 0, 4)).containsExactly(1, 0.75, 0.5, 0.25);
  }

  @Test
  void cosine() {
    assertThat(shares(Schedule.COSINE, 1, 5))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0, 1, (2 + Math.sqrt(2)) / 4, 0.5, (2 - Math.sqrt(2)) / 4);
  }

  @Test
  void constant() {
    assertThat(shares(Schedule.CONSTANT, 2, 5)).containsExactly(0, 0.5, 1, 1, 1);
  }

  @Test
  void beyondTheEndAndLongWarmUps() {
    assertThat(Schedule.LINEAR.share(9, 2, 6)).isZero();
    assertThat(Schedule.COSINE.share(9, 2, 6)).isCloseTo(0, within(1e-15));
    assertThat(Schedule.LINEAR.share(5, 10, 6)).isEqualTo(0.5);
    assertThat(Schedule.LINEAR.share(10, 10, 6)).isEqualTo(1);
  }

  @Test
  void options() {
    TrainingOptions options =
        TrainingOptions.defaults()
            .learningRate(1e-3)
            .schedule(Schedule.COSINE, 7)
            .optimizer(AdamW.defaults().weightDecay(0))
            .maxGradientNorm(0)
            .accumulation(3)
            .seed(-1);
    assertThat(options)
        .isEqualTo(
            new TrainingOptions(
                1e-3, Schedule.COSINE, 7, new AdamW(0.9, 0.999, 1e-8, 0), 0, 3, -1));
    assertThatThrownBy(() -> options.learningRate(0))
        .hasMessage("learningRate must be greater than 0, got 0.0");
    assertThatThrownBy(() -> options.learningRate(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.accumulation(0))
        .hasMessage("accumulation must be at least 1, got 0");
    assertThatThrownBy(() -> options.maxGradientNorm(-1))
        .hasMessage("maxGradientNorm must be at least 0, got -1.0");
    assertThatThrownBy(() -> options.schedule(Schedule.LINEAR, -1))
        .hasMessage("warmUpSteps must be at least 0, got -1");
    assertThatThrownBy(() -> new AdamW(1, 0.9, 1e-8, 0))
        .hasMessage("beta1 must be in [0, 1), got 1.0");
    assertThatThrownBy(() -> new AdamW(0.9, 0.9, 0, 0)).hasMessageContaining("eps");
    assertThatThrownBy(() -> AdamW.defaults().weightDecay(-0.1)).hasMessageContaining("-0.1");
  }
}
