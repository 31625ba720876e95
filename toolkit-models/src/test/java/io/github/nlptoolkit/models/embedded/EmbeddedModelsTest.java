package io.github.nlptoolkit.models.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.cache.ModelStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedModelsTest {

  @TempDir Path temp;

  private Path jar;
  private Path cache;

  @BeforeEach
  void folders() {
    jar = temp.resolve("jar");
    cache = temp.resolve("cache");
  }

  private EmbeddedModels models(EmbeddedModel model) {
    return new EmbeddedModels(new ModelStore(cache), List.of(model), TinyModel.loader(jar));
  }

  private Path resolve(EmbeddedModel model) throws IOException {
    return models(model).resolve(TinyModel.NAME).orElseThrow();
  }

  private void assertRefused(EmbeddedModel model, String... parts) {
    assertThatThrownBy(() -> resolve(model))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll(parts);
    assertThat(cache.resolve(TinyModel.NAME)).doesNotExist();
  }

  private static JsonElement json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file));
  }

  @Test
  void writesAnOrdinaryCheckpointFolder() throws IOException {
    Path folder = resolve(TinyModel.writeTo(jar));
    assertThat(json(folder.resolve("config.json")))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"architectures": ["BertModel"], "attention_probs_dropout_prob": 0.1,
                 "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "hidden_size": 4,
                 "initializer_range": 0.02, "intermediate_size": 6, "layer_norm_eps": 1.0E-12,
                 "max_position_embeddings": 5, "model_type": "bert", "num_attention_heads": 2,
                 "num_hidden_layers": 2, "pad_token_id": 0,
                 "position_embedding_type": "absolute", "type_vocab_size": 2, "vocab_size": 7}
                """));
    assertThat(json(folder.resolve("tokenizer_config.json")))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"tokenizer_class": "BertTokenizer", "do_lower_case": true,
                 "tokenize_chinese_chars": true, "strip_accents": null, "model_max_length": 5,
                 "unk_token": "[UNK]", "sep_token": "[SEP]", "pad_token": "[PAD]",
                 "cls_token": "[CLS]", "mask_token": "[MASK]"}
                """));
    assertThat(json(folder.resolve("modules.json")))
        .isEqualTo(
            JsonParser.parseString(
                """
                [{"idx": 0, "name": "0", "path": "",
                  "type": "sentence_transformers.models.Transformer"},
                 {"idx": 1, "name": "1", "path": "1_Pooling",
                  "type": "sentence_transformers.models.Pooling"},
                 {"idx": 2, "name": "2", "path": "2_Normalize",
                  "type": "sentence_transformers.models.Normalize"}]
                """));
    assertThat(json(folder.resolve("sentence_bert_config.json")))
        .isEqualTo(JsonParser.parseString("{\"max_seq_length\": 5, \"do_lower_case\": false}"));
    assertThat(json(folder.resolve("config_sentence_transformers.json")))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"prompts": {"query": "query: "}, "default_prompt_name": null,
                 "similarity_fn_name": "cosine"}
                """));
    assertThat(json(folder.resolve("1_Pooling/config.json")))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"word_embedding_dimension": 4, "pooling_mode_cls_token": false,
                 "pooling_mode_mean_tokens": true, "pooling_mode_max_tokens": false,
                 "pooling_mode_mean_sqrt_len_tokens": false}
                """));
    assertThat(folder.resolve("tokenizer.json"))
        .hasSameBinaryContentAs(jar.resolve(TinyModel.TOKENIZER));
    assertThat(folder.resolve("README.md")).content().contains("MIT", "someone/tiny-bert");
    assertThat(folder.resolve("source.onnx")).doesNotExist();
    Map<String, Safetensors.Tensor> tensors = Safetensors.read(folder.resolve("model.safetensors"));
    TinyOnnx.opset11()
        .published
        .forEach(
            (name, numbers) ->
                assertThat(Objects.requireNonNull(tensors.get(name)).floats())
                    .as(name)
                    .isEqualTo(numbers));
  }

  @Test
  void tellsTheModelsApartFromOthers() throws IOException {
    assertThat(models(TinyModel.writeTo(jar)).resolve("another")).isEmpty();
  }

  @Test
  void namesTheArtifactOfAModelThatIsNotThere() throws IOException {
    EmbeddedModel model = TinyModel.writeTo(jar);
    assertThat(models(model).isOnClassPath(model)).isTrue();
    Files.delete(jar.resolve(TinyModel.TOKENIZER));
    assertThat(models(model).isOnClassPath(model)).isFalse();
    assertThatThrownBy(() -> resolve(model))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContainingAll("tiny-bert", "io.github.nlptoolkit:toolkit-model-tiny");
    assertThat(cache).doesNotExist();
  }

  @Test
  void anImportedModelNeedsItsJarOnlyWhenItIsDamaged() throws IOException {
    EmbeddedModel model = TinyModel.writeTo(jar);
    Path folder = resolve(model);
    Files.delete(jar.resolve(TinyModel.ONNX));
    assertThat(resolve(model)).isEqualTo(folder);
    Files.delete(folder.resolve("config.json"));
    assertThatThrownBy(() -> resolve(model)).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void importsAgainWhatIsDamaged() throws IOException {
    EmbeddedModel model = TinyModel.writeTo(jar);
    Path weights = resolve(model).resolve("model.safetensors");
    byte[] good = Files.readAllBytes(weights);
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    Files.write(weights, bad);
    assertThat(resolve(model).resolve("model.safetensors")).hasBinaryContent(good);
    Files.write(weights, new byte[10]);
    assertThat(models(model).importedBytes(model)).isEmpty();
    assertThat(resolve(model).resolve("model.safetensors")).hasBinaryContent(good);
  }

  @Test
  void acceptsEveryContentThatWasTriedAndNoOther() throws IOException {
    EmbeddedModel first = TinyModel.writeTo(jar);
    Path folder = resolve(first);
    EmbeddedModel second =
        TinyModel.writeTo(jar, TinyOnnx.opset14().toByteArray(), TinyModel.tokenizerJson());
    Set<String> both = new HashSet<>(first.weights().sha256());
    both.addAll(second.weights().sha256());
    EmbeddedModel either =
        new EmbeddedModel(
            first.name(),
            first.title(),
            first.artifact(),
            first.licence(),
            first.source(),
            first.dimension(),
            first.sizeBytes(),
            new EmbeddedModel.Resource(TinyModel.ONNX, both),
            first.tokenizer(),
            first.heads(),
            first.pooling(),
            first.maxTokens(),
            first.prompts());
    long size = Files.size(folder.resolve("model.safetensors"));
    resolve(either);
    assertThat(folder.resolve("model.safetensors")).as("found, not written anew").hasSize(size);
    resolve(second);
    assertThat(Files.size(folder.resolve("model.safetensors")))
        .as("another origin, written anew with its pooler")
        .isGreaterThan(size);
  }

  @Test
  void refusesContentThatWasNotTried() throws IOException {
    EmbeddedModel model = TinyModel.writeTo(jar);
    TinyModel.writeTo(jar, TinyOnnx.opset14().toByteArray(), TinyModel.tokenizerJson());
    assertRefused(
        model,
        TinyModel.ONNX,
        "SHA-256",
        model.weights().sha256().iterator().next(),
        "found " + TinyModel.sha256(TinyOnnx.opset14().toByteArray()));
    TinyModel.writeTo(
        jar, TinyOnnx.opset11().toByteArray(), TinyModel.tokenizerJson().replace("\"b\"", "\"c\""));
    assertRefused(model, TinyModel.TOKENIZER, "SHA-256");
  }

  @Test
  void refusesTokenizersThatDoNotFit() throws IOException {
    byte[] onnx = TinyOnnx.opset11().toByteArray();
    String json = TinyModel.tokenizerJson();
    assertRefused(
        TinyModel.writeTo(jar, onnx, json.replace("\"b\": 6", "\"b\": 7")),
        "embeddings.word_embeddings.weight",
        "more than 7");
    assertRefused(TinyModel.writeTo(jar, onnx, json.replace("\"b\": 6", "\"b\": -1")), "vocab.b");
    assertRefused(TinyModel.writeTo(jar, onnx, json.replace("\"b\": 6", "\"b\": {}")), "tokenizer");
    assertRefused(
        TinyModel.writeTo(jar, onnx, json.replace("WordPiece", "BPE")), "model.type", "found BPE");
    assertRefused(
        TinyModel.writeTo(jar, onnx, json.replace("BertNormalizer", "NFC")), "normalizer.type");
    assertRefused(TinyModel.writeTo(jar, onnx, "{}"), "normalizer.type", "found none");
    assertRefused(TinyModel.writeTo(jar, onnx, "[]"), TinyModel.TOKENIZER);
    assertRefused(TinyModel.writeTo(jar, onnx, ""), TinyModel.TOKENIZER, "JSON");
    assertRefused(
        TinyModel.writeTo(jar, onnx, json.substring(0, json.length() / 2)), TinyModel.TOKENIZER);
    assertRefused(TinyModel.writeTo(jar, onnx, "[".repeat(100_000)), TinyModel.TOKENIZER);
  }

  @Test
  void refusesSizesThatAreNotTheModels() throws IOException {
    TinyOnnx positions = TinyOnnx.opset11();
    positions.store("embeddings.position_embeddings.weight", 4, 4);
    assertRefused(
        TinyModel.writeTo(jar, positions.toByteArray(), TinyModel.tokenizerJson()),
        "embeddings.position_embeddings.weight",
        "at least 5 rows",
        "found 4");
    TinyOnnx wider = TinyOnnx.opset11();
    wider.store("embeddings.word_embeddings.weight", 7, 8);
    assertRefused(
        TinyModel.writeTo(jar, wider.toByteArray(), TinyModel.tokenizerJson()),
        "embeddings.position_embeddings.weight",
        "expected shape [5, 8]");
  }

  @Test
  void refusesAJarThatCannotBeRead() throws IOException {
    EmbeddedModel model = TinyModel.writeTo(jar);
    Path good = temp.resolve("model.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(good))) {
      for (String name : List.of(TinyModel.TOKENIZER, TinyModel.ONNX)) {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(jar.resolve(name), zip);
        zip.closeEntry();
      }
    }
    Path fromJar = temp.resolve("from-jar");
    assertThat(
            new EmbeddedModels(new ModelStore(fromJar), List.of(model), TinyModel.loader(good))
                .resolve(TinyModel.NAME))
        .contains(fromJar.resolve(TinyModel.NAME));

    byte[] bytes = Files.readAllBytes(good);
    Arrays.fill(bytes, 60, 120, (byte) 0xff); // in the first entry's compressed data
    Path bad = Files.write(temp.resolve("bad.jar"), bytes);
    EmbeddedModels models =
        new EmbeddedModels(new ModelStore(cache), List.of(model), TinyModel.loader(bad));
    assertThatThrownBy(() -> models.resolve(TinyModel.NAME))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContainingAll("bad.jar", TinyModel.TOKENIZER, "can be read")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void knowsFourModels() {
    assertThat(EmbeddedModels.known())
        .extracting(EmbeddedModel::name)
        .containsExactly(
            "all-MiniLM-L6-v2", "bge-small-en-v1.5", "bge-small-zh-v1.5", "e5-small-v2");
    for (EmbeddedModel model : EmbeddedModels.known()) {
      assertThat(model.artifact()).startsWith("io.github.nlptoolkit:toolkit-model-");
      assertThat(model.dimension() % model.heads()).isZero();
      assertThat(model.weights().sha256()).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
      assertThat(model.tokenizer().sha256()).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    }
  }
}
