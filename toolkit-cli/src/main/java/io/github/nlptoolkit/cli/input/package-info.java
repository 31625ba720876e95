/** Texts from files and from standard input: always UTF-8, whatever the locale. */
@NullMarked
package io.github.nlptoolkit.cli.input;

import org.jspecify.annotations.NullMarked;
