@NullMarked
package io.github.nlptoolkit.cli;

import org.jspecify.annotations.NullMarked;
