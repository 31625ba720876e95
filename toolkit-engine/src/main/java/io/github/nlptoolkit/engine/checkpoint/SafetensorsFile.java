package io.github.nlptoolkit.engine.checkpoint;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file with its tensors mapped. What {@link Checkpoint} says of mapped memory holds
 * for it. Immutable and thread-safe.
 */
public final class SafetensorsFile {
  private final Path path;
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<String, TensorView> mapped = new HashMap<>();
  private final Map<String, Long> tooLarge = new HashMap<>();

  private SafetensorsFile(Path path) {
    this.path = path;
  }

  /**
   * Reads the header and maps the data: in one piece if one buffer can hold it, else tensor by
   * tensor. All is mapped from one open file, so that a file that is replaced later cannot mix in.
   *
   * @param path the file
   * @return the file, opened
   * @throws ModelFormatException if there is no such file, or it is damaged or hostile
   * @throws IOException if it cannot be read
   */
  public static SafetensorsFile open(Path path) throws IOException {
    ModelFiles.requireRegular(path);
    SafetensorsFile file = new SafetensorsFile(path);
    try (FileChannel channel = FileChannel.open(path)) {
      SafetensorsHeader header = SafetensorsHeader.read(path, channel);
      MappedByteBuffer whole = null;
      if (channel.size() <= Integer.MAX_VALUE) {
        whole = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      }
      for (SafetensorsHeader.Entry entry : header.entries()) {
        file.add(entry, header.dataStart(), channel, whole);
      }
    }
    return file;
  }

  private void add(
      SafetensorsHeader.Entry entry,
      long dataStart,
      FileChannel channel,
      @Nullable MappedByteBuffer whole)
      throws IOException {
    names.add(entry.name);
    long length = entry.end - entry.begin;
    if (length > Integer.MAX_VALUE) {
      tooLarge.put(entry.name, length);
      return;
    }
    long start = dataStart + entry.begin;
    MappedByteBuffer bytes =
        whole != null
            ? whole.slice((int) start, (int) length)
            : channel.map(FileChannel.MapMode.READ_ONLY, start, length);
    boolean aligned = start % entry.dtype.bytes() == 0;
    mapped.put(
        entry.name, new TensorView(path, entry.name, entry.dtype, entry.shape, bytes, aligned));
  }

  /**
   * Where it is.
   *
   * @return the path as it was given
   */
  public Path path() {
    return path;
  }

  /**
   * All names.
   *
   * @return the names in the order of the tensors' bytes; unmodifiable
   */
  public Set<String> names() {
    return Collections.unmodifiableSet(names);
  }

  /**
   * A tensor.
   *
   * @param name its name
   * @return a view of it
   * @throws ModelFormatException if there is none of this name, or it has more than 2^31 - 1 bytes
   */
  public TensorView tensor(String name) throws ModelFormatException {
    TensorView tensor = mapped.get(name);
    if (tensor == null && !names.contains(name)) {
      throw new ModelFormatException(path, Shown.of(name), "this tensor", "no such tensor");
    }
    if (tensor == null) {
      throw new ModelFormatException(
          path,
          Shown.of(name),
          "a tensor of at most " + Integer.MAX_VALUE + " bytes",
          tooLarge.get(name) + " bytes");
    }
    return tensor;
  }
}
