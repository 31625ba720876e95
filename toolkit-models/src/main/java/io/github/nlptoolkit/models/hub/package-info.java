/**
 * Models of the Hugging Face Hub: those that lie in its cache on this machine, and those that are
 * downloaded into it when that is asked for. The layout of the cache is that of huggingface_hub, so
 * that Python finds what was downloaded here and the other way round.
 *
 * <p>{@link io.github.nlptoolkit.models.hub.HubCache} only reads, and never the network; {@link
 * io.github.nlptoolkit.models.hub.Hub} is the one class that downloads.
 */
@NullMarked
package io.github.nlptoolkit.models.hub;

import org.jspecify.annotations.NullMarked;
