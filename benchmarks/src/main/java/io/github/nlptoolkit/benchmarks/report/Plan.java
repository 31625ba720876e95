package io.github.nlptoolkit.benchmarks.report;

import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much is measured. Each round runs every benchmark once, each in a JVM of its own, so that a
 * slow minute of the machine falls on all of them alike and ratios can be taken within a round.
 *
 * @param rounds the number of rounds
 * @param throughput the warm-up and the measured iterations of throughput
 * @param latency those of latency
 * @param products those of the matrix products
 * @param firstShapes the shapes of matrix products in the first round
 * @param laterShapes those in the others
 * @param starts how often each embedder starts in a fresh JVM
 */
record Plan(
    int rounds,
    Iterations throughput,
    Iterations latency,
    Iterations products,
    List<String> firstShapes,
    List<String> laterShapes,
    int starts) {

  /**
   * A warm-up iteration and some measured ones.
   *
   * @param warmup the time of the warm-up
   * @param count the number of measured iterations
   * @param time the time of each
   */
  record Iterations(TimeValue warmup, int count, TimeValue time) {}

  /** The linear layers of all-MiniLM-L6-v2 over 2048 tokens, and a large square product. */
  private static final List<String> SHAPES =
      List.of("2048x384x1152", "2048x384x384", "2048x384x1536", "2048x1536x384", "2048x2048x2048");

  /** The same over 1024 tokens. */
  private static final List<String> SHORTER_SHAPES =
      List.of("1024x384x1152", "1024x384x384", "1024x384x1536", "1024x1536x384");

  /** What the documentation reports: about twenty minutes. */
  static Plan full() {
    return new Plan(
        3,
        new Iterations(TimeValue.seconds(4), 2, TimeValue.seconds(5)),
        new Iterations(TimeValue.seconds(2), 1, TimeValue.seconds(4)),
        new Iterations(TimeValue.milliseconds(500), 3, TimeValue.milliseconds(500)),
        concat(SHAPES, SHORTER_SHAPES),
        SHAPES,
        5);
  }

  /** To see that all is well: less than three minutes, and numbers not to be quoted. */
  static Plan quick() {
    return new Plan(
        1,
        new Iterations(TimeValue.seconds(2), 1, TimeValue.seconds(4)),
        new Iterations(TimeValue.seconds(1), 1, TimeValue.seconds(2)),
        new Iterations(TimeValue.milliseconds(300), 1, TimeValue.milliseconds(500)),
        SHAPES,
        SHAPES,
        2);
  }

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
