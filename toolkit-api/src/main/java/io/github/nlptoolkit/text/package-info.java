/** Places in a text, and what cuts a text into pieces. */
@NullMarked
package io.github.nlptoolkit.text;

import org.jspecify.annotations.NullMarked;
