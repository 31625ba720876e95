package io.github.nlptoolkit.models.cache;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Folders of models, one per name, each written once and whole.
 *
 * <p>A folder is written beside its place under a lock that threads and processes share, forced to
 * the disk, described by a manifest with every file's size, time and SHA-256, and moved into place
 * in one step. What a killed process left behind is removed by the next one that writes.
 *
 * <p>A folder is used only while it is as it was written. Every look compares sizes and times of
 * change, which opens no file but the manifest; where a time differs, the file's content is hashed.
 * So a file that was cut short or written over is noticed; bytes that rot on the disk without
 * anyone writing are noticed by {@link #verify}. A folder that does not fit its manifest is written
 * anew.
 *
 * <p>Thread-safe; any number of stores, in any number of processes, may share a root.
 */
public final class ModelStore {

  private final Path root;

  /**
   * Makes the store; creates nothing.
   *
   * @param root the folder that holds the models' folders
   */
  public ModelStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** What writes a model's files. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all files.
     *
     * @param folder an empty folder
     * @return where they come from, one line: what {@link #find} is asked to accept
     * @throws IOException if they cannot be written; the folder is removed then
     */
    String writeTo(Path folder) throws IOException;
  }

  /**
   * Where a model's folder lies or will lie.
   *
   * @param name the model's name: letters, digits, dots, hyphens and underscores
   * @return an absolute path
   * @throws IllegalArgumentException if the name has other characters
   */
  public Path folder(String name) {
    boolean plain = !name.isEmpty() && name.charAt(0) != '.';
    for (int i = 0; i < name.length(); i++) {
      plain &= isNameCharacter(name.charAt(i));
    }
    if (!plain) {
      throw new IllegalArgumentException(
          "name must be letters, digits, dots (not first), hyphens and underscores, got \""
              + name
              + "\"");
    }
    return root.resolve(name);
  }

  static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
  }

  /**
   * Looks for a model that is as it was written.
   *
   * @param name the model's name
   * @param origin accepts the origin that was recorded when the model was written
   * @return its folder; empty if there is none, or it is damaged, or its origin is not accepted
   * @throws IOException if the folder is there and cannot be read
   */
  public Optional<Path> find(String name, Predicate<String> origin) throws IOException {
    Path folder = folder(name);
    try {
      Optional<Manifest> manifest = usable(folder, origin);
      return manifest.isPresent() && manifest.get().settle(folder)
          ? Optional.of(folder)
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty(); // another process is just replacing it
    } catch (IOException e) {
      throw named(name, e);
    }
  }

  /**
   * Looks for a model, and writes it if it is not there or not as it was written.
   *
   * @param name the model's name
   * @param origin accepts the origin that was recorded when the model was written
   * @param content what writes it; called under the lock, once by all threads and processes that
   *     ask at the same time
   * @return its folder
   * @throws ModelFormatException if the content says so
   * @throws IOException if the model cannot be stored; the message names the root
   */
  public Path findOrWrite(String name, Predicate<String> origin, Content content)
      throws IOException {
    Optional<Path> found = find(name, origin);
    if (found.isPresent()) {
      return found.get();
    }
    try {
      Files.createDirectories(root);
      try (FolderLock held = FolderLock.acquire(root.resolve("." + name + ".lock"))) {
        found = find(name, origin); // someone may have written it while we waited
        return found.isPresent() ? found.get() : write(name, content, held);
      }
    } catch (IOException e) {
      throw named(name, e);
    }
  }

  /**
   * The size of a model that is there.
   *
   * @param name the model's name
   * @param origin accepts the origin that was recorded when the model was written
   * @return the sum of its files' sizes in bytes; empty if {@link #find} would not find it by sizes
   * @throws IOException if the folder is there and cannot be read
   */
  public OptionalLong sizeBytes(String name, Predicate<String> origin) throws IOException {
    try {
      Optional<Manifest> manifest = usable(folder(name), origin);
      return manifest.isPresent()
          ? OptionalLong.of(manifest.get().sizeBytes())
          : OptionalLong.empty();
    } catch (IOException e) {
      throw named(name, e);
    }
  }

  /**
   * Reads every byte of a model and compares it with what was written. A model that fails is not
   * found any more, so that it is written anew.
   *
   * @param name the model's name
   * @throws NoSuchFileException if the model is not there
   * @throws ModelFormatException if a file is not as it was written; it names the file and both
   *     hashes
   * @throws IOException if a file cannot be read
   */
  public void verify(String name) throws IOException {
    Path folder = folder(name);
    Optional<Manifest> manifest = Manifest.read(folder);
    if (manifest.isEmpty()) {
      throw new NoSuchFileException(folder.toString(), null, "no model was stored here");
    }
    try {
      manifest.get().verify(folder);
    } catch (ModelFormatException e) {
      try {
        Manifest.revoke(folder);
      } catch (IOException readOnly) {
        e.addSuppressed(readOnly);
      }
      throw e;
    }
  }

  private static Optional<Manifest> usable(Path folder, Predicate<String> origin)
      throws IOException {
    Optional<Manifest> manifest;
    try {
      manifest = Manifest.read(folder);
    } catch (ModelFormatException e) {
      return Optional.empty(); // a damaged manifest vouches for nothing: the model is written anew
    }
    if (manifest.isEmpty()
        || !origin.test(manifest.get().origin())
        || manifest.get().compare(folder) == Manifest.State.DAMAGED) {
      return Optional.empty();
    }
    return manifest;
  }

  private Path write(String name, Content content, FolderLock held) throws IOException {
    Path folder = root.resolve(name);
    String prefix = "." + name + "~"; // no name has a tilde, so no other model's folder starts so
    Folders.deleteLeftovers(root, prefix);
    // Not createTempDirectory: its folders are closed to other users, who may share the cache.
    Path fresh = Files.createDirectory(root.resolve(prefix + UUID.randomUUID()));
    boolean done = false;
    try {
      String origin = content.writeTo(fresh);
      if (origin.isBlank() || origin.lines().count() != 1) {
        throw new IllegalArgumentException("origin must be one line, got \"" + origin + "\"");
      }
      Manifest.of(fresh, origin, Instant.now()).write(fresh);
      Folders.force(fresh);
      held.check();
      if (Files.exists(folder)) {
        // A folder cannot be moved onto a full one. Moved aside it is a leftover, removed below.
        Folders.move(folder, root.resolve(fresh.getFileName() + ".replaced"));
      }
      Folders.move(fresh, folder);
      Folders.forceEntries(root);
      done = true;
    } finally {
      if (!done) {
        Folders.delete(fresh);
      }
    }
    Folders.deleteLeftovers(root, prefix);
    return folder;
  }

  /** A failure that is not the model's is the cache's: says which cache, and what can be done. */
  private IOException named(String name, IOException e) {
    if (e instanceof ModelFormatException
        || e instanceof InterruptedIOException
        || e instanceof ClosedByInterruptException
        || e instanceof FileLockInterruptionException) {
      return e;
    }
    String reason = e instanceof FileSystemException ? e.getClass().getSimpleName() + ": " : "";
    return new IOException(
        "cannot keep the model "
            + name
            + " in the cache folder "
            + root
            + " ("
            + reason
            + e.getMessage()
            + "); "
            + CacheFolder.HOW_TO_CHOOSE,
        e);
  }
}
