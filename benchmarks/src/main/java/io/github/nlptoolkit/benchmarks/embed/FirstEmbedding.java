package io.github.nlptoolkit.benchmarks.embed;

import com.google.gson.Gson;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import io.github.nlptoolkit.engine.runtime.Lanes;
import java.io.IOException;
import java.util.List;

/** How long a fresh JVM takes to its first embedding. */
public final class FirstEmbedding {
  private static final String ENGINE_FIRST = "engine-first";
  private static final int TOKENS = 7;

  private FirstEmbedding() {}

  /**
   * One start.
   *
   * @param totalMillis from before the process was started to the checked vector's line
   * @param engineMillis what starting the engine took by itself; 0 if it started with the embedder
   * @param loadMillis what resolving the model's name and loading the embedder took
   * @param embedMillis what the first text of 7 tokens took
   */
  public record Start(
      double totalMillis, double engineMillis, double loadMillis, double embedMillis) {}

  /**
   * Measures one start in a JVM of its own.
   *
   * @param embedder the embedder
   * @param engineFirst whether to start the toolkit's engine first, to see what loading takes
   *     beyond it
   * @return the times
   * @throws IOException if the JVM fails
   * @throws InterruptedException if interrupted while it runs
   */
  public static Start measure(BenchmarkedEmbedder embedder, boolean engineFirst)
      throws IOException, InterruptedException {
    return measure(List.of(), embedder, engineFirst);
  }

  /**
   * Measures one start in a JVM of its own with options.
   *
   * @param options options for the JVM
   * @param embedder the embedder
   * @param engineFirst whether to start the toolkit's engine first, to see what loading takes
   *     beyond it
   * @return the times
   * @throws IOException if the JVM fails
   * @throws InterruptedException if interrupted while it runs
   */
  public static Start measure(
      List<String> options, BenchmarkedEmbedder embedder, boolean engineFirst)
      throws IOException, InterruptedException {
    FreshJvm.Answer answer =
        FreshJvm.run(
            options, FirstEmbedding.class, embedder.name(), engineFirst ? ENGINE_FIRST : "");
    Start inside = new Gson().fromJson(answer.line(), Start.class);
    return new Start(
        answer.millis(), inside.engineMillis(), inside.loadMillis(), inside.embedMillis());
  }

  /**
   * Loads, embeds, prints the times.
   *
   * @param arguments the name of the embedder, then {@code engine-first} or nothing
   * @throws IOException if it cannot be loaded
   */
  public static void main(String[] arguments) throws IOException {
    BenchmarkedEmbedder embedder = BenchmarkedEmbedder.valueOf(arguments[0]);
    long start = System.nanoTime();
    long engine = start;
    if (arguments[1].equals(ENGINE_FIRST)) {
      Lanes.shared().run(() -> ENGINE_FIRST);
      engine = System.nanoTime();
    }
    try (OpenEmbedder open = embedder.open()) {
      long loaded = System.nanoTime();
      List<float[]> vectors = open.call(BenchmarkTexts.ofTokens(TOKENS)).vectors();
      long embedded = System.nanoTime();
      AnswerCheck.require(
          embedder.label(),
          vectors,
          List.of(RecordedVectors.ofTokens(TOKENS)),
          embedder.minCosine());
      FreshJvm.answer(
          new Gson()
              .toJson(
                  new Start(
                      0, millis(start, engine), millis(engine, loaded), millis(loaded, embedded))));
    }
  }

  private static double millis(long from, long to) {
    return (to - from) / 1e6;
  }
}
