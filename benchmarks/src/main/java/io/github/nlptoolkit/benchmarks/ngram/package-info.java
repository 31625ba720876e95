/** N-gram models beside KenLM: the same texts, the same settings. */
@NullMarked
package io.github.nlptoolkit.benchmarks.ngram;

import org.jspecify.annotations.NullMarked;
