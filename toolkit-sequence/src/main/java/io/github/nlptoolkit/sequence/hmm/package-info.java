/** Hidden Markov models: discrete and Gaussian, trained by counting and by Baum-Welch. */
@NullMarked
package io.github.nlptoolkit.sequence.hmm;

import org.jspecify.annotations.NullMarked;
