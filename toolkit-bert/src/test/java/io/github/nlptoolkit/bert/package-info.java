@NullMarked
package io.github.nlptoolkit.bert;

import org.jspecify.annotations.NullMarked;
