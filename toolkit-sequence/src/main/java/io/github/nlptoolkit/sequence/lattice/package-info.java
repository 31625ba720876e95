/**
 * Decoding a chain of labels from two score matrices: emissions (positions × labels) and
 * transitions (labels × labels). Whatever made the scores, a CRF, an HMM or a neural network, the
 * best path, the paths after it, probabilities and constraints come from here.
 */
@NullMarked
package io.github.nlptoolkit.sequence.lattice;

import org.jspecify.annotations.NullMarked;
