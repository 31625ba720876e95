package io.github.nlptoolkit.benchmarks.embed;

import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.github.nlptoolkit.engine.runtime.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The embedders that are compared. All of them run all-MiniLM-L6-v2. */
public enum BenchmarkedEmbedder {
  /** The toolkit in 32-bit floats. */
  TOOLKIT_FP32("NLP toolkit", "fp32", 0.9999999) {
    @Override
    public OpenEmbedder open() throws IOException {
      return ToolkitEmbedder.open(Precision.FLOAT32);
    }
  },
  /** The toolkit in bfloat16. */
  TOOLKIT_BF16("NLP toolkit", "bf16", 0.9995) {
    @Override
    public OpenEmbedder open() throws IOException {
      return ToolkitEmbedder.open(Precision.BFLOAT16);
    }
  },
  /** The toolkit with linear layers in integers of 8 bits. */
  TOOLKIT_INT8("NLP toolkit", "int8", 0.98) {
    @Override
    public OpenEmbedder open() throws IOException {
      return ToolkitEmbedder.open(Precision.INT8);
    }
  },
  /** The toolkit made for single texts, in 32-bit floats. */
  TOOLKIT_LOW_LATENCY_FP32("NLP toolkit, low latency", "fp32", 0.9999999) {
    @Override
    public OpenEmbedder open() throws IOException {
      return ToolkitEmbedder.openForSingleTexts(Precision.FLOAT32);
    }
  },
  /** The toolkit made for single texts, in bfloat16. */
  TOOLKIT_LOW_LATENCY_BF16("NLP toolkit, low latency", "bf16", 0.9995) {
    @Override
    public OpenEmbedder open() throws IOException {
      return ToolkitEmbedder.openForSingleTexts(Precision.BFLOAT16);
    }
  },
  /** ONNX Runtime, batched, with the model in 32-bit floats. */
  ONNXRUNTIME_FP32("ONNX Runtime, batched", "fp32", 0.9999) {
    @Override
    public OpenEmbedder open() throws IOException {
      return OnnxRuntimeEmbedder.open("/all-minilm-l6-v2.onnx");
    }
  },
  /** ONNX Runtime, batched, with langchain4j's int8 model. */
  ONNXRUNTIME_INT8("ONNX Runtime, batched", "int8", 0.97) {
    @Override
    public OpenEmbedder open() throws IOException {
      return OnnxRuntimeEmbedder.open("/all-minilm-l6-v2-q.onnx");
    }
  },
  /** langchain4j with the model in 32-bit floats. */
  LANGCHAIN4J_FP32("langchain4j", "fp32", 0.9999) {
    @Override
    public OpenEmbedder open() {
      return new Langchain4jEmbedder(new AllMiniLmL6V2EmbeddingModel());
    }
  },
  /** langchain4j with its int8 model. */
  LANGCHAIN4J_INT8("langchain4j", "int8", 0.97) {
    @Override
    public OpenEmbedder open() {
      return new Langchain4jEmbedder(new AllMiniLmL6V2QuantizedEmbeddingModel());
    }
  },
  /** DJL's text-embedding translator over a TorchScript in 32-bit floats, where there is one. */
  DJL_FP32("DJL's translator, batched", "fp32", 0.9999) {
    @Override
    public OpenEmbedder open() throws IOException {
      return DjlEmbedder.open();
    }
  };

  private static final Set<BenchmarkedEmbedder> FOR_SINGLE_TEXTS =
      EnumSet.of(TOOLKIT_LOW_LATENCY_FP32, TOOLKIT_LOW_LATENCY_BF16);

  private static final Set<BenchmarkedEmbedder> TOOLKIT =
      EnumSet.of(
          TOOLKIT_FP32,
          TOOLKIT_BF16,
          TOOLKIT_INT8,
          TOOLKIT_LOW_LATENCY_FP32,
          TOOLKIT_LOW_LATENCY_BF16);

  private final String library;
  private final String precision;
  private final double minCosine;

  BenchmarkedEmbedder(String library, String precision, double minCosine) {
    this.library = library;
    this.precision = precision;
    this.minCosine = minCosine;
  }

  /**
   * Those that can be opened here, for any texts: DJL's needs a TorchScript, which the environment
   * names.
   *
   * @return the embedders, in order
   */
  public static List<BenchmarkedEmbedder> available() {
    return ofSingleTexts().stream().filter(each -> !FOR_SINGLE_TEXTS.contains(each)).toList();
  }

  /**
   * The same with those that are made for single texts, which need a JVM with vector instructions.
   *
   * @return the embedders, in order
   */
  public static List<BenchmarkedEmbedder> ofSingleTexts() {
    return Stream.of(values())
        .filter(each -> each != DJL_FP32 || DjlEmbedder.file().isPresent())
        .toList();
  }

  /**
   * Whether it is the toolkit's.
   *
   * @return whether it is, in any precision
   */
  public boolean isToolkit() {
    return TOOLKIT.contains(this);
  }

  /**
   * Loads it.
   *
   * @return the embedder, to be closed
   * @throws IOException if it cannot be loaded
   */
  public abstract OpenEmbedder open() throws IOException;

  /**
   * The option of a JVM in which the toolkit's embedders take a model in place of the default one.
   *
   * @param folder the model's folder
   * @return the option
   */
  public static String modelOption(Path folder) {
    return "-D" + ToolkitEmbedder.MODEL + "=" + folder;
  }

  /**
   * What it is called in tables.
   *
   * @return its library and precision
   */
  public String label() {
    return library + ", " + precision;
  }

  /**
   * What it computes in.
   *
   * @return {@code fp32}, {@code bf16} or {@code int8}
   */
  public String precision() {
    return precision;
  }

  /**
   * How near its answers must be.
   *
   * @return the least cosine to what sentence-transformers makes of the same text
   */
  public double minCosine() {
    return minCosine;
  }
}
