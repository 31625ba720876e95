package io.github.nlptoolkit.models.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders: moved, forced to the disk, removed. */
final class Folders {

  private Folders() {}

  static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  /** Forces every file and folder under a folder to the disk. */
  static void force(Path folder) throws IOException {
    for (Path path : deepestFirst(folder)) {
      if (Files.isDirectory(path)) {
        forceEntries(path);
      } else {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
  }

  /** Forces a folder's list of names to the disk, where the system lets a folder be opened. */
  static void forceEntries(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folder, and needs no such call.
    }
  }

  /**
   * Removes everything in a folder whose name starts with a prefix. What cannot be removed, because
   * the system keeps an open file from it, stays for the next time.
   */
  static void deleteLeftovers(Path folder, String prefix) throws IOException {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(
            folder, path -> String.valueOf(path.getFileName()).startsWith(prefix))) {
      for (Path path : found) {
        try {
          delete(path);
        } catch (FileSystemException e) {
          // In use: the next one who writes tries again.
        }
      }
    }
  }

  /** Removes a folder with all that is in it; links are removed, not followed. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      for (Path path : deepestFirst(folder)) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static List<Path> deepestFirst(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
