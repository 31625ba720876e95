/** From an analysed text to the phrases that may be its keywords. */
@NullMarked
package io.github.nlptoolkit.keybert.phrase;

import org.jspecify.annotations.NullMarked;
