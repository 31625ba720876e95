@NullMarked
package io.github.nlptoolkit.cli.terminal;

import org.jspecify.annotations.NullMarked;
