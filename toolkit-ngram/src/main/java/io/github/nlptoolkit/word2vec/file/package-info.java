/** Files of word vectors as other tools write and read them. */
@NullMarked
package io.github.nlptoolkit.word2vec.file;

import org.jspecify.annotations.NullMarked;
