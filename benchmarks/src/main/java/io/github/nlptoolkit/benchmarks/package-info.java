/** Benchmarks of the toolkit beside its peers, and the command that runs and reports them. */
@NullMarked
package io.github.nlptoolkit.benchmarks;

import org.jspecify.annotations.NullMarked;
