/** Names to numbers, as the training data and the model file keep them. Not API. */
@NullMarked
package io.github.nlptoolkit.sequence.crf.internal;

import org.jspecify.annotations.NullMarked;
