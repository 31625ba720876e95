/** How good predictions are: classification, ranking, correlation, retrieval, key phrases. */
@NullMarked
package io.github.nlptoolkit.eval.metric;

import org.jspecify.annotations.NullMarked;
