package io.github.nlptoolkit.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentionTest {
  private static final long MILLI = 1_000_000;

  private final Contention contention = new Contention();

  @Test
  void isQuietAtFirstAndWhileCallsRunThrough() {
    assertThat(contention.quiet(0)).isTrue();
    contention.fared(5 * MILLI, 5 * MILLI, 10 * MILLI);
    assertThat(contention.quiet(10 * MILLI)).isTrue();
  }

  @Test
  void waitsAreContention() {
    contention.fared(10 * MILLI, 5 * MILLI, 10 * MILLI);
    assertThat(contention.quiet(11 * MILLI)).isFalse();
    assertThat(contention.quiet(259 * MILLI)).isFalse();
    assertThat(contention.quiet(260 * MILLI)).isTrue();
  }

  @Test
  void restsGetLongerUpToALimit() {
    long now = 0;
    long longest = 0;
    for (int i = 0; i < 12; i++) {
      contention.fared(10 * MILLI, 0, now);
      long start = now;
      while (!contention.quiet(now)) {
        now += 50 * MILLI;
      }
      assertThat(now - start).isGreaterThanOrEqualTo(longest);
      longest = now - start;
    }
    assertThat(longest).isEqualTo(8_000 * MILLI);
  }

  @Test
  void watchedWorkGivesItsResult() throws Exception {
    assertThat(contention.<String>watch(() -> "done")).isEqualTo("done");
  }
}
