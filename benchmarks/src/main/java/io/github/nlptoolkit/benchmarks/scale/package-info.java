/** Cost against length, batch, corpus, model, threads and precision. */
@NullMarked
package io.github.nlptoolkit.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
