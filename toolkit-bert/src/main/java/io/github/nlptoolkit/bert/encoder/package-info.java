/** The transformer encoder: its program, packing without padding, batches. */
@NullMarked
package io.github.nlptoolkit.bert.encoder;

import org.jspecify.annotations.NullMarked;
