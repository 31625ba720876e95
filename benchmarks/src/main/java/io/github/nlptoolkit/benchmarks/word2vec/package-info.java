/** Word2vec beside gensim: training, search, opening of files. */
@NullMarked
package io.github.nlptoolkit.benchmarks.word2vec;

import org.jspecify.annotations.NullMarked;
