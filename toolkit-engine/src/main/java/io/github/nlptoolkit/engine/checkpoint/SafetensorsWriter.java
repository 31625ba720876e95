package io.github.nlptoolkit.engine.checkpoint;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Writes F32 tensors as a safetensors file that any reader of the format takes, with the metadata
 * {@code format: pt} that transformers asks for. The same tensors in the same order give the same
 * bytes. Not thread-safe.
 */
public final class SafetensorsWriter {
  /** Every tensor's data start at a multiple of it, as the header is padded to one. */
  private static final int ALIGNMENT = 8;

  private static final int CHUNK_FLOATS = 16_384;

  private static final class Tensor {
    final Supplier<float[]> values;
    final long[] shape;
    final long count;

    Tensor(Supplier<float[]> values, long[] shape, long count) {
      this.values = values;
      this.shape = shape;
      this.count = count;
    }
  }

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Starts an empty file. */
  public SafetensorsWriter() {}

  /**
   * Adds a tensor. Its values are not copied: they must stay as they are until {@link #write}.
   *
   * @param name its name
   * @param values its values, row-major
   * @param shape its dimensions, outermost first, each at least 0; none for a scalar
   * @return this
   * @throws IllegalArgumentException if there is a tensor of this name, the name is {@code
   *     __metadata__}, or the shape's product is not the number of values
   */
  public SafetensorsWriter add(String name, float[] values, long... shape) {
    Objects.requireNonNull(values, "values");
    long count = count(name, shape);
    if (count != values.length) {
      throw wrongCount(name, shape, count, values.length);
    }
    return add(name, () -> values, shape);
  }

  /**
   * Adds a tensor whose values are asked for when they are written, so that only one tensor's need
   * be in memory at a time.
   *
   * @param name its name
   * @param values gives its values, row-major; called once for each {@link #write}
   * @param shape its dimensions, outermost first, each at least 0; none for a scalar
   * @return this
   * @throws IllegalArgumentException if there is a tensor of this name, or the name is {@code
   *     __metadata__}
   */
  public SafetensorsWriter add(String name, Supplier<float[]> values, long... shape) {
    Objects.requireNonNull(values, "values");
    long count = count(name, shape);
    if (name.equals("__metadata__")) {
      throw new IllegalArgumentException("no tensor can have the name " + name);
    }
    if (tensors.putIfAbsent(name, new Tensor(values, shape.clone(), count)) != null) {
      throw new IllegalArgumentException("there is a tensor " + name + " already");
    }
    return this;
  }

  private static long count(String name, long[] shape) {
    long product = 1;
    for (long dimension : shape) {
      if (dimension < 0 || dimension > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "tensor "
                + name
                + " must have dimensions from 0 to 2^31 - 1, got "
                + Arrays.toString(shape));
      }
      product = dimension == 0 ? 0 : Math.multiplyExact(product, dimension);
    }
    return product;
  }

  private static IllegalArgumentException wrongCount(
      String name, long[] shape, long count, int found) {
    return new IllegalArgumentException(
        "tensor "
            + name
            + " of shape "
            + Arrays.toString(shape)
            + " must have "
            + count
            + " values, got "
            + found);
  }

  /**
   * Writes the file, in whole or not at all.
   *
   * @param target the file; replaced if it exists
   * @throws IOException if it cannot be written
   */
  public void write(Path target) throws IOException {
    byte[] header = header();
    AtomicFile.write(
        target,
        out -> {
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          out.write(length.putLong(header.length).array());
          out.write(header);
          for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            float[] values = tensor.values.get();
            if (values.length != tensor.count) {
              throw wrongCount(entry.getKey(), tensor.shape, tensor.count, values.length);
            }
            writeFloats(out, values);
          }
        });
  }

  private byte[] header() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("__metadata__").beginObject().name("format").value("pt").endObject();
      long begin = 0;
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        json.name(entry.getKey()).beginObject().name("dtype").value("F32").name("shape");
        json.beginArray();
        for (long dimension : entry.getValue().shape) {
          json.value(dimension);
        }
        json.endArray();
        long end = begin + 4L * entry.getValue().count;
        json.name("data_offsets").beginArray().value(begin).value(end).endArray().endObject();
        begin = end;
      }
      json.endObject();
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(bytes, (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
    return padded;
  }

  private static void writeFloats(OutputStream out, float[] floats) throws IOException {
    ByteBuffer chunk =
        ByteBuffer.allocate(4 * Math.min(CHUNK_FLOATS, Math.max(1, floats.length)))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < floats.length; start += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, floats.length - start);
      chunk.asFloatBuffer().put(floats, start, count);
      out.write(chunk.array(), 0, 4 * count);
    }
  }
}
