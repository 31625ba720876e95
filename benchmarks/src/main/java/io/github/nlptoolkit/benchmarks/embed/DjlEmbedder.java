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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * DJL's own text-embedding translator over a TorchScript of the model, used well: texts sorted by
 * length, batches of a few, all cores in each operator. The TorchScript is traced by {@code
 * peers/torchscript.py}; the environment variable {@value #FILE} names it.
 */
final class DjlEmbedder extends BatchedEmbedder {
  static final String FILE = "BENCHMARKS_TORCHSCRIPT";

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
  public void close() {
    predictor.close();
    model.close();
    tokenizer.close();
  }

  @Override
  float[][] embed(List<String> texts) {
    return embedSorted(
        texts.size(),
        row -> texts.get(row).length(),
        (rows, vectors) -> {
          List<float[]> made = predict(IntStream.of(rows).mapToObj(texts::get).toList());
          for (int i = 0; i < rows.length; i++) {
            vectors[rows[i]] = made.get(i);
          }
        });
  }

  /** A predictor is not thread-safe. */
  private synchronized List<float[]> predict(List<String> batch) {
    try {
      return predictor.batchPredict(batch);
    } catch (TranslateException e) {
      throw new IllegalStateException("DJL failed", e);
    }
  }
}
