package io.github.nlptoolkit.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(axis::label).toList();
  }

  @Test
  void ticksAreRoundNumbersAroundAll() {
    assertThat(labels(Axis.linear(List.of(2.6, 10.0)))).containsExactly("2", "4", "6", "8", "10");
    assertThat(labels(Axis.linear(List.of(0.19, 0.96))))
        .containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(labels(Axis.linear(List.of(-0.3, 0.95))))
        .containsExactly("-0.5", "0.0", "0.5", "1.0");
    assertThat(labels(Axis.linear(List.of(0.61, 0.62)))).hasSize(6).contains("0.614");
    assertThat(labels(Axis.linear(List.of(4.0, 4.0)))).first().isEqualTo("4.0");
    assertThat(labels(Axis.linear(List.of()))).first().isEqualTo("0.0");
    assertThat(labels(Axis.logarithmic(List.of(2.5, 18_452.0))))
        .containsExactly("1", "10", "100", "1,000", "10,000", "100,000");
    assertThat(labels(Axis.logarithmic(List.of(0.02, 0.03)))).containsExactly("0.01", "0.1");
    assertThat(labels(Axis.logarithmic(List.of(1.0, 1e9)))).hasSizeLessThan(8);
    assertThat(labels(Axis.logarithmic(List.of()))).containsExactly("1", "10");
  }

  @Test
  void numbersHaveTheirPlace() {
    Axis linear = Axis.linear(List.of(2.6, 10.0));
    assertThat(linear.share(2)).isZero();
    assertThat(linear.share(10)).isEqualTo(1);
    assertThat(linear.share(4)).isEqualTo(0.25);
    Axis logarithmic = Axis.logarithmic(List.of(1.0, 10_000.0));
    assertThat(logarithmic.share(100)).isCloseTo(0.5, within(1e-12));
    assertThat(logarithmic.share(1)).isZero();
  }
}
