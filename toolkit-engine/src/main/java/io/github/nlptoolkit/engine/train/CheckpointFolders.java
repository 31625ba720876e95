package io.github.nlptoolkit.engine.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folders of checkpoints in one folder. A checkpoint is there in whole or not at all: it is
 * written beside its place, forced to the disk and moved; older ones go only after that. Not
 * thread-safe.
 */
final class CheckpointFolders {
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,18})");
  private static final Pattern UNFINISHED =
      Pattern.compile("\\.checkpoint-\\d+\\.[-0-9a-f]+\\.tmp");

  private final Path folder;
  private final int keep;

  CheckpointFolders(Path folder, int keep) {
    this.folder = folder;
    this.keep = keep;
  }

  /** Writes the files of a checkpoint. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /** Makes the folder, and clears away what a process that was killed has left unfinished. */
  void prepare() throws IOException {
    Files.createDirectories(folder);
    for (Path path : matching(UNFINISHED)) {
      delete(path);
    }
  }

  /** The newest checkpoint. */
  Optional<Path> latest() throws IOException {
    List<Path> all = all();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Writes one; the others stay as they are if that fails. */
  Path save(long step, Content content) throws IOException {
    Path target = folder.resolve("checkpoint-" + step);
    Path unfinished = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    boolean moved = false;
    try {
      Files.createDirectory(unfinished);
      content.writeTo(unfinished);
      forceEntries(unfinished);
      delete(target);
      move(unfinished, target);
      moved = true;
    } finally {
      if (!moved) {
        delete(unfinished);
      }
    }
    forceEntries(folder);
    List<Path> all = all();
    for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
      delete(old);
    }
    return target;
  }

  /** All checkpoints, the oldest first. */
  private List<Path> all() throws IOException {
    List<Path> found = matching(NAME);
    found.sort(Comparator.comparingLong(CheckpointFolders::step));
    return found;
  }

  private List<Path> matching(Pattern name) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return new ArrayList<>(
          entries
              .filter(path -> name.matcher(path.getFileName().toString()).matches())
              .filter(Files::isDirectory)
              .toList());
    }
  }

  private static long step(Path checkpoint) {
    Matcher matcher = NAME.matcher(checkpoint.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  /** Forces a folder's list of names to the disk, where the system lets a folder be opened. */
  private static void forceEntries(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folder, and needs no such call.
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> all = Files.walk(folder)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
