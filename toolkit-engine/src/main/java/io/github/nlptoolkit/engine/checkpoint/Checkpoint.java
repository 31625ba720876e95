package io.github.nlptoolkit.engine.checkpoint;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A Hugging Face folder as published: {@code config.json}, and the weights in {@code
 * model.safetensors} or in the shards that {@code model.safetensors.index.json} lists. Tensors keep
 * the names that the file gives them; what a name means is the model family's affair.
 *
 * <p>Opening reads the headers and maps the weights; the bytes come from the disk when they are
 * used. All that can be checked without reading the weights is checked then. There is nothing to
 * close: JDK 17 has no way to unmap, so the memory is given back when neither the checkpoint nor a
 * tensor's buffer is reachable any more. Until then the files must not be cut short in place (the
 * JVM gets an {@code InternalError} or a signal); replacing them by a move is safe, except on
 * Windows, which keeps mapped files in place.
 *
 * <p>Files may be symbolic links, as in the Hugging Face cache; names inside the files may not lead
 * out of the folder. Immutable and thread-safe.
 */
public final class Checkpoint {
  /** Enough to see what is wrong; a hostile configuration may ask for any number. */
  private static final int MOST_LISTED = 100;

  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";
  private static final List<String> PICKLES =
      List.of("pytorch_model.bin", "pytorch_model.bin.index.json");

  private final Path folder;
  private final JsonConfig config;
  private final Map<String, SafetensorsFile> files;

  private Checkpoint(Path folder, JsonConfig config, Map<String, SafetensorsFile> files) {
    this.folder = folder;
    this.config = config;
    this.files = files;
  }

  /**
   * Opens a folder.
   *
   * @param folder the folder
   * @return the checkpoint
   * @throws NoSuchFileException if there is no such folder
   * @throws NotDirectoryException if it is no folder
   * @throws ModelFormatException if {@code config.json} or the weights are missing, damaged or
   *     hostile, or there are only weights that are Python pickles
   * @throws IOException if a file cannot be read
   */
  public static Checkpoint open(Path folder) throws IOException {
    requireFolder(folder);
    JsonConfig config = JsonConfig.read(folder.resolve(CONFIG));
    return new Checkpoint(folder, config, weights(folder));
  }

