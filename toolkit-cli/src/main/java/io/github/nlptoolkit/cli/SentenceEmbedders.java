package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.bert.sentence.EmbeddingListener;
import io.github.nlptoolkit.bert.sentence.SentenceEmbedder;
import io.github.nlptoolkit.bert.sentence.StaticEmbedder;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The real models. */
final class SentenceEmbedders implements EmbedderFactory {

  @Override
  public StreamEmbedder open(String model, Precision precision, Device device) throws IOException {
    Path folder = resolved(model);
    if (StaticEmbedder.isStatic(folder)) {
      return new StaticModel(StaticEmbedder.load(folder));
    }
    return new Adapter(SentenceEmbedder.builder(folder).precision(precision).device(device).load());
  }

  @Override
  public Path folder(String model) throws IOException {
    return resolved(model);
  }

  private static Path resolved(String model) throws IOException {
    try {
      return Models.standard().resolve(model);
    } catch (IllegalArgumentException e) {
      throw LoadingOptions.hinted(e, model);
    }
  }

  /** Forwards. */
  private record Adapter(SentenceEmbedder embedder) implements StreamEmbedder {

    @Override
    public int dimension() {
      return embedder.dimension();
    }

    @Override
    public int maxTokens() {
      return embedder.maxTokens();
    }

    @Override
    public Precision precision() {
      return embedder.precision();
    }

    @Override
    public Device device() {
      return embedder.device();
    }

    @Override
    public Embeddings embed(List<String> texts) {
      return embedder.embed(texts);
    }

    @Override
    public Embeddings embed(List<String> texts, EmbeddingListener listener) {
      return embedder.embed(texts, listener);
    }

    @Override
    public Iterator<Embeddings> embed(Iterator<String> texts, EmbeddingListener listener) {
      return embedder.embed(texts, listener);
    }

    @Override
    public void close() {
      embedder.close();
    }
  }
}
