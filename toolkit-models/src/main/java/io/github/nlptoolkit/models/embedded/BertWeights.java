package io.github.nlptoolkit.models.embedded;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.embedded.OnnxGraph.Initializer;
import io.github.nlptoolkit.models.embedded.OnnxGraph.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a BERT encoder as they are published, each with the place of its bytes in an ONNX
 * file. The sizes are read from the embeddings and the first layer's biases; every other tensor
 * must fit them, every tensor of the architecture must be there, and no weight may be left over.
 *
 * <p>PyTorch's exporter keeps the names of embeddings, biases and LayerNorms. A linear weight it
 * multiplies from the right, transposed to [in, out] and renamed {@code onnx::MatMul_N}; the node
 * that uses it still bears the module's path, {@code /encoder/layer.0/attention/self/query/MatMul}.
 * A linear layer without a batch dimension around it, such as the pooler's, becomes a {@code Gemm}
 * and keeps its name and shape; some exports leave the pooler out. Immutable and thread-safe.
 *
 * @param sizes what the shapes say about the architecture
 * @param tensors the tensors by name, in the order of a published file
 */
record BertWeights(Sizes sizes, List<Tensor> tensors) {

  private static final Pattern LAYER = Pattern.compile("encoder\\.layer\\.(\\d{1,3})\\..*");

  /** Enough to see what is wrong; the number of a layer may be any. */
  private static final int MOST_MISSING = 40;

  /** The exporter's copies of buffers: no weights. */
  private static final Set<String> BUFFERS = Set.of("embeddings.position_ids");

  /** The sizes of the architecture. */
  record Sizes(
      int vocabulary, int positions, int types, int hidden, int intermediate, int layers) {}

  /**
   * A tensor to be written.
   *
   * @param name its published name
   * @param shape its published shape
   * @param stored where its bytes are
   * @param transposed whether they are stored as [in, out] and wanted as [out, in]
   */
  record Tensor(String name, List<Integer> shape, Initializer stored, boolean transposed) {
    long sizeBytes() {
      return stored.length();
    }
  }

  BertWeights {
    tensors = List.copyOf(tensors);
  }

  /**
   * Finds the tensors.
   *
   * @throws ModelFormatException if one is missing, left over, or of another type or shape than the
   *     architecture needs; it names the tensor
   */
  static BertWeights of(OnnxGraph graph) throws ModelFormatException {
    return new Finder(graph).find();
  }

  /** Collects the tensors of one graph. */
  private static final class Finder {
    private final OnnxGraph graph;
    private final List<Tensor> found = new ArrayList<>();
    private final Set<String> used = new HashSet<>(BUFFERS);
    private final List<String> missing = new ArrayList<>();

    Finder(OnnxGraph graph) {
      this.graph = graph;
    }

    BertWeights find() throws ModelFormatException {
      Sizes sizes = sizes();
      int hidden = sizes.hidden();
      stored("embeddings.word_embeddings.weight", sizes.vocabulary(), hidden);
      stored("embeddings.position_embeddings.weight", sizes.positions(), hidden);
      stored("embeddings.token_type_embeddings.weight", sizes.types(), hidden);
      layerNorm("embeddings.LayerNorm", hidden);
      for (int layer = 0; layer < sizes.layers() && missing.size() < MOST_MISSING; layer++) {
        layer(layer, hidden, sizes.intermediate());
      }
      if (graph.initializer("pooler.dense.bias") != null
          || graph.initializer("pooler.dense.weight") != null) {
        linear("", "pooler.dense", hidden, hidden);
      }
      complete();
      found.sort(Comparator.comparing(Tensor::name));
      return new BertWeights(sizes, found);
    }

    private void layer(int index, int hidden, int intermediate) throws ModelFormatException {
      String prefix = "encoder.layer." + index;
      for (String part : List.of("query", "key", "value")) {
        linear(prefix, "attention.self." + part, hidden, hidden);
      }
      linear(prefix, "attention.output.dense", hidden, hidden);
      layerNorm(prefix + ".attention.output.LayerNorm", hidden);
      linear(prefix, "intermediate.dense", intermediate, hidden);
      linear(prefix, "output.dense", hidden, intermediate);
      layerNorm(prefix + ".output.LayerNorm", hidden);
    }

