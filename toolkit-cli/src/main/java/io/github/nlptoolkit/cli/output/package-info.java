/** Results as lines, tables and arrays, on standard output or in a file. */
@NullMarked
package io.github.nlptoolkit.cli.output;

import org.jspecify.annotations.NullMarked;
