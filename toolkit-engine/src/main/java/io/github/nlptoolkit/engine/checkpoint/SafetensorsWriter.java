package io.github.nlptoolkit.engine.checkpoint;

import com.google.gson.stream.JsonWriter;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Writes tensors as a safetensors file that any reader of the format takes, with the metadata
 * {@code format: pt} that transformers asks for. Those with wider values come first, so that all
 * are aligned, those of one width in the order that they were added in: the same tensors in the
 * same order give the same bytes. Not thread-safe.
 */
public final class SafetensorsWriter {
  /** Every tensor's data start at a multiple of it, as the header is padded to one. */
  private static final int ALIGNMENT = 8;

  private static final int CHUNK_FLOATS = 16_384;

  /** Writes a tensor's bytes. */
  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static final class Tensor {
    final DataType dtype;
    final long[] shape;
    final long count;
    final Content content;

    Tensor(DataType dtype, long[] shape, long count, Content content) {
      this.dtype = dtype;
      this.shape = shape;
      this.count = count;
      this.content = content;
    }

    long bytes() {
      return dtype.bytes() * count;
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
    long[] dimensions = shape.clone();
    long count = count(name, dimensions);
    return add(
        name,
        new Tensor(
            DataType.F32,
            dimensions,
            count,
            out -> {
              float[] floats = values.get();
              if (floats.length != count) {
                throw wrongCount(name, dimensions, count, floats.length);
              }
              writeFloats(out, floats);
            }));
  }

  /**
   * Adds a tensor of any type as its bytes. They are not copied: they must stay as they are until
   * {@link #write}.
   *
   * @param name its name
   * @param dtype the type of its values
   * @param bytes its values, row-major, little-endian, from the buffer's position to its limit
   * @param shape its dimensions, outermost first, each at least 0; none for a scalar
   * @return this
   * @throws IllegalArgumentException if there is a tensor of this name, the name is {@code
   *     __metadata__}, or the bytes are not as many as type and shape say
   */
  public SafetensorsWriter add(String name, DataType dtype, ByteBuffer bytes, long... shape) {
    long count = count(name, shape);
    if (dtype.bytes() * count != bytes.remaining()) {
      throw new IllegalArgumentException(
          "tensor "
              + name
              + " of shape "
              + Arrays.toString(shape)
              + " in "
              + dtype
              + " must have "
              + dtype.bytes() * count
              + " bytes, got "
              + bytes.remaining());
    }
    ByteBuffer content = bytes.asReadOnlyBuffer();
    return add(
        name,
        new Tensor(
            dtype, shape.clone(), count, out -> writeAll(Channels.newChannel(out), content)));
  }

  private static void writeAll(WritableByteChannel out, ByteBuffer content) throws IOException {
    ByteBuffer rest = content.duplicate();
    while (rest.hasRemaining()) {
      out.write(rest);
    }
  }

  private SafetensorsWriter add(String name, Tensor tensor) {
    if (name.equals("__metadata__")) {
      throw new IllegalArgumentException("no tensor can have the name " + name);
    }
    if (tensors.putIfAbsent(name, tensor) != null) {
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
    List<Map.Entry<String, Tensor>> ordered = new ArrayList<>(tensors.entrySet());
    ordered.sort(Comparator.comparingInt(entry -> -entry.getValue().dtype.bytes()));
    byte[] header = header(ordered);
    AtomicFile.write(
        target,
        out -> {
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          out.write(length.putLong(header.length).array());
          out.write(header);
          for (Map.Entry<String, Tensor> entry : ordered) {
            entry.getValue().content.writeTo(out);
          }
        });
  }

  private static byte[] header(List<Map.Entry<String, Tensor>> ordered) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("__metadata__").beginObject().name("format").value("pt").endObject();
      long begin = 0;
      for (Map.Entry<String, Tensor> entry : ordered) {
        json.name(entry.getKey()).beginObject();
        json.name("dtype").value(entry.getValue().dtype.name()).name("shape");
        json.beginArray();
        for (long dimension : entry.getValue().shape) {
          json.value(dimension);
        }
        json.endArray();
        long end = begin + entry.getValue().bytes();
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
