@NullMarked
package io.github.nlptoolkit.word2vec;

import org.jspecify.annotations.NullMarked;
