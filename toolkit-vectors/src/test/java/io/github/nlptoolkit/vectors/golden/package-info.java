@NullMarked
package io.github.nlptoolkit.vectors.golden;

import org.jspecify.annotations.NullMarked;
