/** How good clusters are, with and without a gold standard. */
@NullMarked
package io.github.nlptoolkit.eval.cluster;

import org.jspecify.annotations.NullMarked;
