@NullMarked
package io.github.nlptoolkit.cli.output;

import org.jspecify.annotations.NullMarked;
