package io.github.nlptoolkit.models;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.cache.CacheFolder;
import io.github.nlptoolkit.models.cache.ModelStore;
import io.github.nlptoolkit.models.embedded.EmbeddedModel;
import io.github.nlptoolkit.models.embedded.EmbeddedModels;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds models by name. A name is the path of an existing checkpoint folder, or else a short name
 * of a model that comes in a jar; those are imported into the cache when they are first asked for,
 * which takes a second or two, and found there from then on. Nothing is ever downloaded.
 *
 * <p>An import happens once, however many threads and processes ask at the same time. A cached
 * folder is used only if its files have the sizes and times of change they were written with, or
 * the content; otherwise it is imported again.
 *
 * <p>Immutable and thread-safe.
 */
public final class Models {

  /** The model that is used where none is named. */
  public static final String DEFAULT = "all-MiniLM-L6-v2";

  private final Path cache;
  private final EmbeddedModels embedded;

  Models(Path cache, List<EmbeddedModel> known, @Nullable ClassLoader loader) {
    this.cache = cache.toAbsolutePath().normalize();
    this.embedded = new EmbeddedModels(new ModelStore(this.cache.resolve("models")), known, loader);
  }

  /**
   * The models of this machine, with the cache of {@link CacheFolder#standard}.
   *
   * @return a source of models
   * @throws IllegalStateException if no cache folder is named and the user has no home folder
   */
  public static Models standard() {
    return at(CacheFolder.standard());
  }

  /**
   * The same models, with a cache of one's own.
   *
   * @param cache the folder to keep imported models in; created when something is written
   * @return a source of models
   */
  public static Models at(Path cache) {
    return new Models(cache, EmbeddedModels.known(), null);
  }

  /**
   * The folder that imported models are kept in.
   *
   * @return an absolute path; the folder need not exist
   */
  public Path cache() {
    return cache;
  }

  /**
   * The checkpoint folder of a model; imports it first if need be.
   *
   * @param name the path of an existing folder, or a short name as {@link #list} has it; a folder
   *     comes before a short name
   * @return the folder, absolute for a short name and as given otherwise
   * @throws IllegalArgumentException if it is neither; the message has the known names
   * @throws FileNotFoundException if the model is neither imported nor on the class path; the
   *     message names the Maven artifact to add
   * @throws ModelFormatException if the jar on the class path does not hold the model
   * @throws IOException if the cache cannot be read or written; the message names the folder and
   *     says how to choose another
   */
  public Path resolve(String name) throws IOException {
    Objects.requireNonNull(name, "name");
    Optional<Path> path = path(name);
    if (path.isPresent() && Files.isDirectory(path.get())) {
      return path.get();
    }
    Optional<Path> folder = embedded.resolve(name);
    if (folder.isPresent()) {
      return folder.get();
    }
    throw new IllegalArgumentException(
        "name must be a checkpoint folder or one of "
            + embedded.models().stream().map(EmbeddedModel::name).collect(Collectors.joining(", "))
            + ", got \""
            + name
            + "\""
            + path.map(Models::whatIsThere).orElse(""));
  }

  private static Optional<Path> path(String name) {
    try {
      return name.isBlank() ? Optional.empty() : Optional.of(Path.of(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String whatIsThere(Path path) {
    return Files.exists(path)
        ? " (a file, not a folder)"
        : " (no folder " + path.toAbsolutePath().normalize() + ")";
  }

  /**
   * The models that have a short name. Imports nothing.
   *
   * @return immutable; the default model first
   * @throws IOException if the cache cannot be read
   */
  public List<ModelInfo> list() throws IOException {
    List<ModelInfo> list = new ArrayList<>();
    for (EmbeddedModel model : embedded.models()) {
      OptionalLong size = embedded.importedBytes(model);
      list.add(
          new ModelInfo(
              model.name(),
              embedded.isOnClassPath(model),
              size.isPresent(),
              embedded.folder(model),
              size.orElse(model.sizeBytes()),
              model.dimension(),
              model.licence(),
              model.source(),
              model.artifact()));
    }
    return List.copyOf(list);
  }

  /**
   * Compares every byte of an imported model with what was written; reads the whole folder. A model
   * that fails is imported again when it is next asked for.
   *
   * @param name a short name
   * @throws IllegalArgumentException if it is not a short name
   * @throws NoSuchFileException if the model is not imported
   * @throws ModelFormatException if a file is not as it was written; the message names it
   * @throws IOException if a file cannot be read
   */
  public void verify(String name) throws IOException {
    Objects.requireNonNull(name, "name");
    for (EmbeddedModel model : embedded.models()) {
      if (model.name().equals(name)) {
        embedded.verify(model);
        return;
      }
    }
    throw new IllegalArgumentException("name must be a short name, got \"" + name + "\"");
  }
}
