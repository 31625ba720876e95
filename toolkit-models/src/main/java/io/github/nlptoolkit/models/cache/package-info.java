/**
 * The folders in which models are kept: where they lie, and how they are written and checked so
 * that no half of one is ever used. Knows nothing of where a model comes from.
 */
@NullMarked
package io.github.nlptoolkit.models.cache;

import org.jspecify.annotations.NullMarked;
