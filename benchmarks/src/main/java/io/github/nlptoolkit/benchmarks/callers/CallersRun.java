package io.github.nlptoolkit.benchmarks.callers;

import com.google.gson.Gson;
import io.github.nlptoolkit.benchmarks.embed.AnswerCheck;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkTexts;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.EmbedCall;
import io.github.nlptoolkit.benchmarks.embed.OpenEmbedder;
import io.github.nlptoolkit.benchmarks.embed.RecordedVectors;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/** One embedder under several numbers of callers, in a JVM of its own. */
final class CallersRun {
  private static final List<Integer> CALLERS = List.of(1, 4, 16, 64);
  private static final int MOST = 64;

  private CallersRun() {}

  /**
   * One measurement.
   *
   * @param round its round, from 0
   * @param callers how many threads called; 0 for one that gave all texts as a list
   * @param textsOfSecond texts embedded in a second
   * @param p50Millis half of the calls took no longer
   * @param p99Millis of 100 calls 99 took no longer
   */
  record Row(int round, int callers, double textsOfSecond, double p50Millis, double p99Millis) {}

  /**
   * Measures and prints the rows.
   *
   * @param arguments the embedder's name, the rounds, and how often each text is embedded in one
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    BenchmarkedEmbedder embedder = BenchmarkedEmbedder.valueOf(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    int passes = Integer.parseInt(arguments[2]);
    List<String> texts = BenchmarkTexts.sentences();
    List<Row> rows = new ArrayList<>();
    try (OpenEmbedder open = embedder.open()) {
      EmbedCall list = open.call(texts);
      List<EmbedCall> calls = texts.stream().map(text -> open.call(text)).toList();
      check(embedder, calls);
      for (int callers : CALLERS) {
        Crowd.run(calls, 1, callers);
      }
      list.run();
      for (int round = 0; round < rounds; round++) {
        rows.add(row(round, 0, Crowd.run(List.of(list), passes, 1), texts.size()));
        for (int callers : CALLERS) {
          rows.add(row(round, callers, Crowd.run(calls, passes, callers), 1));
        }
      }
    }
    FreshJvm.answer(new Gson().toJson(rows));
  }

  private static Row row(int round, int callers, Crowd.Outcome outcome, int textsOfCall) {
    return new Row(
        round,
        callers,
        textsOfCall * outcome.callsOfSecond(),
        outcome.p50Millis(),
        outcome.p99Millis());
  }

  /** Compares what many callers at once are given with what they should be. */
  private static void check(BenchmarkedEmbedder embedder, List<EmbedCall> calls)
      throws InterruptedException, ExecutionException {
    float[][] vectors = new float[calls.size()][];
    List<EmbedCall> kept =
        IntStream.range(0, calls.size())
            .<EmbedCall>mapToObj(i -> keeping(calls, i, vectors))
            .toList();
    Crowd.run(kept, 1, MOST);
    AnswerCheck.require(
        embedder.label(),
        Arrays.asList(vectors),
        RecordedVectors.ofSentences(),
        embedder.minCosine());
  }

  private static EmbedCall keeping(List<EmbedCall> calls, int i, float[][] vectors) {
    return new EmbedCall() {
      @Override
      public Object run() {
        return vectors();
      }

      @Override
      public List<float[]> vectors() {
        List<float[]> made = calls.get(i).vectors();
        vectors[i] = made.get(0);
        return made;
      }
    };
  }
}
