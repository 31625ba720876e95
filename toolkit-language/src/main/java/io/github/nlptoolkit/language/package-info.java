/** Readers of texts by language. */
@NullMarked
package io.github.nlptoolkit.language;

import org.jspecify.annotations.NullMarked;
