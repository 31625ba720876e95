/** Heads on encoders: masked tokens, sentence pairs, labels of texts and tokens, answers. */
@NullMarked
package io.github.nlptoolkit.bert.head;

import org.jspecify.annotations.NullMarked;
