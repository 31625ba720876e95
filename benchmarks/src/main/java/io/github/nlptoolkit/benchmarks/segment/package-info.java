/** How well Chinese text is cut into words, beside peers. */
@NullMarked
package io.github.nlptoolkit.benchmarks.segment;

import org.jspecify.annotations.NullMarked;
