package io.github.nlptoolkit.models.hub;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models in the cache that this toolkit and Python's huggingface_hub share: {@code
 * models--ORG--NAME/snapshots/COMMIT}, where {@code refs/REVISION} has the commit of a branch or
 * tag. Only reads, and never the network.
 *
 * <p>Source: huggingface_hub 2.4.0, {@code try_to_load_from_cache} and {@code scan_cache_dir}.
 * Immutable and thread-safe.
 */
public final class HubCache {

  private final Path root;

  /**
   * The cache in a folder.
   *
   * @param root the folder; need not exist
   */
  public HubCache(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * The cache of this user: {@code HF_HUB_CACHE}, else {@code $HF_HOME/hub}, else {@code
   * $XDG_CACHE_HOME/huggingface/hub}, else {@code ~/.cache/huggingface/hub}.
   *
   * @return the cache, whose folder need not exist; empty if none is named and the user has no home
   *     folder
   * @throws IllegalArgumentException if a variable has no path
   */
  public static Optional<HubCache> standard() {
    return of(System::getenv);
  }

  /**
   * The same with variables of one's own.
   *
   * @param variables environment variables by name; null for one that is not set
   * @return the cache, whose folder need not exist; empty if none is named and the user has no home
   *     folder
   * @throws IllegalArgumentException if a variable has no path
   */
  public static Optional<HubCache> of(Function<String, @Nullable String> variables) {
    return new HubEnvironment(variables, System.getProperty("user.home"))
        .cache()
        .map(HubCache::new);
  }

  /**
   * The folder of the cache.
   *
   * @return an absolute path; the folder need not exist
   */
  public Path root() {
    return root;
  }

  /**
   * Looks for a model.
   *
   * @param id which model, at which revision
   * @return its checkpoint folder, absolute; empty if it is not there, or lacks its configuration
   *     or weights in safetensors: see {@link #missing}
   * @throws ModelFormatException if its index of weights or its {@code modules.json} is damaged
   * @throws IOException if the cache cannot be read
   */
  public Optional<Path> find(HubId id) throws IOException {
    Optional<Path> snapshot = snapshot(id);
    return snapshot.isPresent() && Snapshot.missing(snapshot.get()).isEmpty()
        ? snapshot
        : Optional.empty();
  }

  /**
   * What a model in the cache lacks. Python downloads single files when they are asked for, so a
   * snapshot may have few.
   *
   * @param id which model, at which revision
   * @return the first file it lacks; empty if it has all, or there is no such model here
   * @throws IOException if the cache cannot be read
   */
  public Optional<String> missing(HubId id) throws IOException {
    Optional<Path> snapshot = snapshot(id);
    return snapshot.isPresent() ? Snapshot.missing(snapshot.get()) : Optional.empty();
  }

  private Optional<Path> snapshot(HubId id) throws IOException {
    return new RepositoryFolder(root, id).snapshot(id.revision());
  }

  /**
   * The models that can be loaded. What is not whole, or damaged, or not a model, is left out.
   *
   * @return immutable; by name, then by commit
   * @throws IOException if the cache cannot be read
   */
  public List<CachedModel> list() throws IOException {
    List<CachedModel> models = new ArrayList<>();
    for (Path folder : children(root)) {
      Optional<String> repository = HubId.repositoryOf(String.valueOf(folder.getFileName()));
      if (repository.isPresent()) {
        addSnapshots(repository.get(), models);
      }
    }
    models.sort(
        Comparator.comparing((CachedModel model) -> model.id().repository())
            .thenComparing(CachedModel::commit));
    return List.copyOf(models);
  }

  private void addSnapshots(String repository, List<CachedModel> models) throws IOException {
    RepositoryFolder folder = new RepositoryFolder(root, new HubId(repository, HubId.MAIN));
    Map<String, String> revisions = revisions(folder.refs());
    for (Path snapshot : children(folder.snapshots())) {
      String commit = String.valueOf(snapshot.getFileName());
      if (!RepositoryFolder.isCommitName(commit)) {
        continue;
      }
      try {
        if (Snapshot.missing(snapshot).isEmpty()) {
          HubId id = new HubId(repository, revisions.getOrDefault(commit, commit));
          models.add(
              new CachedModel(
                  id,
                  commit,
                  snapshot,
                  Snapshot.sizeBytes(snapshot),
                  Snapshot.hiddenSize(snapshot)));
        }
      } catch (ModelFormatException | NoSuchFileException e) {
        // A damaged model, or one that is just being removed: resolving or verifying it says more.
      }
    }
  }

  /** The branch or tag of each commit that has one. */
  private static Map<String, String> revisions(Path refs) throws IOException {
    Map<String, String> revisions = new HashMap<>();
    if (!Files.isDirectory(refs)) {
      return revisions;
    }
    for (Path ref : Snapshot.files(refs)) {
      String revision = refs.relativize(ref).toString().replace('\\', '/');
      if (HubId.tryParse("name@" + revision).isPresent() && Files.isRegularFile(ref)) {
        String commit = RepositoryFolder.readRef(ref);
        if (revision.equals(HubId.MAIN)) {
          revisions.put(commit, revision);
        } else {
          revisions.putIfAbsent(commit, revision);
        }
      }
    }
    return revisions;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Compares every byte of a model's files with the checksums that the cache names the contents by.
   * A new download puts right what is found.
   *
   * @param id which model, at which revision
   * @throws NoSuchFileException if the model is not there, or not all of it
   * @throws ModelFormatException if a file's content is not that of its checksum, or a link leads
   *     out of the model's folder; the message names the file
   * @throws IOException if a file cannot be read, or the cache has no checksum of it, which happens
   *     where Python found no symbolic links
   */
  public void verify(HubId id) throws IOException {
    Objects.requireNonNull(id, "id");
    RepositoryFolder folder = new RepositoryFolder(root, id);
    Optional<Path> snapshot = snapshot(id);
    if (snapshot.isEmpty()) {
      throw new NoSuchFileException(folder.root().toString(), null, "no " + id + " is cached here");
    }
    Optional<String> missing = Snapshot.missing(snapshot.get());
    if (missing.isPresent()) {
      Path file = snapshot.get().resolve(missing.get());
      throw new NoSuchFileException(file.toString(), null, id + " is not whole");
    }
    List<Path> unknown = new ArrayList<>();
    for (Path file : Snapshot.files(snapshot.get())) {
      if (!Snapshot.verify(file, folder.blobs())) {
        unknown.add(file);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IOException(
          "the cache has no checksum of "
              + unknown.size()
              + " files, or they are damaged, the first of them "
              + unknown.get(0)
              + "; downloading "
              + id
              + " again checks them");
    }
  }
}
