package io.github.nlptoolkit.models.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.embedded.BertWeights.Sizes;
import io.github.nlptoolkit.models.embedded.BertWeights.Tensor;
import io.github.nlptoolkit.models.embedded.TinyOnnx.Node;
import io.github.nlptoolkit.models.embedded.TinyOnnx.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BertWeightsTest {

  private static final String QUERY = "/encoder/layer.1/attention/self/query/MatMul";

  @TempDir Path folder;

  private BertWeights read(byte[] onnx) throws IOException {
    Path path = Files.write(folder.resolve("model.onnx"), onnx);
    try (ModelFile file = ModelFile.open("model.onnx", path)) {
      return BertWeights.of(OnnxGraph.read(file));
    }
  }

  /** Writes what was found and reads it back with a reader of the test's own. */
  private Map<String, Safetensors.Tensor> convert(byte[] onnx) throws IOException {
    Path path = Files.write(folder.resolve("model.onnx"), onnx);
    Path written = folder.resolve("model.safetensors");
    try (ModelFile file = ModelFile.open("model.onnx", path)) {
      SafetensorsWriter.write(written, file, BertWeights.of(OnnxGraph.read(file)).tensors());
    }
    return Safetensors.read(written);
  }

  private void assertRefused(TinyOnnx onnx, String... parts) {
    assertThatThrownBy(() -> read(onnx.toByteArray()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model.onnx")
        .hasMessageContainingAll(parts);
  }

  private static <T> T get(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private static void assertPublished(TinyOnnx onnx, Map<String, Safetensors.Tensor> written) {
    assertThat(written.keySet())
        .containsExactlyElementsOf(onnx.published.keySet().stream().sorted().toList());
    onnx.published.forEach(
        (name, numbers) -> assertThat(get(written, name).floats()).as(name).isEqualTo(numbers));
  }

  @Test
  void readsTheSizes() throws IOException {
    assertThat(read(TinyOnnx.opset11().toByteArray()).sizes())
        .isEqualTo(new Sizes(7, 5, 2, 4, 6, 2));
  }

  @Test
  void givesBackThePublishedTensorsOfTheOpset11Export() throws IOException {
    TinyOnnx onnx = TinyOnnx.opset11();
    Map<String, Safetensors.Tensor> written = convert(onnx.toByteArray());
    assertPublished(onnx, written);
    assertThat(get(written, "encoder.layer.0.intermediate.dense.weight").shape())
        .isEqualTo("[6,4]");
    assertThat(get(written, "encoder.layer.0.output.dense.weight").shape()).isEqualTo("[4,6]");
    assertThat(written).doesNotContainKey("pooler.dense.weight");
  }

  @Test
  void givesBackThePublishedTensorsOfTheOpset14Export() throws IOException {
    TinyOnnx onnx = TinyOnnx.opset14();
    Map<String, Safetensors.Tensor> written = convert(onnx.toByteArray());
    assertPublished(onnx, written);
    assertThat(written).containsKey("pooler.dense.weight");
  }

  @Test
  void takesAGemmByItsTransposition() throws IOException {
    TinyOnnx onnx = TinyOnnx.opset14();
    onnx.nodes.put("/pooler/dense/Gemm", new Node("Gemm", "pooler.dense.weight", false));
    float[] stored = get(onnx.published, "pooler.dense.weight");
    float[] written = get(convert(onnx.toByteArray()), "pooler.dense.weight").floats();
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 4; column++) {
        assertThat(written[row * 4 + column]).isEqualTo(stored[column * 4 + row]);
      }
    }
  }

  @Test
  void findsAWeightByTheNodeAndNotByItsNumber() throws IOException {
    TinyOnnx onnx = TinyOnnx.opset11();
    String query = onnx.weightOf(QUERY);
    String key = onnx.weightOf(QUERY.replace("query", "key"));
    Stored first = onnx.tensors.get(query);
    onnx.tensors.put(query, onnx.tensors.get(key));
    onnx.tensors.put(key, first);
    onnx.nodes.put(QUERY, new Node("MatMul", key, false));
    onnx.nodes.put(QUERY.replace("query", "key"), new Node("MatMul", query, false));
    assertPublished(onnx, convert(onnx.toByteArray()));
  }

  @Test
  void namesEveryMissingTensor() {
    TinyOnnx onnx = TinyOnnx.opset11();
    onnx.tensors.remove("embeddings.LayerNorm.bias");
    onnx.tensors.remove("encoder.layer.1.output.dense.bias");
    onnx.nodes.remove(QUERY);
    assertRefused(
        onnx,
        "embeddings.LayerNorm.bias",
        "encoder.layer.1.output.dense.bias",
        "encoder.layer.1.attention.self.query.weight",
        "found none");
  }

  @Test
  void namesAMissingEmbeddingLayerAndWeight() {
    TinyOnnx words = TinyOnnx.opset11();
    words.tensors.remove("embeddings.word_embeddings.weight");
    assertRefused(words, "embeddings.word_embeddings.weight", "found none");

    TinyOnnx layer = TinyOnnx.opset11();
    layer.tensors.keySet().removeIf(name -> name.startsWith("encoder.layer.0."));
    assertRefused(layer, "encoder.layer.0.intermediate.dense.bias");

    TinyOnnx layers = TinyOnnx.opset11();
    layers.tensors.keySet().removeIf(name -> name.startsWith("encoder."));
    assertRefused(layers, "encoder.layer.0", "at least one layer");

    TinyOnnx weight = TinyOnnx.opset11();
    weight.tensors.remove(weight.weightOf(QUERY));
    assertRefused(weight, "encoder.layer.1.attention.self.query.weight");
  }

  @Test
  void namesTheTensorOfAWrongShape() {
    TinyOnnx onnx = TinyOnnx.opset11();
    onnx.store("encoder.layer.1.output.LayerNorm.weight", 5);
    assertRefused(
        onnx, "encoder.layer.1.output.LayerNorm.weight", "expected shape [4]", "shape [5]");

    TinyOnnx weight = TinyOnnx.opset11();
    String stored = weight.weightOf("/encoder/layer.0/intermediate/dense/MatMul");
    weight.store(stored, 6, 4);
    assertRefused(
        weight,
        "encoder.layer.0.intermediate.dense.weight (" + stored + ")",
        "expected shape [4, 6]",
        "found shape [6, 4]");

    TinyOnnx words = TinyOnnx.opset11();
    words.store("embeddings.word_embeddings.weight", 28);
    assertRefused(words, "embeddings.word_embeddings.weight", "2 dimensions", "[28]");
  }

  @Test
  void namesTheTensorOfHostileSizes() {
    for (long[] shape :
        List.of(
            new long[] {-1, 4},
            new long[] {0, 4},
            new long[] {1L << 62, 4},
            new long[] {Integer.MAX_VALUE, Integer.MAX_VALUE},
            new long[] {1 << 30, 4})) {
      TinyOnnx onnx = TinyOnnx.opset11();
      onnx.change(
          "embeddings.word_embeddings.weight",
          stored -> new Stored(1, shape, stored.data(), false));
      assertRefused(onnx, "embeddings.");
    }
    TinyOnnx deep = TinyOnnx.opset11();
    long[] dims = new long[1000];
    Arrays.fill(dims, 1);
    deep.change("embeddings.LayerNorm.bias", stored -> new Stored(1, dims, stored.data(), false));
    assertRefused(deep, "at most 8 dimensions");
    TinyOnnx packed = TinyOnnx.opset14();
    packed.change("embeddings.LayerNorm.bias", stored -> new Stored(1, dims, stored.data(), false));
    assertRefused(packed, "at most 8 dimensions");
  }

  @Test
  void namesTheTensorOfAnotherTypeOrPlace() {
    TinyOnnx half = TinyOnnx.opset11();
    half.change(
        "embeddings.LayerNorm.bias",
        stored -> new Stored(10, stored.shape(), stored.data(), false));
    assertRefused(half, "embeddings.LayerNorm.bias", "expected FLOAT", "found FLOAT16");

    TinyOnnx unknown = TinyOnnx.opset11();
    unknown.change(
        "embeddings.LayerNorm.bias",
        stored -> new Stored(99, stored.shape(), stored.data(), false));
    assertRefused(unknown, "type 99");

    TinyOnnx external = TinyOnnx.opset11();
    external.change(
        "embeddings.LayerNorm.bias", stored -> new Stored(1, stored.shape(), stored.data(), true));
    assertRefused(external, "embeddings.LayerNorm.bias", "raw bytes in this file");

    TinyOnnx cut = TinyOnnx.opset11();
    cut.change(
        "embeddings.LayerNorm.bias",
        stored -> new Stored(1, stored.shape(), Arrays.copyOf(stored.data(), 15), false));
    assertRefused(cut, "embeddings.LayerNorm.bias", "4 floats", "15 bytes");
  }

  @Test
  void namesTensorsThatNoEncoderHas() {
    TinyOnnx onnx = TinyOnnx.opset11();
    onnx.store("classifier.weight", 3, 4);
    assertRefused(onnx, "classifier.weight", "only the tensors of a BERT encoder");

    TinyOnnx unused = TinyOnnx.opset11();
    String forgotten = unused.weightOf(QUERY);
    unused.nodes.put(QUERY, unused.nodes.get(QUERY.replace("query", "key")));
    assertRefused(unused, forgotten);
  }

  @Test
  void refusesDuplicates() {
    TinyOnnx onnx = TinyOnnx.opset11();
    ProtoWriter twice = onnx.graph();
    twice.raw(onnx.graph().toByteArray());
    assertThatThrownBy(() -> read(TinyOnnx.model(twice).toByteArray()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("two");
    assertThatThrownBy(
            () -> read(TinyOnnx.model(onnx.graph()).message(7, onnx.graph()).toByteArray()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("a second one");
  }

  @Test
  void refusesWhatIsNotOnnx() {
    for (byte[] bytes :
        List.of(
            new byte[0], "PK\3\4 not onnx".getBytes(StandardCharsets.UTF_8), new byte[] {8, 6})) {
      assertThatThrownBy(() -> read(bytes)).isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void refusesAFileOfTinyEntries() {
    ProtoWriter graph = new ProtoWriter();
    for (int i = 0; i < 30_000; i++) {
      graph.message(5, new ProtoWriter().text(8, "t" + i));
    }
    assertThatThrownBy(() -> read(TinyOnnx.model(graph).toByteArray()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("at most 20000");
  }

  @Test
  void skipsSubgraphsHoweverDeep() throws IOException {
    ProtoWriter nested = new ProtoWriter().text(1, "innermost");
    for (int depth = 0; depth < 2000; depth++) {
      nested =
          new ProtoWriter()
              .message(1, new ProtoWriter().message(5, new ProtoWriter().message(6, nested)));
    }
    TinyOnnx onnx = TinyOnnx.opset11();
    ProtoWriter graph =
        onnx.graph().message(1, new ProtoWriter().message(5, new ProtoWriter().message(6, nested)));
    assertPublished(onnx, convert(TinyOnnx.model(graph).toByteArray()));
  }

  @Test
  void everyCutOfAFileIsRefused() {
    byte[] whole = TinyOnnx.opset14().toByteArray();
    int opset = 4; // the last field, after the graph, is not needed
    for (int length = 0; length < whole.length - opset; length += 3) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .as(length + " bytes")
          .isInstanceOf(ModelFormatException.class);
    }
  }

  @Test
  void changedFilesAreReadOrRefusedAndNothingElse() throws IOException {
    Random random = new Random(20240);
    byte[] whole = TinyOnnx.opset14().toByteArray();
    int refused = 0;
    for (int round = 0; round < 1500; round++) {
      byte[] changed = whole.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        List<Tensor> tensors = read(changed).tensors();
        assertThat(tensors).isNotEmpty();
        convert(changed);
      } catch (ModelFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(100, 1499);
  }
}
