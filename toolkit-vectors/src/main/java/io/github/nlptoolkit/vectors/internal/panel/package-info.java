/** Vectors in panels, and the loops over them that all searches run on. */
@NullMarked
package io.github.nlptoolkit.vectors.internal.panel;

import org.jspecify.annotations.NullMarked;
