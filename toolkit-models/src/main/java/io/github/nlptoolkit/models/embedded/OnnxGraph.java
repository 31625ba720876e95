package io.github.nlptoolkit.models.embedded;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weights of an ONNX file: where each stored tensor lies, and which weight each matrix product
 * uses. The rest of the graph is skipped.
 *
 * <p>Source: ONNX, {@code onnx/onnx.proto3} (IR version 6 to 8), messages ModelProto, GraphProto,
 * NodeProto, TensorProto. Immutable and thread-safe.
 *
 * @param file what messages call the file
 * @param initializers the stored tensors by name
 * @param products the matrix products ({@code MatMul} and {@code Gemm}) by the name of their node
 */
record OnnxGraph(
    String file, Map<String, Initializer> initializers, Map<String, Product> products) {

  static final int FLOAT = 1;

  private static final List<String> TYPES =
      List.of(
          "UNDEFINED",
          "FLOAT",
          "UINT8",
          "INT8",
          "UINT16",
          "INT16",
          "INT32",
          "INT64",
          "STRING",
          "BOOL",
          "FLOAT16",
          "DOUBLE",
          "UINT32",
          "UINT64",
          "COMPLEX64",
          "COMPLEX128",
          "BFLOAT16");

  private static final int MAX_RANK = 8;

  /** Far above any model here; keeps a file of tiny entries from filling the heap. */
  private static final int MAX_ENTRIES = 20_000;

  // Field numbers of onnx.proto3.
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_NAME = 3;
  private static final int NODE_OP_TYPE = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_INTEGER = 3;
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_DATA_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW_DATA = 9;
  private static final int TENSOR_DATA_LOCATION = 14;

  /**
   * A stored tensor.
   *
   * @param type ONNX's number of its element type
   * @param start where its bytes start in the file
   * @param length how many bytes it has; -1 if it is not stored as raw bytes in this file
   */
  record Initializer(String name, List<Long> shape, long type, long start, long length) {
    String typeName() {
      return type >= 0 && type < TYPES.size() ? TYPES.get((int) type) : "type " + type;
    }
  }

  /**
   * A matrix product.
   *
   * @param weight the name of its second input
   * @param transposed whether it takes that input as [out, in], as a {@code Gemm} may
   */
  record Product(String weight, boolean transposed) {}

  OnnxGraph {
    initializers = Map.copyOf(initializers);
    products = Map.copyOf(products);
  }

  /**
   * Reads a file.
   *
   * @throws ModelFormatException if it is not an ONNX file, or damaged
   */
  static OnnxGraph read(ModelFile file) throws IOException {
    if (file.size() > Integer.MAX_VALUE) {
      throw new ModelFormatException(
          file.name(), "", "at most 2 GiB, as protobuf allows", file.size() + " bytes");
    }
    WireReader model = new WireReader(file, 0, file.size());
    OnnxGraph graph = null;
    while (model.next()) {
      if (model.field() == MODEL_GRAPH) {
        if (graph != null) {
          throw new ModelFormatException(file.name(), "graph", "one graph", "a second one");
        }
        graph = graph(file.name(), model.message());
      }
    }
    if (graph == null) {
      throw new ModelFormatException(
          file.name(), "graph", "an ONNX model with a graph", file.size() + " bytes without one");
    }
    return graph;
  }

  private static OnnxGraph graph(String file, WireReader graph) throws IOException {
    Map<String, Initializer> initializers = new LinkedHashMap<>();
    Map<String, Product> products = new HashMap<>();
    while (graph.next()) {
      if (graph.field() == GRAPH_INITIALIZER) {
        Initializer tensor = tensor(file, graph.message());
        if (initializers.put(tensor.name(), tensor) != null) {
          throw new ModelFormatException(file, tensor.name(), "one tensor of this name", "two");
        }
      } else if (graph.field() == GRAPH_NODE) {
        node(file, graph.message(), products);
      }
      if (initializers.size() > MAX_ENTRIES || products.size() > MAX_ENTRIES) {
        throw new ModelFormatException(
            file, "graph", "at most " + MAX_ENTRIES + " tensors and products", "more");
      }
    }
    return new OnnxGraph(file, initializers, products);
  }

  private static void node(String file, WireReader node, Map<String, Product> products)
      throws IOException {
    String name = "";
    String type = "";
    String weight = "";
    int inputs = 0;
    boolean transposed = false;
    while (node.next()) {
      switch (node.field()) {
        case NODE_INPUT -> {
          inputs++;
          weight = inputs == 2 ? node.text() : weight;
        }
        case NODE_NAME -> name = node.text();
        case NODE_OP_TYPE -> type = node.text();
        case NODE_ATTRIBUTE -> transposed |= isTransB(node.message());
        default -> {}
      }
    }
    if (!name.isEmpty() && inputs >= 2 && (type.equals("MatMul") || type.equals("Gemm"))) {
      Product product = new Product(weight, type.equals("Gemm") && transposed);
      if (products.put(name, product) != null) {
        throw new ModelFormatException(file, name, "one node of this name", "two");
      }
    }
  }

  private static boolean isTransB(WireReader attribute) throws IOException {
    boolean named = false;
    boolean set = false;
    while (attribute.next()) {
      if (attribute.field() == ATTRIBUTE_NAME) {
        named = attribute.length() == "transB".length() && attribute.text().equals("transB");
      } else if (attribute.field() == ATTRIBUTE_INTEGER) {
        set = attribute.integer() != 0;
      }
    }
    return named && set;
  }

  private static Initializer tensor(String file, WireReader tensor) throws IOException {
    String name = "";
    List<Long> shape = new ArrayList<>();
    long type = 0;
    long start = 0;
    long length = -1;
    boolean external = false;
    while (tensor.next()) {
      switch (tensor.field()) {
        case TENSOR_DIMS -> dims(tensor, shape);
        case TENSOR_DATA_TYPE -> type = tensor.integer();
        case TENSOR_NAME -> name = tensor.text();
        case TENSOR_RAW_DATA -> {
          start = tensor.start();
          length = tensor.length();
        }
        case TENSOR_DATA_LOCATION -> external = tensor.integer() != 0;
        default -> {}
      }
      if (shape.size() > MAX_RANK) {
        throw new ModelFormatException(file, name, "at most " + MAX_RANK + " dimensions", "more");
      }
    }
    if (name.isEmpty()) {
      throw new ModelFormatException(file, "graph", "a name for every stored tensor", "none");
    }
    return new Initializer(name, List.copyOf(shape), type, start, external ? -1 : length);
  }

  /** Repeated integers come packed or one by one. */
  private static void dims(WireReader tensor, List<Long> shape) throws IOException {
    if (!tensor.isBytes()) {
      shape.add(tensor.integer());
      return;
    }
    WireReader packed = tensor.message();
    while (packed.hasPacked() && shape.size() <= MAX_RANK) {
      shape.add(packed.packed());
    }
  }

  /** The stored tensor of a name, or null. */
  @Nullable Initializer initializer(String name) {
    return initializers.get(name);
  }

  /** The matrix product of a node's name, or null. */
  @Nullable Product product(String node) {
    return products.get(node);
  }
}
