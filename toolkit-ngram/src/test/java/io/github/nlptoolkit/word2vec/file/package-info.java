@NullMarked
package io.github.nlptoolkit.word2vec.file;

import org.jspecify.annotations.NullMarked;
