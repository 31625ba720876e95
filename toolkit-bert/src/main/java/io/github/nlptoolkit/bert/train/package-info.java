/** Pre-training: what the papers made their data with, and training of masked language models. */
@NullMarked
package io.github.nlptoolkit.bert.train;

import org.jspecify.annotations.NullMarked;
