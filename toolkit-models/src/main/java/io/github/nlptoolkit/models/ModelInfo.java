package io.github.nlptoolkit.models;

import java.nio.file.Path;

/**
 * What is known of a model that has a short name. Immutable and thread-safe.
 *
 * @param name the short name
 * @param onClassPath whether the jar that brings it is on the class path
 * @param imported whether its checkpoint folder is in the cache and undamaged as far as sizes tell
 * @param folder where that folder is or will be; absolute
 * @param sizeBytes the folder's size in bytes; what it will be, about, if it is not imported
 * @param dimension the length of an embedding
 * @param licence the SPDX identifier of the weights' licence
 * @param source the URL of the model card
 * @param artifact the Maven artifact that brings it, {@code group:artifact}
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
    String artifact) {}
