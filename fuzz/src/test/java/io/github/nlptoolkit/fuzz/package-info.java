/** Damaged and hostile files for the readers of models: each opens, or is refused as documented. */
@NullMarked
package io.github.nlptoolkit.fuzz;

import org.jspecify.annotations.NullMarked;
