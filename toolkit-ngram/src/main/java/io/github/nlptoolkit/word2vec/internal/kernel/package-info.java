/**
 * The inner loops of Word2vec over flat {@code float} arrays, once as plain loops and once with the
 * JDK's Vector API.
 */
@NullMarked
package io.github.nlptoolkit.word2vec.internal.kernel;

import org.jspecify.annotations.NullMarked;
