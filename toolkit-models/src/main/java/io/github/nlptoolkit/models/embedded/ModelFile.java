package io.github.nlptoolkit.models.embedded;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is read here and there, through one small window. Not mapped: a mapped file cannot be
 * deleted on Windows until the garbage collector comes by. Not thread-safe.
 */
final class ModelFile implements AutoCloseable {

  private static final int WINDOW = 1 << 16;

  private final String name;
  private final FileChannel channel;
  private final long size;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowStart;

  private ModelFile(String name, FileChannel channel, long size) {
    this.name = name;
    this.channel = channel;
    this.size = size;
  }

  /**
   * Opens a file.
   *
   * @param name what messages call it
   */
  static ModelFile open(String name, Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new ModelFile(name, channel, channel.size());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** What messages call it. */
  String name() {
    return name;
  }

  /** Its size in bytes. */
  long size() {
    return size;
  }

  /** One byte, 0 to 255. */
  int byteAt(long position) throws IOException {
    if (position < windowStart || position >= windowStart + window.limit()) {
      window.clear().limit((int) Math.min(WINDOW, size - position));
      windowStart = position;
      read(position, window);
      window.flip();
    }
    return window.get((int) (position - windowStart)) & 0xff;
  }

  /** Fills a buffer from a place on. */
  void read(long position, ByteBuffer into) throws IOException {
    long at = position;
    while (into.hasRemaining()) {
      int n = channel.read(into, at);
      if (n < 0) {
        throw new ModelFormatException(
            name, "byte " + at, into.remaining() + " bytes more", "the end of the file");
      }
      at += n;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
