package io.github.nlptoolkit.bert.encoder;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.nlptoolkit.bert.family.EncoderConfig;
import io.github.nlptoolkit.bert.family.EncoderWeights;
import io.github.nlptoolkit.bert.family.QuantizedWeights;
import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.DataType;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes checkpoints whose linear layers are quantised, as {@link QuantizedWeights} describes them.
 * What {@link Precision#INT8} makes of a checkpoint when it is loaded, and what is loaded of the
 * written one, are the same bit for bit, unless the table of words is quantised, too.
 */
public final class QuantizedCheckpoint {
  private static final String WEIGHT = ".weight";

  private static final float LARGEST = 127;
  private static final float SMALLEST_SCALE = 1e-20f;

  /** Beside a byte for each number, what a layer of {@link EncoderLoader#quantized} has. */
  private static final int PARTS_OF_A_LAYER = 5;

  private final Checkpoint source;
  private final EncoderWeights weights;
  private final EncoderConfig config;
  private final SafetensorsWriter writer = new SafetensorsWriter();

  /** What stands in the place of tensors that are not copied. */
  private final Map<String, Runnable> replacements = new HashMap<>();

  private QuantizedCheckpoint(Checkpoint source) throws ModelFormatException {
    this.source = source;
    this.config = EncoderConfig.of(source.config());
    this.weights = EncoderWeights.of(source);
  }

  /**
   * Writes {@code config.json} and {@code model.safetensors} of a quantised checkpoint. Tensors
   * that are not the encoder's are copied.
   *
   * @param source the checkpoint, in floats
   * @param tokenizer its tokenizer
   * @param texts the texts to find the ranges of numbers on, or empty for the built-in ones
   * @param quantizeTable whether the table of words is quantised, too
   * @param folder where to; there
   * @throws ModelFormatException if the checkpoint does not hold such an encoder, or is quantised
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if no text has a token
   * @throws UnsupportedOperationException if the CPU is no x86-64, or the engine's natives are
   *     absent
   */
  public static void write(
      Checkpoint source,
      Tokenizer tokenizer,
      Optional<List<String>> texts,
      boolean quantizeTable,
      Path folder)
      throws IOException {
    EncoderLoader.requireInt8(Device.cpu());
    QuantizedCheckpoint made = new QuantizedCheckpoint(source);
    made.quantize(tokenizer, texts.orElseGet(Calibration::builtInTexts));
    if (quantizeTable) {
      made.quantizeTable();
    }
    for (String name : source.names()) {
      Runnable replacement = made.replacements.get(name);
      if (replacement != null) {
        replacement.run();
      } else {
        TensorView tensor = source.tensor(name);
        made.writer.add(name, tensor.dtype(), tensor.bytes(), tensor.shape());
      }
    }
    made.writer.write(folder.resolve("model.safetensors"));
    byte[] json = made.json().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(folder.resolve("config.json"), out -> out.write(json));
  }

  private void quantize(Tokenizer tokenizer, List<String> texts) throws IOException {
    List<FloatTensor> ranges =
        EncoderLoader.ranges(weights, config, Device.cpu(), () -> tokenizer, texts);
    List<List<FloatTensor>> blocks = EncoderLoader.quantized(weights, config, ranges);
    for (int i = 0; i < blocks.size(); i++) {
      List<FloatTensor> layers = blocks.get(i);
      List<TensorView> block = weights.block(i);
      add(layer(layers, 0), block.get(0), block.get(2), block.get(4));
      add(layer(layers, 1), block.get(6));
      add(layer(layers, 2), block.get(10));
      add(layer(layers, 3), block.get(12));
    }
  }

  private static List<FloatTensor> layer(List<FloatTensor> layers, int layer) {
    return layers.subList(layer * PARTS_OF_A_LAYER, (layer + 1) * PARTS_OF_A_LAYER);
  }

  /** A layer that was quantised as one, but is several in the checkpoint. */
  private void add(List<FloatTensor> layer, TensorView... tensors) {
    float[] values = layer.get(0).values();
    float[] scales = layer.get(1).values();
    int rows = scales.length / tensors.length;
    int columns = values.length / scales.length;
    for (int i = 0; i < tensors.length; i++) {
      TensorView tensor = tensors[i];
      int row = i * rows;
      boolean isFirst = i == 0;
      byte[] bytes = bytes(values, row * columns, (row + rows) * columns);
      float[] own = Arrays.copyOfRange(scales, row, row + rows);
      replacements.put(
          tensor.name(),
          () -> {
            writer.add(tensor.name(), DataType.I8, ByteBuffer.wrap(bytes), tensor.shape());
            writer.add(beside(tensor, ".weight_scale"), own, rows);
            if (isFirst) {
              inputs(tensor, layer);
            }
          });
    }
  }

  /** What becomes of a layer's inputs. */
  private void inputs(TensorView tensor, List<FloatTensor> layer) {
    writer.add(beside(tensor, ".input_scale"), layer.get(2).values(), 1);
    writer.add(
        beside(tensor, ".input_zero_point"),
        DataType.U8,
        ByteBuffer.wrap(bytes(layer.get(3).values(), 0, 1)),
        1);
    float[] factors = layer.get(4).values();
    if (factors.length > 0) {
      writer.add(beside(tensor, ".input_factors"), factors, factors.length);
    }
  }

  private static byte[] bytes(float[] values, int from, int to) {
    byte[] bytes = new byte[to - from];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) values[from + i];
    }
    return bytes;
  }

  /** The table of words, row by row: the largest value of a row becomes 127. */
  private void quantizeTable() {
    TensorView table = weights.embedding().get(0);
    int rows = config.vocabularySize();
    int columns = config.embeddingSize();
    byte[] bytes = new byte[Math.multiplyExact(rows, columns)];
    float[] scales = new float[rows];
    float[] row = new float[columns];
    for (int i = 0; i < rows; i++) {
      table.copyTo((long) i * columns, row, 0, columns);
      float largest = 0;
      for (float value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
      scales[i] = Math.max(largest / LARGEST, SMALLEST_SCALE);
      for (int j = 0; j < columns; j++) {
        bytes[i * columns + j] = (byte) Math.rint(row[j] / scales[i]);
      }
    }
    replacements.put(
        table.name(),
        () -> {
          writer.add(table.name(), DataType.I8, ByteBuffer.wrap(bytes), rows, columns);
          writer.add(beside(table, ".weight_scale"), scales, rows);
        });
  }

  private static String beside(TensorView weight, String name) {
    return weight.name().substring(0, weight.name().length() - WEIGHT.length()) + name;
  }

  private String json() throws IOException {
    JsonObject quantization = new JsonObject();
    quantization.addProperty("quant_method", QuantizedWeights.METHOD);
    quantization.addProperty("version", QuantizedWeights.VERSION);
    JsonObject json =
        JsonParser.parseString(Files.readString(source.folder().resolve("config.json")))
            .getAsJsonObject();
    json.add(QuantizedWeights.CONFIG_KEY, quantization);
    return new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create()
            .toJson(json)
        + "\n";
  }
}
