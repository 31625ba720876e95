/** How sure differences are: intervals, tests, summaries of seeds. */
@NullMarked
package io.github.nlptoolkit.eval.significance;

import org.jspecify.annotations.NullMarked;
