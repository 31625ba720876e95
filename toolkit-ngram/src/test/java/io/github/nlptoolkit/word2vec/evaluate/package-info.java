@NullMarked
package io.github.nlptoolkit.word2vec.evaluate;

import org.jspecify.annotations.NullMarked;
