package io.github.nlptoolkit.ngram.internal.count;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads back what {@link RunPart} wrote, n-gram by n-gram. Not thread-safe. */
final class RunReader implements AutoCloseable, Comparable<RunReader> {
  private static final int BUFFER = 1 << 18;

  private final DataInputStream in;
  final int[] path;
  int depth;
  int count;

  RunReader(Path file, int order) throws IOException {
    in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
    path = new int[order];
  }

  /** Reads the next n-gram; false at the end. */
  boolean next() throws IOException {
    int head = in.read();
    if (head < 0) {
      return false;
    }
    depth = head & 0xF;
    for (int i = head >>> 4; i < depth; i++) {
      path[i] = number();
    }
    count = number();
    return true;
  }

  private int number() throws IOException {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int part = in.read();
      if (part < 0) {
        throw new EOFException("a temporary file of counts was cut short");
      }
      value |= (part & 0x7F) << shift;
      if (part < 0x80) {
        return value;
      }
    }
    throw new IOException("a temporary file of counts was changed");
  }

  /** How many words this n-gram and another share, from the last. */
  int shared(int[] other, int otherDepth) {
    int most = Math.min(depth, otherDepth);
    int shared = 0;
    while (shared < most && path[shared] == other[shared]) {
      shared++;
    }
    return shared;
  }

  @Override
  public int compareTo(RunReader other) {
    int shared = shared(other.path, other.depth);
    if (shared < depth && shared < other.depth) {
      return Integer.compare(path[shared], other.path[shared]);
    }
    return Integer.compare(depth, other.depth);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
