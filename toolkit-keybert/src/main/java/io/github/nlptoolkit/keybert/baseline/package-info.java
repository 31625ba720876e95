/** Keywords without vectors: what embedding similarity is compared with. */
@NullMarked
package io.github.nlptoolkit.keybert.baseline;

import org.jspecify.annotations.NullMarked;
