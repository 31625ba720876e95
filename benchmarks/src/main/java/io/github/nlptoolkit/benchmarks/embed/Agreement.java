package io.github.nlptoolkit.benchmarks.embed;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How far the embedders agree on the benchmark's 514 texts. */
public final class Agreement {

  private Agreement() {}

  /**
   * One embedder's answers beside the others'.
   *
   * @param embedder the embedder
   * @param recorded the least cosine to what sentence-transformers made of the same text
   * @param langchain4j the least cosine to what langchain4j makes of it in fp32
   */
  public record Row(BenchmarkedEmbedder embedder, double recorded, double langchain4j) {}

  /**
   * Compares them in a JVM of its own, so that nothing of them stays in this one.
   *
   * @return a row for each embedder
   * @throws IOException if the JVM fails, as it does when an answer is wrong
   * @throws InterruptedException if interrupted while it runs
   */
  public static List<Row> measure() throws IOException, InterruptedException {
    String line = FreshJvm.run(Agreement.class).line();
    return new Gson().fromJson(line, new TypeToken<List<Row>>() {});
  }

  /**
   * Compares them and prints the rows.
   *
   * @param arguments none
   * @throws IOException if an embedder cannot be loaded
   */
  public static void main(String[] arguments) throws IOException {
    Map<BenchmarkedEmbedder, List<float[]>> vectors = new EnumMap<>(BenchmarkedEmbedder.class);
    for (BenchmarkedEmbedder embedder : BenchmarkedEmbedder.available()) {
      vectors.put(embedder, vectors(embedder));
    }
    List<float[]> peer = Objects.requireNonNull(vectors.get(BenchmarkedEmbedder.LANGCHAIN4J_FP32));
    List<Row> rows = new ArrayList<>();
    vectors.forEach(
        (embedder, own) ->
            rows.add(
                new Row(
                    embedder,
                    least(embedder, own, RecordedVectors.all()),
                    least(embedder, own, peer))));
    FreshJvm.answer(new Gson().toJson(rows));
  }

  private static double least(
      BenchmarkedEmbedder embedder, List<float[]> own, List<float[]> others) {
    // langchain4j may itself be that far off.
    double bound = Math.min(embedder.minCosine(), BenchmarkedEmbedder.LANGCHAIN4J_FP32.minCosine());
    return AnswerCheck.require(embedder.label(), own, others, bound);
  }

  /** The vectors of the sentences, embedded together, and of the latency texts, one by one. */
  private static List<float[]> vectors(BenchmarkedEmbedder embedder) throws IOException {
    try (OpenEmbedder open = embedder.open()) {
      List<float[]> vectors = new ArrayList<>(open.call(BenchmarkTexts.sentences()).vectors());
      for (int tokens : BenchmarkTexts.LATENCY_TOKENS) {
        vectors.addAll(open.call(BenchmarkTexts.ofTokens(tokens)).vectors());
      }
      return vectors;
    }
  }
}
