package io.github.nlptoolkit.models;

import java.nio.file.Path;

/**
 * What is known of a model that has a name here. Immutable and thread-safe.
 *
 * @param name the short name, or {@code org/name} on the Hub, with {@code @revision} if that is not
 *     {@code main}: what {@link Models#resolve(String)} takes
 * @param onClassPath whether the jar that brings it is on the class path
 * @param imported whether its checkpoint folder is on this machine and undamaged as far as sizes
 *     tell; true for a model of the Hub's cache
 * @param folder where that folder is or will be; absolute
 * @param sizeBytes the folder's size in bytes; what it will be, about, if it is not imported
 * @param dimension the length of an embedding; for a model of the Hub's cache the {@code
 *     hidden_size} of its configuration, 0 if that has none
 * @param licence the SPDX identifier of the weights' licence; empty if it is not known
 * @param source the URL of the model card
 * @param artifact the Maven artifact that brings it, {@code group:artifact}; empty for a model of
 *     the Hub's cache
 * @param origin where it comes from
 */
public record ModelInfo(
    String name,
    boolean onClassPath,
    boolean imported,
    Path folder,
    long sizeBytes,
    int dimension,
    String licence,
    String source,
    String artifact,
    Origin origin) {

  /** Where a model comes from. */
  public enum Origin {
    /** A jar on the class path, imported into the toolkit's cache. */
    JAR,
    /** The Hugging Face Hub, by way of the cache that is shared with Python. */
    HUB
  }
}
