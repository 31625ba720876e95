package io.github.nlptoolkit.sequence.tagger;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Taggers that come in jars, found by name on the class path. Immutable and thread-safe.
 *
 * <p>A jar of one's own can hold one as {@code META-INF/nlptoolkit/taggers/NAME.tagger}.
 */
public final class TaggerModels {
  private static final String FOLDER = "META-INF/nlptoolkit/taggers/";
  private static final String SUFFIX = ".tagger";

  /** Names and the Maven artifacts that hold them. */
  private static final Map<String, String> KNOWN =
      new TreeMap<>(
          Map.of("pos-en", "toolkit-model-tagger-en", "segment-zh", "toolkit-model-segmenter-zh"));

  private TaggerModels() {}

  /**
   * The names of the models that this project publishes.
   *
   * @return the names, whether on the class path or not; immutable
   */
  public static List<String> names() {
    return List.copyOf(KNOWN.keySet());
  }

  /**
   * Whether a model is on the class path.
   *
   * @param name its name
   * @return whether {@link #load} finds it
   */
  public static boolean isPresent(String name) {
    return loader().getResource(FOLDER + name + SUFFIX) != null;
  }

  /**
   * Reads a model.
   *
   * @param name its name
   * @return the tagger
   * @throws FileNotFoundException if it is not on the class path; the message names the Maven
   *     artifact to add, or the names that there are
   * @throws IOException if it cannot be read or is damaged
   */
  public static CrfTagger load(String name) throws IOException {
    try (InputStream in = loader().getResourceAsStream(FOLDER + name + SUFFIX)) {
      if (in == null) {
        String artifact = KNOWN.get(name);
        throw new FileNotFoundException(
            artifact == null
                ? "there is no tagger \"" + name + "\"; there are " + String.join(", ", names())
                : name + " is not on the class path: add io.github.nlptoolkit:" + artifact);
      }
      byte[] bytes = in.readAllBytes();
      // A direct buffer is what a mapped file is too: one kind keeps the reading code fast.
      ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length);
      return CrfTagger.of(name, buffer.put(bytes).flip());
    }
  }

  private static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? TaggerModels.class.getClassLoader() : context;
  }
}
