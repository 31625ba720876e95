package io.github.nlptoolkit.models.embedded;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Makes small ONNX files as PyTorch's exporter lays them out, in the two ways that the known jars
 * use. Every part can be changed before the bytes are made.
 */
final class TinyOnnx {

  static final int VOCABULARY = 7;
  static final int POSITIONS = 5;
  static final int TYPES = 2;
  static final int HIDDEN = 4;
  static final int INTERMEDIATE = 6;
  static final int LAYERS = 2;

  /** A stored tensor; {@code data} are its raw bytes. */
  static final class Stored {
    private final long type;
    private final long[] shape;
    private final byte[] data;
    private final boolean external;

    Stored(long type, long[] shape, byte[] data, boolean external) {
      this.type = type;
      this.shape = shape;
      this.data = data;
      this.external = external;
    }

    long[] shape() {
      return shape;
    }

    byte[] data() {
      return data;
    }
  }

  /** A node of the graph. */
  record Node(String type, String weight, boolean transB) {}

  /** The published tensors, by name: what an import must give back. */
  final Map<String, float[]> published = new LinkedHashMap<>();

  /** The initializers of the file. */
  final Map<String, Stored> tensors = new LinkedHashMap<>();

  /** The nodes of the file, by name. */
  final Map<String, Node> nodes = new LinkedHashMap<>();

  private final boolean packedDims;
  private final Random random = new Random(42);
  private int counter = 500;

  private TinyOnnx(boolean packedDims) {
    this.packedDims = packedDims;
    embedding("embeddings.word_embeddings.weight", VOCABULARY, HIDDEN);
    embedding("embeddings.position_embeddings.weight", POSITIONS, HIDDEN);
    embedding("embeddings.token_type_embeddings.weight", TYPES, HIDDEN);
    layerNorm("embeddings.LayerNorm");
    for (int layer = 0; layer < LAYERS; layer++) {
      String name = "encoder.layer." + layer + ".";
      String path = "/encoder/layer." + layer + "/";
      for (String part : new String[] {"query", "key", "value"}) {
        linear(name + "attention.self." + part, path + "attention/self/" + part, HIDDEN, HIDDEN);
      }
      linear(name + "attention.output.dense", path + "attention/output/dense", HIDDEN, HIDDEN);
      layerNorm(name + "attention.output.LayerNorm");
      linear(name + "intermediate.dense", path + "intermediate/dense", INTERMEDIATE, HIDDEN);
      linear(name + "output.dense", path + "output/dense", HIDDEN, INTERMEDIATE);
      layerNorm(name + "output.LayerNorm");
      nodes.put(path + "attention/self/MatMul", new Node("MatMul", "/an/activation", false));
    }
  }

  /** As torch 2 exports at opset 11: no pooler, a stored buffer. */
  static TinyOnnx opset11() {
    TinyOnnx onnx = new TinyOnnx(false);
    onnx.buffer("embeddings.position_ids", 1, POSITIONS);
    return onnx;
  }

  /** As torch 1.13 exports at opset 14: a pooler as Gemm, axes as initializers, packed dims. */
  static TinyOnnx opset14() {
    TinyOnnx onnx = new TinyOnnx(true);
    onnx.buffer("embeddings.position_ids", 1, POSITIONS);
    onnx.buffer("onnx::Unsqueeze_159", 1);
    onnx.embedding("pooler.dense.weight", HIDDEN, HIDDEN);
    onnx.embedding("pooler.dense.bias", HIDDEN);
    onnx.nodes.put("/pooler/dense/Gemm", new Node("Gemm", "pooler.dense.weight", true));
    return onnx;
  }

  /** The name under which the weight of a node is stored. */
  String weightOf(String node) {
    return Objects.requireNonNull(nodes.get(node), node).weight();
  }

  /** Stores another tensor of floats, or the same with another shape. */
  void store(String name, long... shape) {
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    tensors.put(name, new Stored(1, shape, bytes(numbers(count)), false));
  }

  /** Replaces one thing of a stored tensor. */
  void change(String name, UnaryOperator<Stored> change) {
    tensors.compute(name, (key, stored) -> change.apply(Objects.requireNonNull(stored, key)));
  }

  private void embedding(String name, int... shape) {
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] numbers = numbers(count);
    published.put(name, numbers);
    long[] dims = Arrays.stream(shape).asLongStream().toArray();
    tensors.put(name, new Stored(1, dims, bytes(numbers), false));
  }

  private void layerNorm(String prefix) {
    embedding(prefix + ".weight", HIDDEN);
    embedding(prefix + ".bias", HIDDEN);
  }

  private void linear(String name, String path, int out, int in) {
    embedding(name + ".bias", out);
    float[] numbers = numbers(out * in);
    published.put(name + ".weight", numbers);
    float[] transposed = new float[numbers.length];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        transposed[i * out + o] = numbers[o * in + i];
      }
    }
    String stored = "onnx::MatMul_" + counter++;
    tensors.put(stored, new Stored(1, new long[] {in, out}, bytes(transposed), false));
    nodes.put(path + "/MatMul", new Node("MatMul", stored, false));
  }

  private void buffer(String name, long... shape) {
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    tensors.put(name, new Stored(7, shape, new byte[8 * count], false));
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }

  private static byte[] bytes(float[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes.array();
  }

  /** The file. */
  byte[] toByteArray() {
    return model(graph()).toByteArray();
  }

  static ProtoWriter model(ProtoWriter graph) {
    ProtoWriter opset = new ProtoWriter().integer(2, 11);
    return new ProtoWriter()
        .integer(1, 6)
        .text(2, "pytorch")
        .text(3, "2.0.1")
        .message(7, graph)
        .message(8, opset);
  }

  ProtoWriter graph() {
    ProtoWriter graph = new ProtoWriter();
    nodes.forEach((name, node) -> graph.message(1, node(name, node)));
    graph.text(2, "torch_jit");
    tensors.forEach((name, stored) -> graph.message(5, tensor(name, stored)));
    return graph;
  }

  private static ProtoWriter node(String name, Node node) {
    ProtoWriter writer =
        new ProtoWriter()
            .text(1, "/input")
            .text(1, node.weight())
            .text(2, name + "_output_0")
            .text(3, name)
            .text(4, node.type());
    if (node.type().equals("Gemm")) {
      writer.message(
          5,
          new ProtoWriter()
              .text(1, "alpha")
              .raw((byte) 0x15, (byte) 0, (byte) 0, (byte) 0x80, (byte) 0x3f)
              .integer(20, 1));
      writer.message(
          5, new ProtoWriter().text(1, "transB").integer(3, node.transB() ? 1 : 0).integer(20, 2));
    }
    return writer;
  }

  private ProtoWriter tensor(String name, Stored stored) {
    ProtoWriter writer = new ProtoWriter();
    if (packedDims) {
      ProtoWriter dims = new ProtoWriter();
      Arrays.stream(stored.shape()).forEach(dims::varint);
      writer.message(1, dims);
    } else {
      Arrays.stream(stored.shape()).forEach(size -> writer.integer(1, size));
    }
    writer.integer(2, stored.type).text(8, name).bytes(9, stored.data());
    return stored.external ? writer.integer(14, 1) : writer;
  }
}
