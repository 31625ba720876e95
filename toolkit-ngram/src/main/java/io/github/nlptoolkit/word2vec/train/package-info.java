/** Training of Word2vec: corpora, vocabularies, the model and its progress. */
@NullMarked
package io.github.nlptoolkit.word2vec.train;

import org.jspecify.annotations.NullMarked;
