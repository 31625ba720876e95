/** Evaluators: a model and a data set in, an evaluation out. */
@NullMarked
package io.github.nlptoolkit.eval.task;

import org.jspecify.annotations.NullMarked;
