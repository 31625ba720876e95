/** Embedding beside processes that keep every core busy. */
@NullMarked
package io.github.nlptoolkit.benchmarks.busy;

import org.jspecify.annotations.NullMarked;
