package io.github.nlptoolkit.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OtherWorkTest {

  @Test
  void countsAllThatIsNotIdle() {
    String before = "cpu  100 5 50 1000 20 1 2 3 0 0\ncpu0 7 7 7 7 7 7 7 7 0 0\n";
    // 10 of user, 5 of system, 3 stolen; 80 idle, 2 waiting for a disk.
    String after = "cpu  110 5 55 1080 22 1 2 6 9 9\ncpu0 8 8 8 8 8 8 8 8 0 0\n";
    assertThat(OtherWork.share(before, after)).isEqualTo(0.18, within(1e-12));
    assertThat(OtherWork.share(after, after)).isZero();
  }
}
