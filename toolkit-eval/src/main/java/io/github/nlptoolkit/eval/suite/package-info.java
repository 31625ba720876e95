/** Lists of evaluations that are run together, written as YAML. */
@NullMarked
package io.github.nlptoolkit.eval.suite;

import org.jspecify.annotations.NullMarked;
