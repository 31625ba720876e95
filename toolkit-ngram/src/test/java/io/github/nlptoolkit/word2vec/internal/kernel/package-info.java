@NullMarked
package io.github.nlptoolkit.word2vec.internal.kernel;

import org.jspecify.annotations.NullMarked;