    private Sizes sizes() throws ModelFormatException {
      List<Integer> words = shape("embeddings.word_embeddings.weight", 2);
      int layers = 0;
      for (String name : graph.initializers().keySet()) {
        Matcher layer = LAYER.matcher(name);
        if (layer.matches()) {
          layers = Math.max(layers, Integer.parseInt(layer.group(1)) + 1);
        }
      }
      if (layers == 0) {
        throw bad("encoder.layer.0", "at least one layer", "none");
      }
      return new Sizes(
          words.get(0),
          shape("embeddings.position_embeddings.weight", 2).get(0),
          shape("embeddings.token_type_embeddings.weight", 2).get(0),
          words.get(1),
          shape("encoder.layer.0.intermediate.dense.bias", 1).get(0),
          layers);
    }

    private List<Integer> shape(String name, int rank) throws ModelFormatException {
      Initializer tensor = graph.initializer(name);
      if (tensor == null) {
        throw bad(name, "a tensor of this name", "none");
      }
      boolean fits = tensor.shape().size() == rank;
      for (long size : tensor.shape()) {
        fits &= size > 0 && size <= Integer.MAX_VALUE;
      }
      if (!fits) {
        throw bad(name, rank + " dimensions, each above 0", "shape " + tensor.shape());
      }
      return tensor.shape().stream().map(Long::intValue).toList();
    }

    private void layerNorm(String prefix, int hidden) throws ModelFormatException {
      stored(prefix + ".weight", hidden);
      stored(prefix + ".bias", hidden);
    }

    private void linear(String prefix, String module, int out, int in) throws ModelFormatException {
      String name = prefix.isEmpty() ? module : prefix + "." + module;
      stored(name + ".bias", out);
      // "layer.0" is one step of the node's path, all other dots are slashes.
      String path =
          (prefix.isEmpty() ? "/" : "/" + prefix.replaceFirst("\\.", "/") + "/")
              + module.replace('.', '/');
      Product product = graph.product(path + "/MatMul");
      if (product == null) {
        product = graph.product(path + "/Gemm");
      }
      Initializer weight =
          product == null
              ? graph.initializer(name + ".weight")
              : graph.initializer(product.weight());
      boolean transposed = product != null && !product.transposed();
      List<Integer> shape = List.of(out, in);
      add(name + ".weight", shape, weight, transposed);
    }

    private void stored(String name, int... shape) throws ModelFormatException {
      List<Integer> sizes = Arrays.stream(shape).boxed().toList();
      add(name, sizes, graph.initializer(name), false);
    }

    private void add(
        String name, List<Integer> shape, @Nullable Initializer stored, boolean transposed)
        throws ModelFormatException {
      if (stored == null) {
        missing.add(name);
        return;
      }
      String label = stored.name().equals(name) ? name : name + " (" + stored.name() + ")";
      if (stored.type() != OnnxGraph.FLOAT) {
        throw bad(label, "FLOAT", stored.typeName());
      }
      List<Integer> wanted = transposed ? List.of(shape.get(1), shape.get(0)) : shape;
      if (!stored.shape().equals(wanted.stream().map(Integer::longValue).toList())) {
        throw bad(label, "shape " + wanted, "shape " + stored.shape());
      }
      long floats = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
      if (stored.length() < 0) {
        throw bad(label, floats + " floats as raw bytes in this file", "none");
      }
      // Divided, not multiplied: the number of floats may be any up to 2^62.
      if (stored.length() % Float.BYTES != 0 || stored.length() / Float.BYTES != floats) {
        throw bad(label, floats + " floats", stored.length() + " bytes");
      }
      used.add(stored.name());
      found.add(new Tensor(name, shape, stored, transposed));
    }

    private void complete() throws ModelFormatException {
      if (!missing.isEmpty()) {
        throw bad(
            String.join(", ", missing) + (missing.size() < MOST_MISSING ? "" : " and others"),
            "tensors of these names",
            "none");
      }
      Set<String> unused = new TreeSet<>();
      for (Initializer tensor : graph.initializers().values()) {
        // Shapes, axes and other constants are integers or single numbers.
        if (tensor.type() == OnnxGraph.FLOAT
            && tensor.shape().stream().anyMatch(size -> size > 1)
            && !used.contains(tensor.name())) {
          unused.add(tensor.name());
        }
      }
      if (!unused.isEmpty()) {
        throw bad(String.join(", ", unused), "only the tensors of a BERT encoder", "these as well");
      }
    }

    private ModelFormatException bad(String key, String expected, String found) {
      return new ModelFormatException(graph.file(), key, expected, found);
    }
  }
}
