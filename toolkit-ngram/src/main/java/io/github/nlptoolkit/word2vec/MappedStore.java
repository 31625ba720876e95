package io.github.nlptoolkit.word2vec;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.word2vec.internal.kernel.VectorKernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Words and vectors in a mapped file, laid out by {@link MappedLayout}. A word is found by a hash
 * table in the file, so that opening reads nothing but the header.
 */
final class MappedStore implements VectorStore {

  private static final int SEGMENT_BYTES = 1 << 30;

  private final Path file;
  private final MappedLayout layout;
  private final int rowsPerSegment;
  private final FloatBuffer[] vectors;
  private final FloatBuffer norms;
  private final LongBuffer frequencies;
  private final LongBuffer wordStarts;
  private final ByteBuffer words;
  private final IntBuffer slots;

  private MappedStore(Path file, MappedLayout layout, FileChannel channel) throws IOException {
    this.file = file;
    this.layout = layout;
    int rowBytes = layout.dimension() * Float.BYTES;
    rowsPerSegment = Math.max(1, SEGMENT_BYTES / rowBytes);
    int segments = (layout.rows() + rowsPerSegment - 1) / rowsPerSegment;
    vectors = new FloatBuffer[segments];
    for (int i = 0; i < segments; i++) {
      int first = i * rowsPerSegment;
      long length = (long) Math.min(rowsPerSegment, layout.rows() - first) * rowBytes;
      long start = layout.vectorsAt() + (long) first * rowBytes;
      vectors[i] = map(channel, start, length).asFloatBuffer();
    }
    long count = layout.count();
    norms = map(channel, layout.normsAt(), count * Float.BYTES).asFloatBuffer();
    frequencies = map(channel, layout.frequenciesAt(), count * Long.BYTES).asLongBuffer();
    wordStarts = map(channel, layout.wordStartsAt(), (count + 1) * Long.BYTES).asLongBuffer();
    words = map(channel, layout.wordsAt(), layout.wordsLength());
    slots = map(channel, layout.slotsAt(), layout.slotCount() * Integer.BYTES).asIntBuffer();
  }

  static MappedStore open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MappedLayout layout = MappedLayout.read(file, channel);
      MappedStore store = new MappedStore(file, layout, channel);
      long end = store.wordStarts.get(layout.count());
      if (store.wordStarts.get(0) != 0 || end != layout.wordsLength()) {
        throw new ModelFormatException(
            file,
            "words",
            layout.wordsLength() + " bytes",
            "places from " + store.wordStarts.get(0) + " to " + end);
      }
      return store;
    }
  }

  static void write(VectorStore store, @Nullable Subwords subwords, Path file) throws IOException {
    MappedWriter.write(store, subwords, file);
  }

  private static ByteBuffer map(FileChannel channel, long start, long length) throws IOException {
    return channel.map(FileChannel.MapMode.READ_ONLY, start, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Nullable Subwords subwords() {
    return layout.subwords();
  }

  @Override
  public int count() {
    return layout.count();
  }

  @Override
  public int dimension() {
    return layout.dimension();
  }

  @Override
  public int rows() {
    return layout.rows();
  }

  @Override
  public String word(int row) {
    return new String(bytesOf(row), StandardCharsets.UTF_8);
  }

  private byte[] bytesOf(int row) {
    long start = wordStarts.get(row);
    long end = wordStarts.get(row + 1);
    if (start < 0 || end < start || end > words.capacity()) {
      throw new UncheckedIOException(
          new ModelFormatException(
              file,
              "word " + row,
              "a place in the " + words.capacity() + " bytes of words",
              "[" + start + ", " + end + ")"));
    }
    byte[] bytes = new byte[(int) (end - start)];
    words.get((int) start, bytes);
    return bytes;
  }

  @Override
  public int find(String word) {
    byte[] wanted = word.getBytes(StandardCharsets.UTF_8);
    int mask = slots.capacity() - 1;
    int slot = MappedLayout.slot(wanted, mask);
    // A damaged table may have no free slot.
    for (int tries = slots.capacity(); tries > 0; tries--) {
      int row = slots.get(slot) - 1;
      if (row < 0 || row >= count()) {
        return -1;
      }
      if (java.util.Arrays.equals(bytesOf(row), wanted)) {
        return row;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  @Override
  public long frequency(int row) {
    return frequencies.get(row);
  }

  @Override
  public float norm(int row) {
    return norms.get(row);
  }

  @Override
  public void copy(int row, float[] target, int at) {
    vectors[row / rowsPerSegment].get(row % rowsPerSegment * dimension(), target, at, dimension());
  }

  @Override
  public void dots(
      VectorKernel kernel, float[] query, int from, int count, float[] result, float[] scratch) {
    int dimension = dimension();
    for (int done = 0; done < count; ) {
      int row = from + done;
      int inSegment = row % rowsPerSegment;
      int some = Math.min(count - done, rowsPerSegment - inSegment);
      vectors[row / rowsPerSegment].get(
          inSegment * dimension, scratch, done * dimension, some * dimension);
      done += some;
    }
    kernel.dots(query, scratch, 0, dimension, count, result);
  }

  @Override
  public int scratchSize() {
    return BLOCK * dimension();
  }
}
