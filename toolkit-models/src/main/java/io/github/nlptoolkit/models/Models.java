package io.github.nlptoolkit.models;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.cache.CacheFolder;
import io.github.nlptoolkit.models.cache.ModelStore;
import io.github.nlptoolkit.models.embedded.EmbeddedModel;
import io.github.nlptoolkit.models.embedded.EmbeddedModels;
import io.github.nlptoolkit.models.hub.CachedModel;
import io.github.nlptoolkit.models.hub.DownloadListener;
import io.github.nlptoolkit.models.hub.Hub;
import io.github.nlptoolkit.models.hub.HubCache;
import io.github.nlptoolkit.models.hub.HubException;
import io.github.nlptoolkit.models.hub.HubId;
import io.github.nlptoolkit.models.hub.HubSettings;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds models by name. A name is, in this order:
 *
 * <ol>
 *   <li>the path of an existing checkpoint folder,
 *   <li>a short name of a model that comes in a jar; those are imported into the cache when they
 *       are first asked for, which takes a second or two, and found there from then on,
 *   <li>a model of the Hugging Face Hub, {@code org/name} or {@code name}, with {@code @revision}
 *       or without, that lies in the cache that Python keeps.
 * </ol>
 *
 * <p>Nothing is downloaded unless it is asked for, by {@link #pull} or {@link Source#HUB}.
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

  /** How far to go for a model. */
  public enum Source {
    /** This machine: folders, jars, and what was downloaded before. Sends nothing. */
    LOCAL,
    /** The same, and then the Hugging Face Hub: downloads what is not here. */
    HUB
  }

  private final Path cache;
  private final EmbeddedModels embedded;

  /** The cache and the settings of the Hub; asked for when a name leads there, not before. */
  private final Supplier<Optional<HubCache>> hubCache;

  private final Supplier<HubSettings> hubSettings;

  Models(
      Path cache,
      List<EmbeddedModel> known,
      @Nullable ClassLoader loader,
      Supplier<Optional<HubCache>> hubCache,
      Supplier<HubSettings> hubSettings) {
    this.cache = cache.toAbsolutePath().normalize();
    this.embedded = new EmbeddedModels(new ModelStore(this.cache.resolve("models")), known, loader);
    this.hubCache = hubCache;
    this.hubSettings = hubSettings;
  }

  /**
   * The models of this machine, with the cache of {@link CacheFolder#standard} and the Hub of
   * {@link HubSettings#ofEnvironment}.
   *
   * @return a source of models
   * @throws IllegalStateException if no cache folder is named and the user has no home folder
   */
  public static Models standard() {
    return at(CacheFolder.standard());
  }

  /**
   * The same models, with a cache of one's own for those of jars.
   *
   * @param cache the folder to keep imported models in; created when something is written
   * @return a source of models
   */
  public static Models at(Path cache) {
    return new Models(
        cache, EmbeddedModels.known(), null, HubCache::standard, HubSettings::ofEnvironment);
  }

  /**
   * The same models, with environment variables of one's own for the Hub.
   *
   * @param cache the folder to keep imported models in; created when something is written
   * @param variables environment variables by name; null for one that is not set
   * @return a source of models
   */
  public static Models at(Path cache, Function<String, @Nullable String> variables) {
    Objects.requireNonNull(variables, "variables");
    return new Models(
        cache,
        EmbeddedModels.known(),
        null,
        () -> HubCache.of(variables),
        () -> HubSettings.of(variables));
  }

  /**
   * The same models, with a cache and a Hub of one's own.
   *
   * @param cache the folder to keep imported models in; created when something is written
   * @param hub where the Hub is, and its cache
   * @return a source of models
   */
  public static Models at(Path cache, HubSettings hub) {
    Objects.requireNonNull(hub, "hub");
    return new Models(
        cache,
        EmbeddedModels.known(),
        null,
        () -> Optional.of(new HubCache(hub.cache())),
        () -> hub);
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
   * The checkpoint folder of a model; imports it first if need be, and downloads nothing.
   *
   * @param name the path of an existing folder, or a name as {@link #list} has it
   * @return the folder, absolute for a name and as given otherwise
   * @throws IllegalArgumentException if it is neither; the message has the known names
   * @throws FileNotFoundException if the model is neither imported nor on the class path; the
   *     message names the Maven artifact to add
   * @throws ModelFormatException if the jar on the class path does not hold the model, or the list
   *     of modules or of weights of a model of the Hub cannot be used
   * @throws IOException if a cache cannot be read or written; the message names the folder
   */
  public Path resolve(String name) throws IOException {
    return resolve(name, Source.LOCAL);
  }

  /**
   * The checkpoint folder of a model.
   *
   * @param name the path of an existing folder, or a name as {@link #list} has it, or with {@link
   *     Source#HUB} any model of the Hub
   * @param source how far to go for it; what is on this machine is used as it is, without asking
   *     whether the Hub has a newer one: for that there is {@link #pull}
   * @return the folder, absolute for a name and as given otherwise
   * @throws HubException if it had to be downloaded and was not; its reason says why
   * @throws IllegalArgumentException if it cannot be a name of that source; the message has the
   *     known names
   * @throws FileNotFoundException if the model is neither imported nor on the class path; the
   *     message names the Maven artifact to add
   * @throws ModelFormatException if the jar on the class path does not hold the model, or the list
   *     of modules or of weights of a model of the Hub cannot be used
   * @throws IOException if a cache cannot be read or written; the message names the folder
   */
  public Path resolve(String name, Source source) throws IOException {
    return resolve(name, source, DownloadListener.SILENT);
  }

  /**
   * The checkpoint folder of a model, as {@link #resolve(String, Source)} finds it.
   *
   * @param name the path of an existing folder, or a name
   * @param source how far to go for it
   * @param listener is told how a download gets on
   * @return the folder, absolute for a name and as given otherwise
   * @throws IOException as {@link #resolve(String, Source)} does
   */
  public Path resolve(String name, Source source, DownloadListener listener) throws IOException {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(listener, "listener");
    Optional<Path> path = path(name);
    if (path.isPresent() && Files.isDirectory(path.get())) {
      return path.get();
    }
    Optional<Path> folder = embedded.resolve(name);
    if (folder.isPresent()) {
      return folder.get();
    }
    Optional<HubId> id = HubId.tryParse(name);
    if (id.isPresent()) {
      Optional<HubCache> downloads = hubCache.get();
      Optional<Path> cached =
          downloads.isPresent() ? downloads.get().find(id.get()) : Optional.empty();
      if (cached.isPresent()) {
        return cached.get();
      }
      if (source == Source.HUB) {
        return new Hub(hubSettings.get()).pull(id.get(), listener);
      }
    }
    throw new IllegalArgumentException(
        "name must be a checkpoint folder, a model in the cache of the Hugging Face Hub or one of "
            + embedded.models().stream().map(EmbeddedModel::name).collect(Collectors.joining(", "))
            + ", got \""
            + name
            + "\""
            + path.map(Models::whatIsThere).orElse("")
            + (id.isPresent() ? whatIsCached(id.get()) : ""));
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

  private String whatIsCached(HubId id) throws IOException {
    Optional<HubCache> downloads = hubCache.get();
    if (downloads.isEmpty()) {
      return "";
    }
    Path root = downloads.get().root();
    return downloads
        .get()
        .missing(id)
        .map(file -> " (in the cache " + root + ", but without " + file + ")")
        .orElse(" (not in the cache " + root + "; nothing is downloaded unasked)");
  }

  /**
   * Downloads what is missing of a model of the Hub, into the cache that is shared with Python.
   * Asks the server which commit the revision is now, and compares every byte of what is already
   * here.
   *
   * @param id {@code org/name} or {@code name}, with {@code @revision} (a branch, tag or commit) or
   *     without
   * @param listener is told how it gets on
   * @return the checkpoint folder, absolute
   * @throws IllegalArgumentException if it cannot be such a name, or the environment has a setting
   *     that cannot be used
   * @throws HubException if it was not downloaded; its reason says why
   * @throws ModelFormatException if the model's list of modules or of weights cannot be used
   * @throws IOException if the cache cannot be written; the message names it
   */
  public Path pull(String id, DownloadListener listener) throws IOException {
    HubId parsed = HubId.parse(id);
    return new Hub(hubSettings.get()).pull(parsed, listener);
  }

  /**
   * The models that have a short name, and those in the cache of the Hub that can be loaded.
   * Imports and downloads nothing.
   *
   * @return immutable; the default model first, those of the Hub last, by name
   * @throws IOException if a cache cannot be read
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
              model.artifact(),
              ModelInfo.Origin.JAR));
    }
    Optional<HubCache> downloads = hubCache.get();
    for (CachedModel model :
        downloads.isPresent() ? downloads.get().list() : List.<CachedModel>of()) {
      list.add(
          new ModelInfo(
              model.id().toString(),
              false,
              true,
              model.folder(),
              model.sizeBytes(),
              model.hiddenSize(),
              "",
              "https://huggingface.co/" + model.id().repository(),
              "",
              ModelInfo.Origin.HUB));
    }
    return List.copyOf(list);
  }

  /**
   * Compares every byte of a model with what was written or downloaded; reads the whole folder. A
   * model of a jar that fails is imported again when it is next asked for; one of the Hub is put
   * right by {@link #pull}.
   *
   * @param name a name as {@link #list} has it
   * @throws IllegalArgumentException if it cannot be one
   * @throws NoSuchFileException if the model is not imported, or not in the cache of the Hub
   * @throws ModelFormatException if a file is not as it was written; the message names it
   * @throws IOException if a file cannot be read, or the cache of the Hub has no checksum of it
   */
  public void verify(String name) throws IOException {
    Objects.requireNonNull(name, "name");
    for (EmbeddedModel model : embedded.models()) {
      if (model.name().equals(name)) {
        embedded.verify(model);
        return;
      }
    }
    Optional<HubId> id = HubId.tryParse(name);
    if (id.isEmpty()) {
      throw new IllegalArgumentException(
          "name must be a short name or a model of the Hub, got \"" + name + "\"");
    }
    Optional<HubCache> downloads = hubCache.get();
    if (downloads.isEmpty()) {
      throw new NoSuchFileException(name, null, "there is no cache of the Hub: no home folder");
    }
    downloads.get().verify(id.get());
  }
}
