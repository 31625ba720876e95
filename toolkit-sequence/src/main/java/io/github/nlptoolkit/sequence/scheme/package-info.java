/** Tag schemes: chunks written as one tag a token, and the scores of chunks. */
@NullMarked
package io.github.nlptoolkit.sequence.scheme;

import org.jspecify.annotations.NullMarked;
