package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.bert.encoder.LoadOptions;
import io.github.nlptoolkit.bert.head.MaskedLanguageModel;
import io.github.nlptoolkit.bert.head.SequenceClassifier;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A model that was quantised and saved is the one that is quantised when it is loaded. */
class ModelQuantizerTest {
  private static final List<String> TEXTS =
      List.of("one short text", "an other one that is longer than the first", "x", "中文");

  private static final String QUERY = "encoder.layer.1.attention.self.query";
  private static final String WORDS = "embeddings.word_embeddings";

  @TempDir Path temp;

  @BeforeEach
  void needsIntegers() {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "INT8 runs on x86-64 only");
  }

  @TestFactory
  Stream<DynamicTest> savedIsLoadedBitForBit() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (String place : List.of("encoders", "sbert")) {
      try (Stream<Path> all = Files.list(TinyModel.original(place))) {
        all.filter(folder -> Files.exists(folder.resolve("tokenizer.json")))
            .filter(folder -> !folder.endsWith("bert-bin-only"))
            .sorted()
            .forEach(folders::add);
      }
    }
    assertThat(folders).hasSizeGreaterThan(20);
    return folders.stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(folder.getFileName().toString(), () -> bitForBit(folder)));
  }

  private void bitForBit(Path folder) throws IOException {
    Path saved = temp.resolve(folder.getFileName());
    ModelQuantizer.of(folder).quantizesTable(false).write(saved);
    assertThat(saved.resolve("tokenizer.json"))
        .hasSameBinaryContentAs(folder.resolve("tokenizer.json"));
    try (SentenceEmbedder expected = int8(folder);
        SentenceEmbedder found = SentenceEmbedder.load(saved)) {
      assertThat(found.precisionChoice().toString())
          .contains("INT8", "the checkpoint is quantised");
      assertThat(found.maxTokens()).isEqualTo(expected.maxTokens());
      assertThat(found.prompts()).isEqualTo(expected.prompts());
      float[][] rows = Vectors.rows(expected.embed(TEXTS));
      assertThat(Vectors.rows(found.embed(TEXTS))).isDeepEqualTo(rows);
    }
  }

  private static SentenceEmbedder int8(Path folder) throws IOException {
    return SentenceEmbedder.builder(folder).precision(Precision.INT8).load();
  }

  @Test
  void tableOfWordsIsQuantisedByDefault() throws IOException {
    for (String place :
        List.of("sbert/pool-mean", "encoders/roberta-bpe", "encoders/albert-shared")) {
      Path folder = TinyModel.original(place);
      Path saved = quantized(place, place.replace('/', '-'));
      try (SentenceEmbedder exact = Vectors.load(folder);
          SentenceEmbedder found = int8(saved)) {
        Embeddings expected = exact.embed(TEXTS);
        Embeddings rounded = found.embed(TEXTS);
        for (int i = 0; i < TEXTS.size(); i++) {
          float[] both = new float[2 * expected.dimension()];
          System.arraycopy(expected.vector(i), 0, both, 0, expected.dimension());
          System.arraycopy(rounded.vector(i), 0, both, expected.dimension(), expected.dimension());
          assertThat(Embeddings.of(expected.dimension(), both).cosine(0, 1))
              .isBetween(0.97f, 0.9999999f);
        }
      }
      assertThat(Files.size(saved.resolve("model.safetensors")))
          .isLessThan(Files.size(folder.resolve("model.safetensors")) / 2);
    }
  }

  private Path quantized(String place, String name) throws IOException {
    Path saved = temp.resolve(name);
    ModelQuantizer.of(TinyModel.original(place)).write(saved);
    return saved;
  }

  @Test
  void ownTextsCalibrate() throws IOException {
    Path folder = TinyModel.original("sbert/pool-mean");
    List<String> own = List.of("some words");
    Path saved = temp.resolve("own");
    ModelQuantizer.of(folder).calibrationTexts(own).quantizesTable(false).write(saved);
    try (SentenceEmbedder expected =
            SentenceEmbedder.builder(folder)
                .precision(Precision.INT8)
                .calibrationTexts(own)
                .load();
        SentenceEmbedder found = SentenceEmbedder.load(saved)) {
      assertThat(found.embed(TEXTS.get(1))).isEqualTo(expected.embed(TEXTS.get(1)));
    }
    assertThatThrownBy(() -> ModelQuantizer.of(folder).calibrationTexts(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("calibrationTexts must have at least one text");
  }

  @Test
  void headsAreKept() throws IOException {
    Path folder = TinyModel.original("heads/roberta-sequence-classification");
    Path saved = temp.resolve("classifier");
    ModelQuantizer.of(folder).quantizesTable(false).write(saved);
    LoadOptions options = LoadOptions.defaults().precision(Precision.INT8);
    try (SequenceClassifier expected = SequenceClassifier.load(folder, options);
        SequenceClassifier found = SequenceClassifier.load(saved)) {
      assertThat(found.classify(TEXTS)).hasToString(expected.classify(TEXTS).toString());
    }
    assertThatThrownBy(() -> MaskedLanguageModel.load(quantized("heads/bert-mlm", "mlm")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(WORDS + ".weight: expected dtype F32, F16 or BF16, found I8");
  }

  @Test
  void otherPrecisionsAndTextsAreRefused() throws IOException {
    Path saved = quantized("sbert/pool-mean", "saved");
    SentenceEmbedder.Builder builder = SentenceEmbedder.builder(saved);
    assertThatThrownBy(() -> builder.precision(Precision.FLOAT32).load())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "precision must be AUTO or INT8 for a checkpoint that is quantised, got FLOAT32");
    builder.precision(Precision.INT8).calibrationTexts(TEXTS);
    assertThatThrownBy(builder::load)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("calibrationTexts cannot change " + saved);
    assertThatThrownBy(() -> ModelQuantizer.of(saved).write(temp.resolve("again")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("quantization_config: expected none");
  }

  @Test
  void targetIsThereInWholeOrNotAtAll() throws IOException {
    Path saved = quantized("sbert/dense-chain", "saved");
    assertThatThrownBy(() -> quantized("sbert/dense-chain", "saved"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is there already");
    TinyModel bad = TinyModel.copy("sbert/pool-mean", temp.resolve("bad"));
    bad.tensors(tensors -> tensors.remove(QUERY + ".weight"));
    assertThatThrownBy(() -> ModelQuantizer.of(bad.folder()).write(temp.resolve("not")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(QUERY);
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left).containsExactlyInAnyOrder(saved, bad.folder());
    }
  }

  /** A change to a quantised folder that makes it bad, and what the error must say. */
  private record Bad(String name, Consumer<TinyModel> change, String key, String message) {}

  @TestFactory
  Stream<DynamicTest> badFilesAreRefused() throws IOException {
    Path good = quantized("sbert/pool-mean", "good");
    return Stream.of(
            new Bad("cut short", m -> m.cut("model.safetensors", 1), "", "bytes of data"),
            new Bad(
                "no scales", remove(QUERY + ".weight_scale"), QUERY + ".weight_scale", "no such"),
            new Bad("no factors", remove(QUERY + ".input_factors"), "", "no such"),
            new Bad(
                "too few scales",
                put(QUERY + ".weight_scale", floats(1, 1)),
                QUERY + ".weight_scale",
                "shape [32], found [2]"),
            new Bad("scale of 0", put(QUERY + ".input_scale", floats(0)), "", "found 0.0"),
            new Bad("scale below 0", put(QUERY + ".input_scale", floats(-1)), "", "found -1.0"),
            new Bad(
                "scale is no number",
                put(QUERY + ".input_scale", floats(Float.NaN)),
                QUERY + ".input_scale",
                "expected positive numbers, found NaN"),
            new Bad(
                "endless scale",
                put(QUERY + ".input_scale", floats(Float.POSITIVE_INFINITY)),
                "",
                "found Infinity"),
            new Bad(
                "weight of another type",
                m ->
                    m.tensors(
                        t -> t.computeIfPresent(QUERY + ".weight", (k, v) -> v.as("U8", 32L, 32L))),
                QUERY + ".weight",
                "expected dtype [I8], found U8"),
            new Bad(
                "table without scales",
                remove(WORDS + ".weight_scale"),
                WORDS + ".weight",
                "expected dtype F32, F16 or BF16, found I8"),
            new Bad(
                "a version to come",
                m -> m.json("config.json", json -> quantization(json).addProperty("version", 2)),
                "quantization_config.version",
                "found the number 2"),
            new Bad(
                "no version",
                m -> m.json("config.json", json -> quantization(json).remove("version")),
                "quantization_config.version",
                ""),
            new Bad(
                "another method",
                m ->
                    m.json(
                        "config.json",
                        json -> quantization(json).addProperty("quant_method", "gptq")),
                "",
                "expected dtype F32, F16 or BF16, found I8"))
        .map(bad -> DynamicTest.dynamicTest(bad.name(), () -> refused(good, bad)));
  }

  private void refused(Path good, Bad bad) throws IOException {
    TinyModel model = TinyModel.copy(good.toAbsolutePath().toString(), temp.resolve(bad.name()));
    bad.change().accept(model);
    ModelFormatException error =
        catchThrowableOfType(
            ModelFormatException.class, () -> SentenceEmbedder.load(model.folder()));
    assertThat(error).isNotNull();
    assertThat(error).hasMessageContaining(model.folder().toString());
    assertThat(error).hasMessageContaining(bad.key()).hasMessageContaining(bad.message());
  }

  private static JsonObject quantization(JsonObject config) {
    return config.getAsJsonObject("quantization_config");
  }

  private static Consumer<TinyModel> remove(String tensor) {
    return model ->
        model.tensors(tensors -> assertThat(tensors.remove(tensor)).as(tensor).isNotNull());
  }

  private static Consumer<TinyModel> put(String name, TinyModel.RawTensor tensor) {
    return model -> model.tensors((Map<String, TinyModel.RawTensor> all) -> all.put(name, tensor));
  }

  private static TinyModel.RawTensor floats(float... values) {
    return TinyModel.RawTensor.floats(List.of((long) values.length), values);
  }
}
