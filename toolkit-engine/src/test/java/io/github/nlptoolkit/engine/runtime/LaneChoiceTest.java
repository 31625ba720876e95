package io.github.nlptoolkit.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaneChoiceTest {
  private static final long MILLI = 1_000_000;
  private static final int SIZE = 30;

  private final LaneChoice choice = new LaneChoice();

  private void know(int size, long narrowMillis) {
    for (int i = 0; i < 3; i++) {
      assertThat(choice.wide(size, 0)).isFalse();
      choice.narrowTook(size, narrowMillis * MILLI);
    }
  }

  private void slow(long now) {
    choice.wideTook(SIZE, 9 * MILLI, now);
  }

  private void fast(long now) {
    choice.wideTook(SIZE, 2 * MILLI, now);
  }

  @Test
  void aSizeGoesWideOnceOneThreadsTimeIsKnown() {
    know(SIZE, 4);
    assertThat(choice.wide(SIZE, 0)).isTrue();
    assertThat(choice.wide(SIZE + 1, 0)).isFalse();
  }

  @Test
  void aSlowCallNowAndThenChangesNothing() {
    know(SIZE, 4);
    for (int i = 0; i < 50; i++) {
      slow(i);
      fast(i);
      fast(i);
      assertThat(choice.wide(SIZE, i)).isTrue();
    }
  }

  @Test
  void slowCallsInARowMakeItRestLongerEachTime() {
    know(SIZE, 4);
    slow(0);
    slow(0);
    assertThat(choice.wide(SIZE, 0)).isTrue();
    slow(0);
    assertThat(choice.wide(SIZE, 99 * MILLI)).isFalse();
    assertThat(choice.wide(SIZE, 100 * MILLI)).isTrue();
    long now = 100 * MILLI;
    long longest = 0;
    for (int i = 0; i < 10; i++) {
      slow(now); // on trial, one is enough
      long start = now;
      while (!choice.wide(SIZE, now)) {
        now += 50 * MILLI;
      }
      assertThat(now - start).isGreaterThan(100 * MILLI).isGreaterThanOrEqualTo(longest);
      longest = now - start;
    }
    assertThat(longest).isEqualTo(800 * MILLI);
  }

  @Test
  void fastCallsEndTheTrialAndShortenTheNextRest() {
    know(SIZE, 4);
    for (int round = 0; round < 2; round++) {
      slow(0);
      slow(0);
      slow(0);
      assertThat(choice.wide(SIZE, 99 * MILLI)).isFalse();
      assertThat(choice.wide(SIZE, 100 * MILLI)).isTrue();
      for (int i = 0; i < 4; i++) {
        fast(100 * MILLI);
      }
    }
  }

  @Test
  void oneThreadsTimeIsLookedAtAgainNowAndThen() {
    know(SIZE, 4);
    int narrow = 0;
    for (int i = 0; i < 640; i++) {
      narrow += choice.wide(SIZE, 0) ? 0 : 1;
    }
    assertThat(narrow).isEqualTo(10);
    for (int i = 0; i < 40; i++) {
      choice.narrowTook(SIZE, MILLI); // one thread got faster than the wide lane
    }
    fast(0);
    fast(0);
    fast(0);
    assertThat(choice.wide(SIZE, 1)).isFalse();
  }

  @Test
  void whatOneThreadNeededAtFirstIsForgotten() {
    assertThat(choice.wide(SIZE, 0)).isFalse();
    choice.narrowTook(SIZE, 80 * MILLI);
    choice.narrowTook(SIZE, 4 * MILLI);
    choice.narrowTook(SIZE, 4 * MILLI);
    slow(0);
    slow(0);
    slow(0);
    assertThat(choice.wide(SIZE, 1)).isFalse();
  }
}
