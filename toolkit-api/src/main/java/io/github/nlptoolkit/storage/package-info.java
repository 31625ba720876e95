/** Writing files so that a reader never sees half of one. */
@NullMarked
package io.github.nlptoolkit.storage;

import org.jspecify.annotations.NullMarked;
