package io.github.nlptoolkit.engine.checkpoint;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file (format of safetensors 0.4, {@code
 * github.com/huggingface/safetensors}): eight bytes of length, a JSON object of tensors, then their
 * bytes without gaps. Everything is checked before anything of the data is touched.
 */
final class SafetensorsHeader {
  /** The limit of the reference implementation. */
  static final int MOST_HEADER_BYTES = 100_000_000;

  private static final int LENGTH_BYTES = 8;
  private static final int MOST_DIMENSIONS = 64;

  /** One tensor: its bytes are {@code [begin, end)} after the header. */
  static final class Entry {
    final String name;
    final DataType dtype;
    final long[] shape;
    final long begin;
    final long end;

    Entry(String name, DataType dtype, long[] shape, long begin, long end) {
      this.name = name;
      this.dtype = dtype;
      this.shape = shape;
      this.begin = begin;
      this.end = end;
    }
  }

  private final Path file;
  private final long dataStart;
  private final List<Entry> entries;

  private SafetensorsHeader(Path file, long dataStart, List<Entry> entries) {
    this.file = file;
    this.dataStart = dataStart;
    this.entries = entries;
  }

  /** Where the data start in the file. */
  long dataStart() {
    return dataStart;
  }

  /** The tensors, in the order of their bytes. */
  List<Entry> entries() {
    return entries;
  }

