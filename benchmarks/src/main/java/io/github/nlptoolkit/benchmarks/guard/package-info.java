/** A check that the hot path has not become slower, in units of the machine's own speed. */
@NullMarked
package io.github.nlptoolkit.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
