package io.github.nlptoolkit.vectors.cache;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in two files of a folder: when the newer is half of what is allowed, it takes the place
 * of the older. What is found in the older is copied, so that what is in use stays. Thread-safe.
 */
final class DiskCache implements Closeable {
  private static final String NEWER = "newer.vectors";
  private static final String OLDER = "older.vectors";

  private final Path folder;
  private final int dimension;
  private final long mostBytes;
  private final FileChannel lockFile;
  private VectorLog newer;
  private VectorLog older;
  private @Nullable IOException failure;

  private DiskCache(
      Path folder,
      int dimension,
      long mostBytes,
      FileChannel lockFile,
      VectorLog newer,
      VectorLog older) {
    this.folder = folder;
    this.dimension = dimension;
    this.mostBytes = mostBytes;
    this.lockFile = lockFile;
    this.newer = newer;
    this.older = older;
  }

  static DiskCache open(Path folder, int dimension, long mostBytes) throws IOException {
    Files.createDirectories(folder);
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(folder, lockFile);
      VectorLog newer = VectorLog.open(folder.resolve(NEWER), dimension);
      VectorLog older = VectorLog.open(folder.resolve(OLDER), dimension);
      return new DiskCache(folder, dimension, mostBytes, lockFile, newer, older);
    } catch (IOException | RuntimeException | Error e) {
      lockFile.close();
      throw e;
    }
  }

  private static void lock(Path folder, FileChannel lockFile) throws IOException {
    FileLock lock;
    try {
      lock = lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      throw new IOException("the cache " + folder + " is open already", e);
    }
    if (lock == null) {
      throw new IOException("the cache " + folder + " is open in another process");
    }
  }

  /** A vector, or an empty array. */
  synchronized float[] get(TextHash hash) {
    try {
      if (newer.has(hash)) {
        return newer.read(hash);
      }
      float[] vector = older.read(hash);
      if (vector.length > 0) {
        put(hash, vector);
      }
      return vector;
    } catch (IOException e) {
      failure = e;
      return new float[0];
    }
  }

  /** Keeps a vector; after a failure, of a full disk maybe, nothing more is kept. */
  synchronized void put(TextHash hash, float[] vector) {
    if (failure != null || newer.has(hash)) {
      return;
    }
    try {
      newer.append(hash, vector);
      if (newer.sizeBytes() >= mostBytes / 2) {
        turnOver();
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void turnOver() throws IOException {
    older.close();
    newer.close();
    Files.move(folder.resolve(NEWER), folder.resolve(OLDER), StandardCopyOption.REPLACE_EXISTING);
    older = VectorLog.open(folder.resolve(OLDER), dimension);
    newer = VectorLog.open(folder.resolve(NEWER), dimension);
  }

  synchronized @Nullable IOException failure() {
    return failure;
  }

  @Override
  public synchronized void close() throws IOException {
    try (lockFile) {
      newer.close();
    } finally {
      older.close();
    }
  }
}
