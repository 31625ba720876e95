/**
 * One short text on all cores without the engine: the encoder of {@code encoder.py} in loops of
 * vector instructions. With so few tokens, an engine spends most of its time between operators.
 */
@NullMarked
package io.github.nlptoolkit.bert.internal.shorttext;

import org.jspecify.annotations.NullMarked;
