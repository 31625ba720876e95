/** What the machine's matrix products can do at most, through the same engine. */
@NullMarked
package io.github.nlptoolkit.benchmarks.roofline;

import org.jspecify.annotations.NullMarked;
