package io.github.nlptoolkit.bert.train;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder that is there in whole or not at all: written beside its place and moved. */
public final class NewFolder {
  private NewFolder() {}

  /** Writes the files of a folder. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes them.
     *
     * @param folder where to; there and empty
     * @throws IOException if one cannot be written
     */
    void writeTo(Path folder) throws IOException;
  }

  /**
   * Refuses a place where something is.
   *
   * @param target the place
   * @throws IOException if it cannot be looked at
   * @throws IllegalArgumentException if it is there and no empty folder
   */
  public static void requireFree(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    boolean empty = false;
    if (Files.isDirectory(target)) {
      try (Stream<Path> entries = Files.list(target)) {
        empty = entries.findAny().isEmpty();
      }
    }
    if (!empty) {
      throw new IllegalArgumentException(
          target + " is there already: name a folder that is new or empty");
    }
  }

  /**
   * Makes a folder.
   *
   * @param target where; it must not exist, or be an empty folder
   * @param content writes its files
   * @throws IOException if it cannot be written; then it is not there
   * @throws IllegalArgumentException if it is there and no empty folder
   */
  public static void write(Path target, Content content) throws IOException {
    requireFree(target);
    Path parent = target.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("target must be a folder, got " + target);
    }
    Files.createDirectories(parent);
    Path unfinished = parent.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    boolean moved = false;
    try {
      Files.createDirectory(unfinished);
      content.writeTo(unfinished);
      Files.deleteIfExists(target);
      move(unfinished, target);
      moved = true;
    } finally {
      if (!moved) {
        delete(unfinished);
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
