package io.github.nlptoolkit.models.embedded;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A model that comes in a jar: where it is, what it must be, and what its files do not say.
 * Immutable and thread-safe.
 *
 * @param name the short name
 * @param title what the model card calls it
 * @param artifact the Maven artifact that brings it, {@code group:artifact}
 * @param licence the SPDX identifier of the weights' licence
 * @param source the URL of the model card
 * @param dimension the length of an embedding
 * @param sizeBytes the size of the imported folder, about
 * @param weights the resource with the ONNX file
 * @param tokenizer the resource with {@code tokenizer.json}
 * @param heads the number of attention heads
 * @param pooling how token vectors become one vector
 * @param maxTokens the length limit in tokens, the special ones included
 * @param prompts texts to put before a text, by the name of its use; none is used by default
 */
public record EmbeddedModel(
    String name,
    String title,
    String artifact,
    String licence,
    String source,
    int dimension,
    long sizeBytes,
    Resource weights,
    Resource tokenizer,
    int heads,
    Pooling pooling,
    int maxTokens,
    Map<String, String> prompts) {

  /**
   * A resource on the class path.
   *
   * @param path its name
   * @param sha256 the hashes of the contents that were tried; any other content is refused
   */
  public record Resource(String path, Set<String> sha256) {
    /** Copies the set. */
    public Resource {
      sha256 = Set.copyOf(sha256);
    }
  }

  /** How token vectors become one vector. */
  public enum Pooling {
    /** The mean over the tokens. */
    MEAN,
    /** The first token. */
    CLS
  }

  /** Copies the prompts, in their order. */
  public EmbeddedModel {
    prompts = Collections.unmodifiableMap(new LinkedHashMap<>(prompts));
  }
}
