/** Memory after loading, and the time to the first embedding. */
@NullMarked
package io.github.nlptoolkit.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
