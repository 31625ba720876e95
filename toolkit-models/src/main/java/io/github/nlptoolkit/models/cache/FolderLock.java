package io.github.nlptoolkit.models.cache;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everyone else from a folder: other threads by a mutex, other processes by a lock on a file
 * beside it. The system gives the lock back when a process dies. Not thread-safe: the thread that
 * acquires it closes it.
 */
public final class FolderLock implements AutoCloseable {

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * A file lock belongs to the process, so threads need a mutex of their own; it must be one for
   * all stores that share a folder, hence static. One small entry for each folder ever locked.
   */
  private static final ConcurrentHashMap<Path, ReentrantLock> MUTEXES = new ConcurrentHashMap<>();

  private final ReentrantLock mutex;
  private final FileChannel channel;

  private FolderLock(ReentrantLock mutex, FileChannel channel) {
    this.mutex = mutex;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param file the lock file, created if absent and never deleted: deleting it would let two
   *     holders lock two files of one name
   * @return the lock, held
   * @throws InterruptedIOException if the thread is interrupted while it waits for another thread
   * @throws IOException if the file cannot be opened or locked
   */
  public static FolderLock acquire(Path file) throws IOException {
    ReentrantLock mutex =
        MUTEXES.computeIfAbsent(file.toAbsolutePath().normalize(), key -> new ReentrantLock());
    try {
      mutex.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("interrupted while waiting for " + file);
      interrupted.initCause(e);
      throw interrupted;
    }
    FileChannel channel = null;
    boolean held = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      waitFor(channel, file);
      held = true;
      return new FolderLock(mutex, channel);
    } finally {
      if (!held) {
        release(mutex, channel);
      }
    }
  }

  private static void waitFor(FileChannel channel, Path file) throws IOException {
    while (true) {
      try {
        FileLock lock = channel.lock();
        if (lock.isValid()) {
          return;
        }
      } catch (OverlappingFileLockException e) {
        // This process holds it, yet not through our mutex: a second copy of this class (two web
        // applications in one server), or the same file by another name. Nothing tells us when it
        // is free.
        LockSupport.parkNanos(RETRY_NANOS);
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while waiting for " + file);
        }
      }
    }
  }

  private static void release(ReentrantLock mutex, @Nullable FileChannel channel)
      throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Makes sure that the lock is still held: whoever writes without it could hurt another.
   *
   * @throws IOException if the channel was closed, as an interrupt does
   */
  public void check() throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
  }

  /**
   * Gives the lock back.
   *
   * @throws IOException if the file cannot be closed; the lock is given back all the same
   */
  @Override
  public void close() throws IOException {
    release(mutex, channel);
  }
}
