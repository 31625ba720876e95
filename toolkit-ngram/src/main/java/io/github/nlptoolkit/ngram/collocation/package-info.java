/** Words that belong together: collocations and phrases. */
@NullMarked
package io.github.nlptoolkit.ngram.collocation;

import org.jspecify.annotations.NullMarked;
