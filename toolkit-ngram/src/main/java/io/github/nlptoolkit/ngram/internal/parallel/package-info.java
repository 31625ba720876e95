/** Work on several threads whose results are taken in order. */
@NullMarked
package io.github.nlptoolkit.ngram.internal.parallel;

import org.jspecify.annotations.NullMarked;
