/** The only room that knows DJL; it takes and gives plain values. Not API. */
@NullMarked
package io.github.nlptoolkit.engine.internal.djl;

import org.jspecify.annotations.NullMarked;
