/** How near generated text is to references: BLEU, chrF, ROUGE. */
@NullMarked
package io.github.nlptoolkit.eval.text;

import org.jspecify.annotations.NullMarked;