  static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < LENGTH_BYTES) {
      throw new ModelFormatException(
          file, "", "a safetensors file, which starts with 8 bytes of length", size + " bytes");
    }
    long length = bytes(file, channel, 0, LENGTH_BYTES).getLong();
    if (length < 2 || length > MOST_HEADER_BYTES) {
      throw new ModelFormatException(
          file,
          "header length",
          "2 to " + MOST_HEADER_BYTES + " bytes",
          Long.toUnsignedString(length));
    }
    if (length > size - LENGTH_BYTES) {
      throw new ModelFormatException(
          file,
          "header length",
          "at most the " + (size - LENGTH_BYTES) + " bytes that follow it",
          String.valueOf(length));
    }
    byte[] json = bytes(file, channel, LENGTH_BYTES, (int) length).array();
    SafetensorsHeader header =
        new SafetensorsHeader(file, LENGTH_BYTES + length, new ArrayList<>());
    header.parse(json);
    header.checkLayout(size - header.dataStart);
    return header;
  }

  private static ByteBuffer bytes(Path file, FileChannel channel, long position, int count)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new ModelFormatException(
            file, "", "a file that does not change while it is read", "its end too soon");
      }
    }
    return bytes.flip();
  }

  private void parse(byte[] json) throws IOException {
    if (json[0] != '{') {
      throw new ModelFormatException(
          file, "header", "an object, which starts with '{'", "the byte " + (json[0] & 0xff));
    }
    Set<String> names = new HashSet<>();
    try (JsonReader reader = JsonFile.reader(json, 0, json.length)) {
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        if (!names.add(name)) {
          throw new ModelFormatException(file, Shown.of(name), "each tensor once", "it twice");
        }
        if (name.equals("__metadata__")) {
          metadata(reader);
        } else {
          entries.add(entry(reader, name));
        }
      }
      reader.endObject();
      JsonFile.requireEnd(reader);
    } catch (ModelFormatException e) {
      throw e;
    } catch (EOFException e) {
      throw new ModelFormatException(file, "header", "a JSON object", "its end too soon", e);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw JsonFile.notJson(file, e);
    }
  }

  private void metadata(JsonReader reader) throws IOException {
    require(reader, JsonToken.BEGIN_OBJECT, "__metadata__", "an object of strings");
    reader.beginObject();
    while (reader.hasNext()) {
      String key = "__metadata__." + Shown.of(reader.nextName());
      require(reader, JsonToken.STRING, key, "a string");
      reader.skipValue();
    }
    reader.endObject();
  }

  private Entry entry(JsonReader reader, String name) throws IOException {
    String key = Shown.of(name);
    require(reader, JsonToken.BEGIN_OBJECT, key, "an object with dtype, shape, data_offsets");
    DataType dtype = null;
    long[] shape = null;
    long[] offsets = null;
    reader.beginObject();
    while (reader.hasNext()) {
      String part = reader.nextName();
      switch (part) {
        case "dtype" -> dtype = dtype(reader, once(dtype, key + ".dtype"));
        case "shape" -> shape = numbers(reader, once(shape, key + ".shape"), MOST_DIMENSIONS);
        case "data_offsets" -> offsets = numbers(reader, once(offsets, key + ".data_offsets"), 2);
        default ->
            throw new ModelFormatException(
                file, key, "only dtype, shape and data_offsets", Shown.quoted(part));
      }
    }
    reader.endObject();
    if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
      throw new ModelFormatException(
          file, key, "dtype, shape and two data_offsets", "not all of them");
    }
    Entry entry = new Entry(name, dtype, shape, offsets[0], offsets[1]);
    checkSize(entry, key);
    return entry;
  }

  private String once(@Nullable Object before, String key) throws ModelFormatException {
    if (before != null) {
      throw new ModelFormatException(file, key, "each key once", "it twice");
    }
    return key;
  }

  private DataType dtype(JsonReader reader, String key) throws IOException {
    require(reader, JsonToken.STRING, key, "a string");
    String found = reader.nextString();
    DataType dtype = DataType.named(found);
    if (dtype == null) {
      throw new ModelFormatException(
          file, key, "one of " + DataType.allNames(), Shown.quoted(found));
    }
    return dtype;
  }

  private long[] numbers(JsonReader reader, String key, int most) throws IOException {
    require(reader, JsonToken.BEGIN_ARRAY, key, "an array of numbers");
    long[] numbers = new long[2];
    int count = 0;
    reader.beginArray();
    while (reader.hasNext()) {
      String expected = "a whole number from 0 to " + Long.MAX_VALUE;
      require(reader, JsonToken.NUMBER, key, expected);
      if (count == most) {
        throw new ModelFormatException(file, key, "at most " + most + " numbers", "more");
      }
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      String literal = reader.nextString();
      try {
        numbers[count] = Long.parseLong(literal);
      } catch (NumberFormatException e) {
        throw new ModelFormatException(file, key, expected, Shown.of(literal), e);
      }
      if (numbers[count++] < 0) {
        throw new ModelFormatException(file, key, expected, literal);
      }
    }
    reader.endArray();
    return count == numbers.length ? numbers : Arrays.copyOf(numbers, count);
  }

  private void require(JsonReader reader, JsonToken token, String key, String expected)
      throws IOException {
    if (reader.peek() != token) {
      throw new ModelFormatException(file, key, expected, "a JSON " + reader.peek());
    }
  }

  private void checkSize(Entry entry, String key) throws ModelFormatException {
    if (entry.end < entry.begin) {
      throw new ModelFormatException(
          file, key + ".data_offsets", "a begin not after its end", range(entry));
    }
    long bytes = entry.dtype.bytes();
    boolean overflow = false;
    boolean empty = false;
    for (long dimension : entry.shape) {
      empty |= dimension == 0;
      overflow |= dimension != 0 && bytes > Long.MAX_VALUE / dimension;
      bytes = overflow || dimension == 0 ? bytes : bytes * dimension;
    }
    long length = entry.end - entry.begin;
    if (overflow || (empty ? 0 : bytes) != length) {
      throw new ModelFormatException(
          file,
          key + ".data_offsets",
          (overflow ? "more than 2^63" : String.valueOf(empty ? 0 : bytes))
              + " bytes for "
              + entry.dtype
              + " "
              + Arrays.toString(entry.shape),
          length + " bytes");
    }
  }

  private static String range(Entry entry) {
    return "[" + entry.begin + ", " + entry.end + "]";
  }

  /** The tensors must lie side by side and fill the data, as the format demands. */
  private void checkLayout(long dataBytes) throws ModelFormatException {
    entries.sort(Comparator.<Entry>comparingLong(e -> e.begin).thenComparingLong(e -> e.end));
    long reached = 0;
    for (Entry entry : entries) {
      String key = Shown.of(entry.name) + ".data_offsets";
      if (entry.end > dataBytes) {
        throw new ModelFormatException(
            file, key, "an end within the " + dataBytes + " bytes of data", range(entry));
      }
      if (entry.begin != reached) {
        throw new ModelFormatException(
            file,
            key,
            "a begin at " + reached + ", where the tensor before it ends (no overlap, no gap)",
            range(entry));
      }
      reached = entry.end;
    }
    if (reached != dataBytes) {
      throw new ModelFormatException(
          file,
          "",
          reached + " bytes of data, as the header says",
          dataBytes + " bytes after the header");
    }
  }
}
