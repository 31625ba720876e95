/** Keywords of a document, and what finds them. */
@NullMarked
package io.github.nlptoolkit.keyword;

import org.jspecify.annotations.NullMarked;
