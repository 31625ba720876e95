package io.github.nlptoolkit.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file in whole or not at all: into a temporary file beside it, forced to the disk, then
 * moved into place. A failure on the way, a full disk too, leaves the old file as it was and no
 * temporary file. Immutable and thread-safe.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** What writes the content. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the whole content; does not need to close the stream.
     *
     * @param out where to; not buffered
     * @throws IOException if it cannot
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /** What writes content whose beginning is known only at its end. */
  @FunctionalInterface
  public interface SeekableContent {
    /**
     * Writes the whole content; does not need to close the channel.
     *
     * @param channel where to; empty, open for reading and writing
     * @throws IOException if it cannot
     */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param target the file; replaced if it exists; its folder must exist
   * @param content what writes its content
   * @throws IOException if the content cannot be written or moved into place
   */
  public static void write(Path target, Content content) throws IOException {
    writeSeekable(target, channel -> content.writeTo(Channels.newOutputStream(channel)));
  }

  /**
   * Writes a file whose beginning is known only at its end.
   *
   * @param target the file; replaced if it exists; its folder must exist
   * @param content what writes its content
   * @throws IOException if the content cannot be written or moved into place
   */
  public static void writeSeekable(Path target, SeekableContent content) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("target must be a file, got " + target);
    }
    // Not createTempFile: its files, and so the target, are closed to other users.
    Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    boolean moved = false;
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      move(temporary, target);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
