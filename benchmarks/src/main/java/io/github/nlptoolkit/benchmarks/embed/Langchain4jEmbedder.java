package io.github.nlptoolkit.benchmarks.embed;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.List;

/** An in-process embedding model of langchain4j, with its defaults. */
final class Langchain4jEmbedder implements OpenEmbedder {
  private final EmbeddingModel model;

  Langchain4jEmbedder(EmbeddingModel model) {
    this.model = model;
  }

  @Override
  public EmbedCall call(List<String> texts) {
    return new ManyTexts(model, texts.stream().map(TextSegment::from).toList());
  }

  @Override
  public EmbedCall call(String text) {
    return new OneText(model, text);
  }

  /** Does nothing: these models cannot be closed. */
  @Override
  public void close() {}

  private record ManyTexts(EmbeddingModel model, List<TextSegment> segments) implements EmbedCall {
    @Override
    public Object run() {
      return model.embedAll(segments);
    }

    @Override
    public List<float[]> vectors() {
      return model.embedAll(segments).content().stream().map(Embedding::vector).toList();
    }
  }

  private record OneText(EmbeddingModel model, String text) implements EmbedCall {
    @Override
    public Object run() {
      return model.embed(text);
    }

    @Override
    public List<float[]> vectors() {
      return List.of(model.embed(text).content().vector());
    }
  }
}
