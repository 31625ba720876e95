package io.github.nlptoolkit.benchmarks.busy;

import com.google.gson.Gson;
import io.github.nlptoolkit.benchmarks.embed.AnswerCheck;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkTexts;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.EmbedCall;
import io.github.nlptoolkit.benchmarks.embed.OpenEmbedder;
import io.github.nlptoolkit.benchmarks.embed.RecordedVectors;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import io.github.nlptoolkit.benchmarks.report.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One embedder on an idle and on a busy machine, taking turns, in a JVM of its own. */
final class BusyRun {
  private static final int TOKENS = 30;
  private static final long WARMUP_NANOS = 1_500_000_000L;

  private BusyRun() {}

  /**
   * One measurement.
   *
   * @param textsOfSecond texts in a second, of one caller with a list of 512
   * @param p50Millis half of the calls with one text took no longer
   * @param p99Millis of 100 such calls 99 took no longer
   */
  record Speed(double textsOfSecond, double p50Millis, double p99Millis) {}

  /**
   * A round.
   *
   * @param idle without other work
   * @param busy with one busy process for each core
   */
  record Round(Speed idle, Speed busy) {}

  /**
   * Measures and prints the rounds.
   *
   * @param arguments the embedder's name, the rounds, the milliseconds of each measurement
   */
  public static void main(String[] arguments) throws IOException {
    BenchmarkedEmbedder embedder = BenchmarkedEmbedder.valueOf(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    long nanos = Long.parseLong(arguments[2]) * 1_000_000;
    List<String> texts = BenchmarkTexts.sentences();
    List<Round> measured = new ArrayList<>();
    try (OpenEmbedder open = embedder.open()) {
      EmbedCall list = open.call(texts);
      EmbedCall one = open.call(BenchmarkTexts.ofTokens(TOKENS));
      AnswerCheck.require(
          embedder.label(), list.vectors(), RecordedVectors.ofSentences(), embedder.minCosine());
      speed(list, one, WARMUP_NANOS);
      for (int round = 0; round < rounds; round++) {
        Speed idle = speed(list, one, nanos);
        Spinner spinner = Spinner.start(Runtime.getRuntime().availableProcessors());
        try {
          measured.add(new Round(idle, speed(list, one, nanos)));
        } finally {
          spinner.close();
        }
      }
    }
    FreshJvm.answer(new Gson().toJson(measured));
  }

  private static Speed speed(EmbedCall list, EmbedCall one, long nanos) {
    List<Double> lists = millis(list, nanos);
    double total = lists.stream().mapToDouble(Double::doubleValue).sum();
    double[] ones = millis(one, nanos).stream().mapToDouble(Double::doubleValue).toArray();
    return new Speed(
        BenchmarkTexts.SENTENCES * lists.size() / (total / 1e3),
        Samples.percentile(50, ones),
        Samples.percentile(99, ones));
  }

  /** What each call took, one after another for a while. */
  private static List<Double> millis(EmbedCall call, long nanos) {
    List<Double> millis = new ArrayList<>();
    long begin = System.nanoTime();
    long end = begin;
    while (end - begin < nanos) {
      long start = end;
      call.run();
      end = System.nanoTime();
      millis.add((end - start) / 1e6);
    }
    return millis;
  }
}
