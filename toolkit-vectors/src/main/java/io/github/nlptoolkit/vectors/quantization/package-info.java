/** Vectors of bytes or bits in place of floats, and search over them. */
@NullMarked
package io.github.nlptoolkit.vectors.quantization;

import org.jspecify.annotations.NullMarked;
