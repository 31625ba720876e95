/** What a model runs on: device, precision, threads. */
@NullMarked
package io.github.nlptoolkit.engine.runtime;

import org.jspecify.annotations.NullMarked;
