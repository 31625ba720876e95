/**
 * Linear-chain conditional random fields over string attributes: {@link
 * io.github.nlptoolkit.sequence.crf.CrfModel} tags sentences; {@code sequence.crf.train} makes such
 * models.
 *
 * <pre>{@code
 * CrfModel model = CrfModel.load(Path.of("pos.crf"));
 * AttributeSequence sentence =
 *     AttributeSequence.of(List.of(List.of("w=the", "BOS"), List.of("w=dog", "EOS")));
 * List<String> tags = model.tag(sentence);
 * }</pre>
 */
@NullMarked
package io.github.nlptoolkit.sequence.crf;

import org.jspecify.annotations.NullMarked;
