/** Data sets to evaluate on, and the readers of their files. */
@NullMarked
package io.github.nlptoolkit.eval.dataset;

import org.jspecify.annotations.NullMarked;
