package io.github.nlptoolkit.word2vec;

import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes the parts of a {@link MappedLayout} in order, through one buffer. Not thread-safe. */
final class MappedWriter {

  private static final int BUFFER = 1 << 16;

  private final VectorStore store;
  private final MappedLayout layout;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private long written;

  private MappedWriter(VectorStore store, MappedLayout layout, FileChannel channel) {
    this.store = store;
    this.layout = layout;
    this.channel = channel;
  }

  static void write(VectorStore store, @Nullable Subwords subwords, Path file) throws IOException {
    long length = 0;
    for (int row = 0; row < store.count(); row++) {
      length += bytes(store, row).length;
    }
    long slots = MappedLayout.slotsFor(store.count());
    MappedLayout layout =
        new MappedLayout(store.dimension(), store.count(), subwords, length, slots);
    layout.check();
    AtomicFile.writeSeekable(file, channel -> new MappedWriter(store, layout, channel).write());
  }

  private static byte[] bytes(VectorStore store, int row) {
    return store.word(row).getBytes(StandardCharsets.UTF_8);
  }

  private void write() throws IOException {
    put(layout.header());
    vectors();
    startAt(layout.normsAt());
    for (int row = 0; row < store.count(); row++) {
      room(Float.BYTES).putFloat(store.norm(row));
    }
    startAt(layout.frequenciesAt());
    for (int row = 0; row < store.count(); row++) {
      room(Long.BYTES).putLong(store.frequency(row));
    }
    words();
    startAt(layout.slotsAt());
    for (int slot : slots()) {
      room(Integer.BYTES).putInt(slot);
    }
    flush();
  }

  private void vectors() throws IOException {
    float[] values = new float[store.dimension()];
    for (int row = 0; row < store.rows(); row++) {
      store.copy(row, values, 0);
      for (float value : values) {
        room(Float.BYTES).putFloat(value);
      }
    }
  }

  private void words() throws IOException {
    startAt(layout.wordStartsAt());
    long start = 0;
    for (int row = 0; row < store.count(); row++) {
      room(Long.BYTES).putLong(start);
      start += bytes(store, row).length;
    }
    room(Long.BYTES).putLong(start);
    startAt(layout.wordsAt());
    for (int row = 0; row < store.count(); row++) {
      put(bytes(store, row));
    }
  }

  private int[] slots() {
    int[] slots = new int[(int) layout.slotCount()];
    int mask = slots.length - 1;
    for (int row = 0; row < store.count(); row++) {
      int slot = MappedLayout.slot(bytes(store, row), mask);
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = row + 1;
    }
    return slots;
  }

  /** Zeros up to a place. */
  private void startAt(long place) throws IOException {
    while (written + buffer.position() < place) {
      room(1).put((byte) 0);
    }
  }

  private void put(byte[] bytes) throws IOException {
    for (int at = 0; at < bytes.length; ) {
      int some = Math.min(bytes.length - at, room(1).remaining());
      buffer.put(bytes, at, some);
      at += some;
    }
  }

  private ByteBuffer room(int size) throws IOException {
    if (buffer.remaining() < size) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      written += channel.write(buffer);
    }
    buffer.clear();
  }
}
