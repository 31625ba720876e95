/** Files of tokens with their labels, read and written one sentence at a time. */
@NullMarked
package io.github.nlptoolkit.sequence.data;

import org.jspecify.annotations.NullMarked;
