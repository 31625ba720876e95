/** Sequence labelling: HMM, linear-chain CRF, tag schemes. */
@NullMarked
package io.github.nlptoolkit.sequence;

import org.jspecify.annotations.NullMarked;
