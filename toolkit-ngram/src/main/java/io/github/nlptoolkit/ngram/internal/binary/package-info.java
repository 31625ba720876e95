/** The binary files of models: hashed and sorted. */
@NullMarked
package io.github.nlptoolkit.ngram.internal.binary;

import org.jspecify.annotations.NullMarked;