  /**
   * Checks that a folder is there.
   *
   * @param folder the folder
   * @throws NoSuchFileException if there is no such folder
   * @throws NotDirectoryException if it is no folder
   */
  public static void requireFolder(Path folder) throws IOException {
    Objects.requireNonNull(folder, "folder");
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "no such model folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder + ": a model is a folder with config.json");
    }
  }

  private static Map<String, SafetensorsFile> weights(Path folder) throws IOException {
    Path single = folder.resolve(WEIGHTS);
    if (ModelFiles.exists(single)) {
      SafetensorsFile file = SafetensorsFile.open(single);
      Map<String, SafetensorsFile> files = new LinkedHashMap<>();
      file.names().forEach(name -> files.put(name, file));
      return files;
    }
    Path index = folder.resolve(INDEX);
    if (ModelFiles.exists(index)) {
      return ShardIndex.open(folder, index);
    }
    for (String pickle : PICKLES) {
      if (ModelFiles.exists(folder.resolve(pickle))) {
        throw pickleOnly(folder, pickle);
      }
    }
    throw new ModelFormatException(folder, WEIGHTS, WEIGHTS + " or " + INDEX, "neither");
  }

  private static ModelFormatException pickleOnly(Path folder, String pickle) {
    return new ModelFormatException(
        folder.resolve(pickle),
        "",
        "weights in "
            + WEIGHTS
            + " (a pickle runs code when it is read, so it is refused; convert it where you trust"
            + " it: python -c \"from transformers import AutoModel;"
            + " AutoModel.from_pretrained('DIR').save_pretrained('DIR', safe_serialization=True)\")",
        "only " + pickle);
  }

  /**
   * Where it is.
   *
   * @return the folder as it was given
   */
  public Path folder() {
    return folder;
  }

  /**
   * What {@code config.json} says.
   *
   * @return the configuration
   */
  public JsonConfig config() {
    return config;
  }

  /**
   * The names of all tensors, as the files spell them.
   *
   * @return the names in the order of the file or of the index; unmodifiable
   */
  public Set<String> names() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /**
   * The files that hold the tensors.
   *
   * @return the one file or the shards; immutable
   */
  public List<Path> weightFiles() {
    Set<Path> paths = new LinkedHashSet<>();
    files.values().forEach(file -> paths.add(file.path()));
    return List.copyOf(paths);
  }

  /**
   * Whether there is a tensor of this name.
   *
   * @param name the raw name
   * @return true if there is
   */
  public boolean has(String name) {
    return files.containsKey(name);
  }

  /**
   * A tensor.
   *
   * @param name the raw name
   * @return a view of it
   * @throws ModelFormatException if there is none of this name, or it has more than 2^31 - 1 bytes
   */
  public TensorView tensor(String name) throws ModelFormatException {
    SafetensorsFile file = files.get(name);
    if (file == null) {
      throw missing(List.of(name));
    }
    return file.tensor(name);
  }

  /**
   * A tensor of a known shape.
   *
   * @param name the raw name
   * @param shape the shape that it must have, outermost dimension first
   * @return a view of it
   * @throws ModelFormatException if there is none of this name, it has another shape, or more than
   *     2^31 - 1 bytes
   */
  public TensorView tensor(String name, long... shape) throws ModelFormatException {
    TensorView tensor = tensor(name);
    if (!tensor.hasShape(shape)) {
      throw new ModelFormatException(
          tensor.file(), name, "shape " + Arrays.toString(shape), Arrays.toString(tensor.shape()));
    }
    return tensor;
  }

  /**
   * Checks that tensors are there.
   *
   * @param names the raw names
   * @throws ModelFormatException if some are not; its message lists them, of very many the first
   */
  public void require(Collection<String> names) throws ModelFormatException {
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      if (!has(name)) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      throw missing(missing);
    }
  }

  private ModelFormatException missing(List<String> names) {
    List<Path> paths = weightFiles();
    Path where = paths.size() == 1 ? paths.get(0) : folder;
    return new ModelFormatException(
        where,
        names.size() == 1 ? names.get(0) : "",
        names.size() == 1 ? "this tensor" : "the tensors " + listed(names),
        names.size() == 1 ? "no such tensor" : "none of them");
  }

  private static String listed(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(MOST_LISTED, names.size())))
        + (names.size() > MOST_LISTED ? " and others" : "");
  }

  /**
   * A file of the folder that must be there, such as {@code tokenizer.json}.
   *
   * @param name its path relative to the folder, with {@code /}
   * @return the file
   * @throws ModelFormatException if the path leads out of the folder, or there is no regular file
   */
  public Path file(String name) throws ModelFormatException {
    return ModelFiles.requireRegular(ModelFiles.inside(folder, name, folder, Shown.of(name)));
  }

  /**
   * A file of the folder that holds a JSON object and may be missing.
   *
   * @param name its path relative to the folder, with {@code /}
   * @return its object, or empty if there is no such file
   * @throws ModelFormatException if the path leads out of the folder, or the file is not such
   * @throws IOException if it cannot be read
   */
  public Optional<JsonConfig> json(String name) throws IOException {
    Path file = ModelFiles.inside(folder, name, folder, Shown.of(name));
    return ModelFiles.exists(file) ? Optional.of(JsonConfig.read(file)) : Optional.empty();
  }

  /** The folder, the number of tensors and of files. */
  @Override
  public String toString() {
    return folder + " (" + files.size() + " tensors in " + weightFiles().size() + " files)";
  }
}
