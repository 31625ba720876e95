/** The ARPA format. */
@NullMarked
package io.github.nlptoolkit.ngram.internal.arpa;

import org.jspecify.annotations.NullMarked;
