package io.github.nlptoolkit.models.embedded;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.models.cache.ModelStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The models that come in jars, as checkpoint folders. A folder is imported when it is first asked
 * for, and again when it is damaged or was written by another version of the import.
 *
 * <p>The jars' contents are believed only by their hash: a jar of another version, whose files were
 * not tried, is refused with both hashes named. A folder that was imported is used whether or not
 * its jar is still on the class path. Thread-safe.
 */
public final class EmbeddedModels {

  private final ModelStore store;
  private final Map<String, EmbeddedModel> models = new LinkedHashMap<>();
  private final ClassPath classPath;

  /**
   * Makes the source of a list of models.
   *
   * @param store where they are imported to
   * @param models the models that may be asked for
   * @param loader finds their resources; null is the thread's class loader, then this class's
   */
  public EmbeddedModels(
      ModelStore store, List<EmbeddedModel> models, @Nullable ClassLoader loader) {
    this.store = store;
    this.classPath = new ClassPath(loader);
    for (EmbeddedModel model : models) {
      this.models.put(model.name(), model);
    }
  }

  /**
   * The models that the toolkit knows.
   *
   * @return immutable; in the order in which they are listed
   */
  public static List<EmbeddedModel> known() {
    return KnownModels.all();
  }

  /**
   * The models that may be asked for.
   *
   * @return immutable; in the order in which they were given
   */
  public List<EmbeddedModel> models() {
    return List.copyOf(models.values());
  }

  /**
   * The folder of a model; imports it if need be.
   *
   * @param name a short name
   * @return the folder; empty if the name is not one of {@link #models}
   * @throws FileNotFoundException if the model is neither imported nor on the class path; it names
   *     the Maven artifact to add
   * @throws ModelFormatException if the jar does not hold the model that was tried
   * @throws IOException if the cache cannot be read or written; it names the folder
   */
  public Optional<Path> resolve(String name) throws IOException {
    EmbeddedModel model = models.get(name);
    if (model == null) {
      return Optional.empty();
    }
    Optional<Path> imported = store.find(name, origin -> OnnxImport.accepts(model, origin));
    if (imported.isPresent()) {
      return imported;
    }
    URL weights = resource(model, model.weights().path());
    URL tokenizer = resource(model, model.tokenizer().path());
    return Optional.of(
        store.findOrWrite(
            name,
            origin -> OnnxImport.accepts(model, origin),
            new OnnxImport(model, weights, tokenizer)::writeTo));
  }

  private URL resource(EmbeddedModel model, String path) throws FileNotFoundException {
    URL found = classPath.find(path);
    if (found == null) {
      throw new FileNotFoundException(
          "the model "
              + model.name()
              + " is not on the class path (no resource "
              + path
              + "); add the Maven artifact "
              + model.artifact());
    }
    return found;
  }

  /**
   * Whether a model can be imported.
   *
   * @param model one of {@link #models}
   * @return true if its resources are on the class path; their content is not looked at
   */
  public boolean isOnClassPath(EmbeddedModel model) {
    return classPath.find(model.weights().path()) != null
        && classPath.find(model.tokenizer().path()) != null;
  }

  /**
   * Where a model lies or will lie.
   *
   * @param model one of {@link #models}
   * @return an absolute path
   */
  public Path folder(EmbeddedModel model) {
    return store.folder(model.name());
  }

  /**
   * The size of an imported model.
   *
   * @param model one of {@link #models}
   * @return the sum of its files' sizes in bytes; empty if it is not imported, or damaged
   * @throws IOException if the cache cannot be read
   */
  public OptionalLong importedBytes(EmbeddedModel model) throws IOException {
    return store.sizeBytes(model.name(), origin -> OnnxImport.accepts(model, origin));
  }

  /**
   * Compares every byte of an imported model with what was written. A model that fails is imported
   * again when it is next asked for.
   *
   * @param model one of {@link #models}
   * @throws NoSuchFileException if it is not imported
   * @throws ModelFormatException if a file is not as it was written
   * @throws IOException if a file cannot be read
   */
  public void verify(EmbeddedModel model) throws IOException {
    store.verify(model.name());
  }
}
