/**
 * Training of conditional random fields: {@link io.github.nlptoolkit.sequence.crf.train.CrfDataset}
 * holds labelled sentences, {@link io.github.nlptoolkit.sequence.crf.train.CrfTrainer} makes a
 * model of them.
 *
 * <pre>{@code
 * CrfDataset.Builder sentences = CrfDataset.builder();
 * sentences.add(AttributeSequence.of(List.of(List.of("w=a"), List.of("w=dog"))), List.of("D", "N"));
 * CrfModel model =
 *     CrfTrainer.builder(Lbfgs.builder().c2(0.1).build()).build().train(sentences.build()).model();
 * }</pre>
 */
@NullMarked
package io.github.nlptoolkit.sequence.crf.train;

import org.jspecify.annotations.NullMarked;
