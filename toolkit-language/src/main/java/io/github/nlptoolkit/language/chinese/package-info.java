/** Chinese words by a dictionary. */
@NullMarked
package io.github.nlptoolkit.language.chinese;

import org.jspecify.annotations.NullMarked;
