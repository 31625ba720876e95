/**
 * Models that come in jars. Their ONNX weights are written once into the cache, as ordinary
 * checkpoint folders; from there on they are checkpoints like any other.
 */
@NullMarked
package io.github.nlptoolkit.models.embedded;

import org.jspecify.annotations.NullMarked;
