package io.github.nlptoolkit.cli.output;

import io.github.nlptoolkit.embedding.Embeddings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * Vectors as one NumPy array: float32, little-endian, row-major, shape (texts, dimension). The
 * header is written with room for any number of rows and again, with their number, at the end.
 *
 * <p>Source: NumPy 2.3, {@code numpy.lib.format}, format version 1.0. Not thread-safe.
 */
public final class NpyWriter {

  /** A multiple of 64, so that the data are aligned. */
  static final int HEADER_BYTES = 128;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  private final FileChannel channel;
  private final int dimension;
  private final ByteBuffer row;
  private long rows;

  /**
   * Starts writing.
   *
   * @param channel where to, from its beginning
   * @param dimension the length of a row
   * @throws IOException if it cannot be written
   */
  public NpyWriter(FileChannel channel, int dimension) throws IOException {
    this.channel = channel;
    this.dimension = dimension;
    this.row = ByteBuffer.allocate(dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    writeHeader();
  }

  /**
   * Writes vectors.
   *
   * @param vectors rows of the array's dimension
   * @throws IOException if they cannot be written
   */
  public void write(Embeddings vectors) throws IOException {
    float[] values = new float[dimension];
    for (int i = 0; i < vectors.count(); i++) {
      vectors.copyTo(i, values, 0);
      row.clear();
      row.asFloatBuffer().put(values);
      writeAll(row.rewind());
      rows++;
    }
  }

  /**
   * Ends the array.
   *
   * @throws IOException if it cannot be written
   */
  public void finish() throws IOException {
    channel.position(0);
    writeHeader();
  }

  private void writeHeader() throws IOException {
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + dimension + "), }";
    int length = HEADER_BYTES - MAGIC.length - Short.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).putShort((short) length);
    bytes.put(header.getBytes(StandardCharsets.US_ASCII));
    while (bytes.position() < HEADER_BYTES - 1) {
      bytes.put((byte) ' ');
    }
    bytes.put((byte) '\n');
    writeAll(bytes.flip());
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
