package io.github.nlptoolkit.models.hub;

import com.google.gson.JsonElement;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder with the files of one commit, of which some may not have been downloaded. */
final class Snapshot {

  private static final int MAX_DEPTH = 8;
  private static final String HIDDEN_SIZE = "hidden_size";

  private Snapshot() {}

  /** A file that a model needs and that is not there; empty if it can be loaded. */
  static Optional<String> missing(Path folder) throws IOException {
    Optional<String> transformer = transformer(folder);
    if (transformer.isEmpty()) {
      return Optional.of(ModelFiles.CONFIG);
    }
    String module = transformer.get();
    if (!Files.isRegularFile(folder.resolve(ModelFiles.in(module, ModelFiles.CONFIG)))) {
      return Optional.of(ModelFiles.in(module, ModelFiles.CONFIG));
    }
    if (Files.isRegularFile(folder.resolve(ModelFiles.in(module, ModelFiles.WEIGHTS)))) {
      return Optional.empty();
    }
    Path index = folder.resolve(ModelFiles.in(module, ModelFiles.INDEX));
    if (!Files.isRegularFile(index)) {
      return Optional.of(ModelFiles.in(module, ModelFiles.WEIGHTS));
    }
    for (String shard : ModelFiles.shards(index)) {
      if (!Files.isRegularFile(folder.resolve(ModelFiles.in(module, shard)))) {
        return Optional.of(ModelFiles.in(module, shard));
      }
    }
    return Optional.empty();
  }

  /** The folder of the transformer: the model's own, or else that of the first module. */
  private static Optional<String> transformer(Path folder) throws IOException {
    if (Files.isRegularFile(folder.resolve(ModelFiles.CONFIG))) {
      return Optional.of("");
    }
    Path modules = folder.resolve(ModelFiles.MODULES);
    return Files.isRegularFile(modules)
        ? ModelFiles.modulePaths(modules).stream().findFirst()
        : Optional.empty();
  }

  static int hiddenSize(Path folder) throws IOException {
    Path config = folder.resolve(ModelFiles.in(transformer(folder).orElse(""), ModelFiles.CONFIG));
    JsonElement root = BoundedJson.read(config);
    JsonElement size = root.isJsonObject() ? root.getAsJsonObject().get(HIDDEN_SIZE) : null;
    boolean isNumber =
        size != null && size.isJsonPrimitive() && size.getAsString().matches("[1-9][0-9]{0,8}");
    return size != null && isNumber ? Integer.parseInt(size.getAsString()) : 0;
  }

  /** Every file; links are followed for files only, so that no loop of folders is. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, MAX_DEPTH)) {
      return all.filter(path -> !Files.isDirectory(path)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static long sizeBytes(Path folder) throws IOException {
    long sum = 0;
    for (Path file : files(folder)) {
      sum += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return sum;
  }

  /**
   * Compares a file with the checksum that the cache names its content by.
   *
   * @return false if the cache has no checksum of it
   * @throws ModelFormatException if the content is another, or not there
   */
  static boolean verify(Path file, Path blobs) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(file, "", "a file", "a link to nothing");
    }
    Optional<Etag> etag = etag(file, blobs);
    if (etag.isEmpty()) {
      // A copy: the content it should have is the one with its own checksum.
      return Files.isRegularFile(blobs.resolve(Etag.sha256(file).digits()))
          || Files.isRegularFile(blobs.resolve(Etag.git(file).digits()));
    }
    Etag found = etag.get().of(file);
    if (!found.equals(etag.get())) {
      throw new ModelFormatException(
          file, etag.get().algorithm(), etag.get().digits(), found.digits());
    }
    return true;
  }

  /** The checksum of the content that a file is a link to; empty if it is no link. */
  private static Optional<Etag> etag(Path file, Path blobs) throws IOException {
    if (Files.isSymbolicLink(file)) {
      Path blob = file.resolveSibling(Files.readSymbolicLink(file)).toAbsolutePath().normalize();
      Optional<Etag> etag = Etag.parse(String.valueOf(blob.getFileName()));
      if (etag.isEmpty() || !blobs.equals(blob.getParent())) {
        throw new ModelFormatException(file, "", "a link into " + blobs, "a link to " + blob);
      }
      return etag;
    }
    if (Files.isDirectory(blobs)) {
      for (Path blob : files(blobs)) {
        if (Files.exists(blob) && Files.isSameFile(file, blob)) {
          return Etag.parse(String.valueOf(blob.getFileName()));
        }
      }
    }
    return Optional.empty();
  }
}
