package io.github.nlptoolkit.benchmarks.embed;

import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The toolkit's own embedder, with its defaults or for single texts, on the default model or the
 * one in the folder that the system property {@value #MODEL} names.
 */
final class ToolkitEmbedder implements OpenEmbedder {
  static final String MODEL = "benchmarks.model";
  private static final String VECTORS = "jdk.incubator.vector";

  private final SentenceEmbedder embedder;

  private ToolkitEmbedder(SentenceEmbedder embedder) {
    this.embedder = embedder;
  }

  static ToolkitEmbedder open(Precision precision) throws IOException {
    return new ToolkitEmbedder(builder(precision).load());
  }

  private static SentenceEmbedder.Builder builder(Precision precision) throws IOException {
    String model = System.getProperty(MODEL, Models.DEFAULT);
    return SentenceEmbedder.builder(Models.standard().resolve(model)).precision(precision);
  }

  static ToolkitEmbedder openForSingleTexts(Precision precision) throws IOException {
    if (ModuleLayer.boot().findModule(VECTORS).isEmpty()) {
      throw new IOException(
          "single texts in half the time need a JVM with --add-modules " + VECTORS);
    }
    return new ToolkitEmbedder(builder(precision).lowLatency(true).load());
  }

  @Override
  public EmbedCall call(List<String> texts) {
    return new Call(embedder, texts);
  }

  @Override
  public EmbedCall call(String text) {
    return new Call(embedder, List.of(text));
  }

  @Override
  public void close() {
    embedder.close();
  }

  private record Call(SentenceEmbedder embedder, List<String> texts) implements EmbedCall {
    @Override
    public Object run() {
      return embedder.embed(texts);
    }

    @Override
    public List<float[]> vectors() {
      Embeddings embeddings = embedder.embed(texts);
      return IntStream.range(0, embeddings.count()).mapToObj(embeddings::vector).toList();
    }
  }
}
