package io.github.nlptoolkit.sequence.hmm;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.storage.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The file of a model: 8 bytes of magic, version and kind as ints, the content, and the CRC-32C of
 * all before it as an int; big-endian. The checksum is compared before anything else is believed.
 */
final class HmmFile {
  private static final byte[] MAGIC = "NLP-HMM\n".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int FRAME = MAGIC.length + 12;

  enum Kind {
    DISCRETE(1),
    GAUSSIAN(2),
    TAGGER(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private HmmFile() {}

  interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  interface Reading<T> {
    T from(Input in) throws ModelFormatException;
  }

  /** The probabilities of a chain, not checked. */
  static final class Chain {
    final double[] start;
    final double[][] transition;
    final double @Nullable [] end;

    Chain(double[] start, double[][] transition, double @Nullable [] end) {
      this.start = start;
      this.transition = transition;
      this.end = end;
    }
  }

  static void write(Path file, Kind kind, Content content) throws IOException {
    AtomicFile.write(
        file,
        raw -> {
          CheckedOutputStream checked =
              new CheckedOutputStream(new BufferedOutputStream(raw, 1 << 16), new CRC32C());
          DataOutputStream out = new DataOutputStream(checked);
          out.write(MAGIC);
          out.writeInt(VERSION);
          out.writeInt(kind.code);
          content.writeTo(out);
          out.writeInt((int) checked.getChecksum().getValue());
          out.flush();
        });
  }

  static <T> T read(Path file, Kind kind, Reading<T> reading) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readAllBytes();
    }
    return read(file.toString(), bytes, kind, reading);
  }

  static <T> T read(String name, byte[] bytes, Kind kind, Reading<T> reading)
      throws ModelFormatException {
    if (bytes.length < FRAME || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new ModelFormatException(name, "", "a hidden Markov model", "something else");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int version = buffer.getInt(MAGIC.length);
    if (version != VERSION) {
      throw new ModelFormatException(
          name, "version", String.valueOf(VERSION), String.valueOf(version));
    }
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length - 4);
    if ((int) checksum.getValue() != buffer.getInt(bytes.length - 4)) {
      throw new ModelFormatException(
          name, "checksum", "that of the content", "another: the file is cut short or damaged");
    }
    int found = buffer.getInt(MAGIC.length + 4);
    if (found != kind.code) {
      throw new ModelFormatException(
          name,
          "kind",
          kind.code + " (" + kind + ")",
          Arrays.stream(Kind.values())
              .filter(other -> other.code == found)
              .map(other -> found + " (" + other + ")")
              .findFirst()
              .orElse(String.valueOf(found)));
    }
    buffer.position(MAGIC.length + 8).limit(bytes.length - 4);
    Input in = new Input(name, buffer);
    try {
      T model = reading.from(in);
      if (buffer.hasRemaining()) {
        throw in.wrong("the end", buffer.remaining() + " more bytes");
      }
      return model;
    } catch (BufferUnderflowException e) {
      throw in.wrong("more bytes", "the end");
    } catch (IllegalArgumentException e) {
      throw in.wrong("a valid model", String.valueOf(e.getMessage()));
    }
  }

  static void writeChain(DataOutputStream out, MarkovChain chain) throws IOException {
    double[] end = chain.end();
    out.writeInt(chain.states());
    out.writeBoolean(end != null);
    writeRows(out, new double[][] {chain.startCopy()});
    writeRows(out, chain.transitionCopy());
    if (end != null) {
      writeRows(out, new double[][] {end});
    }
  }

  static void writeRows(DataOutputStream out, double[][] rows) throws IOException {
    for (double[] row : rows) {
      for (double value : row) {
        out.writeDouble(value);
      }
    }
  }

  static void writeString(DataOutputStream out, String string) throws IOException {
    byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** What is left of the content; no number in it makes more room than there are bytes. */
  static final class Input {
    private final String name;
    private final ByteBuffer buffer;

    Input(String name, ByteBuffer buffer) {
      this.name = name;
      this.buffer = buffer;
    }

    ModelFormatException wrong(String expected, String found) {
      return new ModelFormatException(name, "byte " + buffer.position(), expected, found);
    }

    int readInt() {
      return buffer.getInt();
    }

    boolean readBoolean() {
      return buffer.get() != 0;
    }

    double readDouble() {
      return buffer.getDouble();
    }

    float readFloat() {
      return buffer.getFloat();
    }

    /** A number of things, at least 0, each of which needs that many bytes. */
    int count(long bytesEach) throws ModelFormatException {
      int count = buffer.getInt();
      if (count < 0 || count * bytesEach > buffer.remaining()) {
        throw wrong("a number of things that the file has room for", String.valueOf(count));
      }
      return count;
    }

    String string() throws ModelFormatException {
      byte[] bytes = new byte[count(1)];
      buffer.get(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }

    double[][] rows(int rows, int columns) {
      if ((long) rows * columns * Double.BYTES > buffer.remaining()) {
        throw new BufferUnderflowException();
      }
      double[][] values = new double[rows][columns];
      for (double[] row : values) {
        for (int i = 0; i < columns; i++) {
          row[i] = buffer.getDouble();
        }
      }
      return values;
    }

    Chain chain() throws ModelFormatException {
      int states = count(Double.BYTES);
      boolean hasEnd = readBoolean();
      double[] start = rows(1, states)[0];
      double[][] transition = rows(states, states);
      return new Chain(start, transition, hasEnd ? rows(1, states)[0] : null);
    }
  }
}
