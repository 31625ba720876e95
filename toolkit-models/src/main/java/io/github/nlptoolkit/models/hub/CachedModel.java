package io.github.nlptoolkit.models.hub;

import java.nio.file.Path;

/**
 * A model that lies whole in the Hub's cache. Immutable and thread-safe.
 *
 * @param id its name, with a branch or tag that stands for the snapshot, {@code main} before
 *     others; with the commit if none does
 * @param commit the commit of the snapshot
 * @param folder the checkpoint folder; absolute
 * @param sizeBytes the sum of its files' sizes in bytes; what two snapshots share is counted in
 *     each
 * @param hiddenSize {@code hidden_size} of its {@code config.json}; 0 if that does not say
 */
public record CachedModel(HubId id, String commit, Path folder, long sizeBytes, int hiddenSize) {}
