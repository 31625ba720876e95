/** Sequence labelling beside CRFsuite: the same attributes, the same settings. */
@NullMarked
package io.github.nlptoolkit.benchmarks.sequence;

import org.jspecify.annotations.NullMarked;
