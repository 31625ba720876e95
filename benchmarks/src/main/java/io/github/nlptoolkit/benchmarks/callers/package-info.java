/** Many threads that each want one text embedded. */
@NullMarked
package io.github.nlptoolkit.benchmarks.callers;

import org.jspecify.annotations.NullMarked;
