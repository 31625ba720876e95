/** How good word vectors are: similarities beside people's, analogies. */
@NullMarked
package io.github.nlptoolkit.word2vec.evaluate;

import org.jspecify.annotations.NullMarked;
