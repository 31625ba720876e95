/** N-gram language models: counting, smoothing, ARPA and binary files, queries. */
@NullMarked
package io.github.nlptoolkit.ngram;

import org.jspecify.annotations.NullMarked;
