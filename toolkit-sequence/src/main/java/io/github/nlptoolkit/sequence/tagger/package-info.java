/** Ready taggers and word segmentation: features, training, evaluation, models. */
@NullMarked
package io.github.nlptoolkit.sequence.tagger;

import org.jspecify.annotations.NullMarked;
