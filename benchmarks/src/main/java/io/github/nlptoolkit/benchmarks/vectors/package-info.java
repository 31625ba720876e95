/** Search and mining of vectors, timed end to end. */
@NullMarked
package io.github.nlptoolkit.benchmarks.vectors;

import org.jspecify.annotations.NullMarked;
