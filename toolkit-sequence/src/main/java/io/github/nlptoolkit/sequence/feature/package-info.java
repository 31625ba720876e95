/**
 * Attributes of tokens for a CRF: templates in CRF++ syntax and functions in Java.
 *
 * <pre>{@code
 * FeatureExtractor features =
 *     FeatureExtractor.builder()
 *         .template("U01:%x[-1,0]")
 *         .template("U02:%x[0,0]/%x[1,0]")
 *         .template("B")
 *         .function((rows, token, out) -> out.accept("length=" + rows.cell(token, 0).length()))
 *         .build();
 * AttributeSequence sentence = features.extract(rows);
 * }</pre>
 */
@NullMarked
package io.github.nlptoolkit.sequence.feature;

import org.jspecify.annotations.NullMarked;
