/** Sentence embedding: the toolkit and langchain4j on the same texts, answers checked first. */
@NullMarked
package io.github.nlptoolkit.benchmarks.embed;

import org.jspecify.annotations.NullMarked;
