package io.github.nlptoolkit.vectors.cache;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A file of vectors that only grows. Records carry checksums; what a crash has left of the last one
 * is cut off. Not thread-safe. A {@link RandomAccessFile}, as an interrupt closes a channel.
 */
final class VectorLog implements Closeable {
  private static final long MAGIC = 0x4e4c50564543_0001L;
  private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;

  private final RandomAccessFile file;
  private final int dimension;
  private final Map<TextHash, Long> places = new HashMap<>();
  private long end;

  private VectorLog(RandomAccessFile file, int dimension) {
    this.file = file;
    this.dimension = dimension;
  }

  /**
   * Opens a file, or makes one; one that is not such a file, or of another dimension, is emptied.
   */
  static VectorLog open(Path path, int dimension) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      VectorLog log = new VectorLog(file, dimension);
      log.load();
      return log;
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private void load() throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).putLong(MAGIC).putInt(dimension);
    byte[] found = new byte[HEADER_BYTES];
    long length = file.length();
    if (length >= HEADER_BYTES) {
      file.readFully(found);
    }
    end = HEADER_BYTES;
    if (!Arrays.equals(found, header.array())) {
      file.setLength(0);
      file.write(header.array());
      return;
    }
    byte[] record = new byte[recordBytes()];
    while (length - end >= record.length) {
      file.readFully(record);
      ByteBuffer bytes = ByteBuffer.wrap(record);
      TextHash hash = TextHash.read(bytes);
      if (bytes.getInt(record.length - Integer.BYTES) != checksum(record)) {
        break;
      }
      places.put(hash, end);
      end += record.length;
    }
    file.setLength(end);
  }

  private int recordBytes() {
    return TextHash.BYTES + Float.BYTES * dimension + Integer.BYTES;
  }

  private static int checksum(byte[] record) {
    CRC32 crc = new CRC32();
    crc.update(record, 0, record.length - Integer.BYTES);
    return (int) crc.getValue();
  }

  boolean has(TextHash hash) {
    return places.containsKey(hash);
  }

  int size() {
    return places.size();
  }

  long sizeBytes() {
    return end;
  }

  /** A vector that is there, or an empty array if its record has been damaged since. */
  float[] read(TextHash hash) throws IOException {
    Long place = places.get(hash);
    if (place == null) {
      return new float[0];
    }
    byte[] record = new byte[recordBytes()];
    file.seek(place);
    file.readFully(record);
    ByteBuffer bytes = ByteBuffer.wrap(record);
    boolean isWhole =
        TextHash.read(bytes).equals(hash)
            && bytes.getInt(record.length - Integer.BYTES) == checksum(record);
    if (!isWhole) {
      places.remove(hash);
      return new float[0];
    }
    float[] vector = new float[dimension];
    bytes.asFloatBuffer().get(vector);
    return vector;
  }

  void append(TextHash hash, float[] vector) throws IOException {
    byte[] record = new byte[recordBytes()];
    ByteBuffer bytes = ByteBuffer.wrap(record);
    hash.write(bytes);
    bytes.asFloatBuffer().put(vector);
    bytes.putInt(record.length - Integer.BYTES, checksum(record));
    file.seek(end);
    file.write(record);
    places.put(hash, end);
    end += record.length;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      file.getFD().sync();
    }
  }
}
