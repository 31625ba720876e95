package io.github.nlptoolkit.bert.family;

import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.DataType;
import io.github.nlptoolkit.engine.checkpoint.JsonConfig;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An encoder's tensors in a checkpoint whose linear layers are kept as integers of eight bits.
 * Immutable and thread-safe.
 *
 * <p>Such a checkpoint has in its {@code config.json} {@code "quantization_config":
 * {"quant_method": "nlptoolkit-int8", "version": 1}}. All tensors have their published names; of a
 * linear layer {@code X} with K inputs and N outputs
 *
 * <ul>
 *   <li>{@code X.weight} is I8, [N, K]: the weight times the factors of its inputs, row by row
 *       divided by {@code X.weight_scale}, F32, [N];
 *   <li>{@code X.input_factors}, F32, [K], is what the inputs are multiplied with first; only the
 *       query, for key and value too, and the first layer of the feed-forward part have it;
 *   <li>{@code X.input_scale}, F32, [1], and {@code X.input_zero_point}, U8, [1], make bytes of the
 *       inputs: x / scale + zero point; key and value share those of the query.
 * </ul>
 *
 * <p>The table of words may be I8, too, with {@code X.weight_scale} for its rows. Biases, norms and
 * all else are floats.
 *
 * @param encoder the tensors as {@link EncoderWeights} has them, the weights of blocks in I8
 * @param tableScales the scales of the rows of the table of words, or none if it is of floats
 * @param scales sixteen tensors a block: scales of query, key and value, then input scale, zero
 *     point and factors of all three; scale, input scale and zero point of attention output; scale,
 *     input scale, zero point and factors of intermediate; scale, input scale and zero point of
 *     output
 */
public record QuantizedWeights(
    EncoderWeights encoder, List<TensorView> tableScales, List<TensorView> scales) {
  /** The key of {@code config.json} that says how a checkpoint is quantised. */
  public static final String CONFIG_KEY = "quantization_config";

  /** The method's name there. */
  public static final String METHOD = "nlptoolkit-int8";

  /** The version of the format. */
  public static final int VERSION = 1;

  /** How many tensors {@link #scales} has for a block. */
  public static final int SCALES_A_BLOCK = 16;

  /** Copies the lists. */
  public QuantizedWeights {
    tableScales = List.copyOf(tableScales);
    scales = List.copyOf(scales);
  }

  /**
   * Whether a checkpoint's linear layers are quantised in this format.
   *
   * @param config its {@code config.json}
   * @return whether it says so
   * @throws ModelFormatException if it says so, but of another version
   */
  public static boolean isQuantized(JsonConfig config) throws ModelFormatException {
    Optional<JsonConfig> quantization = config.optionalObject(CONFIG_KEY);
    if (quantization.isEmpty()
        || !quantization.get().optionalString("quant_method").orElse("").equals(METHOD)) {
      return false;
    }
    quantization.get().integer("version", VERSION, VERSION);
    return true;
  }

  /** Refuses a quantised checkpoint where floats are wanted. */
  static void requireFloats(JsonConfig config) throws ModelFormatException {
    if (isQuantized(config)) {
      throw config.wrong(
          CONFIG_KEY, "none: training, and quantising, want the checkpoint in floats");
    }
  }

  /**
   * Finds the tensors.
   *
   * @param checkpoint a checkpoint that is quantised
   * @return its tensors
   * @throws ModelFormatException if some are missing, have another shape or type than the
   *     configuration says, or a scale is no positive number
   */
  public static QuantizedWeights of(Checkpoint checkpoint) throws ModelFormatException {
    Parts parts = new Parts(true);
    EncoderWeights encoder = EncoderWeights.of(checkpoint, parts);
    for (TensorView scale : parts.tableScales) {
      requirePositive(scale);
    }
    for (TensorView scale : parts.scales) {
      requirePositive(scale);
    }
    return new QuantizedWeights(encoder, parts.tableScales, parts.scales);
  }

  private static void requirePositive(TensorView scale) throws ModelFormatException {
    if (scale.dtype() != DataType.F32) {
      return;
    }
    for (float value : scale.toFloats()) {
      if (!(value > 0 && value <= Float.MAX_VALUE)) {
        throw new ModelFormatException(
            scale.file(), scale.name(), "positive numbers", Float.toString(value));
      }
    }
  }

  /** Finds what may be quantised. Not thread-safe. */
  static final class Parts {
    /** That of a checkpoint of floats. */
    static final Parts NONE = new Parts(false);

    private static final Set<DataType> BYTES = EnumSet.of(DataType.I8);
    private static final Set<DataType> SINGLE = EnumSet.of(DataType.F32);
    private static final Set<DataType> UNSIGNED = EnumSet.of(DataType.U8);

    private static final int QUERY = 0;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int INTERMEDIATE = 5;

    private final boolean quantized;
    private final List<TensorView> tableScales = new ArrayList<>();
    private final List<TensorView> scales = new ArrayList<>();

    /** What key and value share, which comes behind their own scales. */
    private final List<TensorView> shared = new ArrayList<>();

    private Parts(boolean quantized) {
      this.quantized = quantized;
    }

    /** The table of words. */
    void words(TensorFinder tensors, List<TensorView> found, String name, long rows, long columns)
        throws ModelFormatException {
      if (quantized && tensors.has(name + ".weight_scale")) {
        tensors.add(found, name + ".weight", BYTES, rows, columns);
        tensors.add(tableScales, name + ".weight_scale", SINGLE, rows);
      } else {
        tensors.add(found, name + ".weight", rows, columns);
      }
    }

    /** Weight and bias of a linear layer of a block. */
    void linear(
        TensorFinder tensors,
        List<TensorView> found,
        String name,
        int part,
        long outputs,
        long inputs)
        throws ModelFormatException {
      if (!quantized) {
        tensors.pair(found, name, outputs, inputs);
        return;
      }
      tensors.add(found, name + ".weight", BYTES, outputs, inputs);
      tensors.add(found, name + ".bias", outputs);
      tensors.add(scales, name + ".weight_scale", SINGLE, outputs);
      if (part != KEY && part != VALUE) {
        List<TensorView> input = part == QUERY ? shared : scales;
        tensors.add(input, name + ".input_scale", SINGLE, 1);
        tensors.add(input, name + ".input_zero_point", UNSIGNED, 1);
        if (part == QUERY || part == INTERMEDIATE) {
          tensors.add(input, name + ".input_factors", SINGLE, inputs);
        }
      }
      if (part == VALUE) {
        scales.addAll(shared);
        shared.clear();
      }
    }
  }
}
