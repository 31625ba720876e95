/** Pictures of word vectors. */
@NullMarked
package io.github.nlptoolkit.word2vec.plot;

import org.jspecify.annotations.NullMarked;
