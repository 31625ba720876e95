/** The {@code nlp} command. Not a library: nothing here is for other programs to call. */
@NullMarked
package io.github.nlptoolkit.cli;

import org.jspecify.annotations.NullMarked;
