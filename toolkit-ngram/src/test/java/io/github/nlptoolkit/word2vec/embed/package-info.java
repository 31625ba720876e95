@NullMarked
package io.github.nlptoolkit.word2vec.embed;

import org.jspecify.annotations.NullMarked;
