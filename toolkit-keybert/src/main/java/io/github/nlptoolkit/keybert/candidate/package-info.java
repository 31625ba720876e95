/** From documents to candidate phrases: words, stop words, n-grams, and where they stand. */
@NullMarked
package io.github.nlptoolkit.keybert.candidate;

import org.jspecify.annotations.NullMarked;
