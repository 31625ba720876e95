/** Keywords beside KeyBERT. */
@NullMarked
package io.github.nlptoolkit.benchmarks.keyword;

import org.jspecify.annotations.NullMarked;
