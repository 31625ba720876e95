/** From many candidates to a few keywords: the best, or the best that differ. */
@NullMarked
package io.github.nlptoolkit.keybert.selection;

import org.jspecify.annotations.NullMarked;
