/** All pairs of many sentences, by vectors and by a cross-encoder. */
@NullMarked
package io.github.nlptoolkit.benchmarks.pairs;

import org.jspecify.annotations.NullMarked;
