package io.github.nlptoolkit.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void takesTheMiddle() {
    assertThat(Samples.median(4, 1, 2, 8)).isEqualTo(3);
    assertThat(Samples.median(4, 1, 2)).isEqualTo(2);
    assertThatThrownBy(Samples::median).hasMessage("nothing was measured");
  }

  @Test
  void takesTheNearestRank() {
    double[] hundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();
    assertThat(Samples.percentile(50, hundred)).isEqualTo(50);
    assertThat(Samples.percentile(99, hundred)).isEqualTo(99);
    assertThat(Samples.percentile(99, 5, 7)).isEqualTo(7);
    assertThat(Samples.percentile(1, 5, 7)).isEqualTo(5);
    assertThatThrownBy(() -> Samples.percentile(0, 1))
        .hasMessage("percent must be in (0, 100], got 0.0");
  }
}
