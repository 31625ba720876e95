/** The three standard streams of a command, and what is shown to the person in front of it. */
@NullMarked
package io.github.nlptoolkit.cli.terminal;

import org.jspecify.annotations.NullMarked;
