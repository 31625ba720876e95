/** Fine-tuning of sentence models: losses, examples, evaluation, and the trainer. */
@NullMarked
package io.github.nlptoolkit.bert.sentence.train;

import org.jspecify.annotations.NullMarked;
