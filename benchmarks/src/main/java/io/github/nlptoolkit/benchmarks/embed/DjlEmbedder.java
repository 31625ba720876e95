package io.github.nlptoolkit.benchmarks.embed;

import ai.djl.Application;
import ai.djl.MalformedModelException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.translator.TextEmbeddingTranslator;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * DJL's own text-embedding translator over a TorchScript of the model, used well: texts sorted by
 * length, batches of a few, all cores in each operator. The TorchScript is traced by {@code
 * peers/torchscript.py}; the environment variable {@value #FILE} names it.
 */
final class DjlEmbedder implements OpenEmbedder {
  static final String FILE = "BENCHMARKS_TORCHSCRIPT";

  private static final int BATCH = 8;

  private final ZooModel<String, float[]> model;
  private final HuggingFaceTokenizer tokenizer;
  private final Predictor<String, float[]> predictor;

  private DjlEmbedder(
      ZooModel<String, float[]> model,
      HuggingFaceTokenizer tokenizer,
      Predictor<String, float[]> predictor) {
    this.model = model;
    this.tokenizer = tokenizer;
    this.predictor = predictor;
  }

  /** The traced model, if there is one. */
  static Optional<Path> file() {
    return Optional.ofNullable(System.getenv(FILE)).map(Path::of).filter(Files::exists);
  }

  static DjlEmbedder open() throws IOException {
    Path file =
        file().orElseThrow(() -> new IOException(FILE + " must name a TorchScript of the model"));
    HuggingFaceTokenizer tokenizer =
        HuggingFaceTokenizer.newInstance(
            Models.standard().resolve(Models.DEFAULT).resolve("tokenizer.json"),
            Map.of("padding", "true", "truncation", "true", "maxLength", "256"));
    Criteria<String, float[]> criteria =
        Criteria.builder()
            .optApplication(Application.NLP.TEXT_EMBEDDING)
            .setTypes(String.class, float[].class)
            .optModelPath(file.toAbsolutePath())
            .optEngine("PyTorch")
            .optTranslator(
                TextEmbeddingTranslator.builder(tokenizer)
                    .optPoolingMode("mean")
                    .optNormalize(true)
                    .build())
            .build();
    try {
      ZooModel<String, float[]> model = criteria.loadModel();
      return new DjlEmbedder(model, tokenizer, model.newPredictor());
    } catch (ModelNotFoundException | MalformedModelException e) {
      throw new IOException("cannot open " + file, e);
    }
  }

  @Override
  public EmbedCall call(List<String> texts) {
    return new Call(this, texts);
  }

  @Override
  public EmbedCall call(String text) {
    return new Call(this, List.of(text));
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
    tokenizer.close();
  }

  private float[][] embed(List<String> texts) {
    int[] order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> texts.get(i).length()))
            .mapToInt(Integer::intValue)
            .toArray();
    float[][] vectors = new float[texts.size()][];
    for (int start = 0; start < order.length; start += BATCH) {
      int[] rows = Arrays.copyOfRange(order, start, Math.min(order.length, start + BATCH));
      List<String> batch = new ArrayList<>(rows.length);
      for (int row : rows) {
        batch.add(texts.get(row));
      }
      List<float[]> made = predict(batch);
      for (int i = 0; i < rows.length; i++) {
        vectors[rows[i]] = made.get(i);
      }
    }
    return vectors;
  }

  /** A predictor is not thread-safe. */
  private synchronized List<float[]> predict(List<String> batch) {
    try {
      return predictor.batchPredict(batch);
    } catch (TranslateException e) {
      throw new IllegalStateException("DJL failed", e);
    }
  }

  private record Call(DjlEmbedder embedder, List<String> texts) implements EmbedCall {
    @Override
    public Object run() {
      return embedder.embed(texts);
    }

    @Override
    public List<float[]> vectors() {
      return List.of(embedder.embed(texts));
    }
  }
}
