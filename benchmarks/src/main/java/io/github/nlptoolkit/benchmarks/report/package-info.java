/** Runs the benchmarks and writes the tables of the documentation. */
@NullMarked
package io.github.nlptoolkit.benchmarks.report;

import org.jspecify.annotations.NullMarked;
