/**
 * Text to token ids and back, as {@code tokenizer.json} says, with places in the original text.
 * Plain values; the tokenizer itself is the Rust library that the Python peers use.
 */
@NullMarked
package io.github.nlptoolkit.engine.tokenizer;

import org.jspecify.annotations.NullMarked;
