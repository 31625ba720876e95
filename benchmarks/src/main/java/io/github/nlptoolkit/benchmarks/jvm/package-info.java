/** Work done in a JVM of its own. */
@NullMarked
package io.github.nlptoolkit.benchmarks.jvm;

import org.jspecify.annotations.NullMarked;
