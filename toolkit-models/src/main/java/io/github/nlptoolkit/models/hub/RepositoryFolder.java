package io.github.nlptoolkit.models.hub;

import io.github.nlptoolkit.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The folder of one model in the cache, as huggingface_hub lays it out: {@code blobs/ETAG} has the
 * contents, {@code snapshots/COMMIT/FILE} links to them, {@code refs/REVISION} has the commit of a
 * branch or tag; {@code ../.locks} has a lock for each content. Immutable.
 */
final class RepositoryFolder {

  /** No name of huggingface_hub, so that neither writes into the other's unfinished files. */
  private static final String PARTIAL = ".nlptoolkit.incomplete";

  /** What a folder of snapshots is named; commits, but nothing here depends on their length. */
  private static final Pattern COMMIT = Pattern.compile("[0-9A-Za-z]{1,64}");

  private static final long MAX_REF_BYTES = 256;

  private final Path root;
  private final Path locks;

  RepositoryFolder(Path cache, HubId id) {
    this.root = cache.resolve(id.folderName());
    this.locks = cache.resolve(".locks").resolve(id.folderName());
  }

  Path root() {
    return root;
  }

  Path blobs() {
    return root.resolve("blobs");
  }

  Path blob(Etag etag) {
    return blobs().resolve(etag.digits());
  }

  Path partial(Etag etag) {
    return blobs().resolve(etag.digits() + PARTIAL);
  }

  Path lock(Etag etag) {
    return locks.resolve(etag.digits() + ".lock");
  }

  Path snapshots() {
    return root.resolve("snapshots");
  }

  Path refs() {
    return root.resolve("refs");
  }

  static boolean isCommitName(String name) {
    return COMMIT.matcher(name).matches();
  }

  void createFolders() throws IOException {
    Files.createDirectories(blobs());
    Files.createDirectories(locks);
  }

  /** The snapshot that a revision stands for; empty if there is none. */
  Optional<Path> snapshot(String revision) throws IOException {
    Path ref = refs().resolve(revision);
    String commit = Files.isRegularFile(ref) ? readRef(ref) : revision;
    if (!isCommitName(commit)) {
      return Optional.empty();
    }
    Path snapshot = snapshots().resolve(commit);
    return Files.isDirectory(snapshot) ? Optional.of(snapshot) : Optional.empty();
  }

  /** The commit that the file of a revision has; empty if it cannot be one. */
  static String readRef(Path ref) throws IOException {
    return Files.size(ref) > MAX_REF_BYTES
        ? ""
        : new String(Files.readAllBytes(ref), StandardCharsets.ISO_8859_1).strip();
  }

  void writeRef(String revision, String commit) throws IOException {
    Path ref = refs().resolve(revision);
    if (!Files.isRegularFile(ref) || !readRef(ref).equals(commit)) {
      Files.createDirectories(ref.resolveSibling("."));
      AtomicFile.write(ref, out -> out.write(commit.getBytes(StandardCharsets.UTF_8)));
    }
  }

  Path pointer(String commit, String file) {
    return snapshots().resolve(commit).resolve(file);
  }

  /** Makes a name lead to a content, in one step; a name that already does is left alone. */
  void link(Path pointer, Path blob, boolean symbolic) throws IOException {
    if (Files.isRegularFile(pointer) && Files.isSameFile(pointer, blob)) {
      return;
    }
    Path folder = pointer.resolveSibling(".").normalize();
    Files.createDirectories(folder);
    Path fresh = folder.resolve("." + UUID.randomUUID() + ".tmp");
    try {
      if (!(symbolic && linkSymbolically(fresh, folder.relativize(blob)))
          && !linkHard(fresh, blob)) {
        Files.copy(blob, fresh);
      }
      move(fresh, pointer);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static boolean linkSymbolically(Path link, Path target) throws IOException {
    try {
      Files.createSymbolicLink(link, target);
      return true;
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return false; // FAT has none, and Windows asks for a right that few users have
    }
  }

  private static boolean linkHard(Path link, Path target) throws IOException {
    try {
      Files.createLink(link, target);
      return true;
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return false;
    }
  }

  static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
