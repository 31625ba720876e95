/** Dense vectors of texts, and what makes them. */
@NullMarked
package io.github.nlptoolkit.embedding;

import org.jspecify.annotations.NullMarked;
