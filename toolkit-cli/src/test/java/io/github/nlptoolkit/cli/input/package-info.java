@NullMarked
package io.github.nlptoolkit.cli.input;

import org.jspecify.annotations.NullMarked;
