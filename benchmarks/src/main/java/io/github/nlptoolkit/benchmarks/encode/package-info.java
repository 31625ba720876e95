/** Hidden states of an encoder of RoBERTa's shape, beside transformers. */
@NullMarked
package io.github.nlptoolkit.benchmarks.encode;

import org.jspecify.annotations.NullMarked;
