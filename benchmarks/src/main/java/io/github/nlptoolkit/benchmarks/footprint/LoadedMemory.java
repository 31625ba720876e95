package io.github.nlptoolkit.benchmarks.footprint;

import com.google.gson.Gson;
import io.github.nlptoolkit.benchmarks.embed.AnswerCheck;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkTexts;
import io.github.nlptoolkit.benchmarks.embed.BenchmarkedEmbedder;
import io.github.nlptoolkit.benchmarks.embed.OpenEmbedder;
import io.github.nlptoolkit.benchmarks.embed.RecordedVectors;
import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import io.github.nlptoolkit.benchmarks.roofline.GemmShape;
import io.github.nlptoolkit.benchmarks.roofline.MatrixProduct;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.util.List;

/** The memory of a JVM before and after it has loaded an embedder. */
final class LoadedMemory {
  private static final int TOKENS = 30;
  private static final GemmShape SMALL = new GemmShape(32, 384, 1536);

  private LoadedMemory() {}

  /**
   * Resident bytes.
   *
   * @param engine of a JVM whose engine has made one small product, for the toolkit; of one that
   *     has done nothing, for others
   * @param loaded what loading the embedder and embedding one text has added
   */
  record Memory(ResidentMemory engine, ResidentMemory loaded) {}

  /**
   * Loads, reads, prints.
   *
   * @param arguments the embedder's name, then the precision of the product that starts the engine
   *     or nothing
   */
  public static void main(String[] arguments) throws IOException {
    BenchmarkedEmbedder embedder = BenchmarkedEmbedder.valueOf(arguments[0]);
    if (arguments.length > 1) {
      MatrixProduct.open(SMALL, Precision.valueOf(arguments[1]), 1).close();
    }
    ResidentMemory engine = ResidentMemory.now();
    try (OpenEmbedder open = embedder.open()) {
      AnswerCheck.require(
          embedder.label(),
          open.call(BenchmarkTexts.ofTokens(TOKENS)).vectors(),
          List.of(RecordedVectors.ofTokens(TOKENS)),
          embedder.minCosine());
      ResidentMemory loaded = ResidentMemory.now();
      FreshJvm.answer(new Gson().toJson(new Memory(engine, loaded.since(engine))));
    }
  }
}
