@NullMarked
package io.github.nlptoolkit.word2vec.train;

import org.jspecify.annotations.NullMarked;
