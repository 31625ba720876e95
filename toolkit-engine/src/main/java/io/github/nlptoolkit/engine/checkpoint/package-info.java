/**
 * Hugging Face folders as published: configuration, and weights as memory-mapped tensors. Plain
 * Java, no engine; everything in such a folder is taken as possibly hostile.
 */
@NullMarked
package io.github.nlptoolkit.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
