package io.github.nlptoolkit.engine.train;

import java.io.IOException;

/**
 * Batches to train on, the same in the same order whenever an epoch is begun: so training can be
 * left and taken up again.
 *
 * @param <B> the type of a batch
 */
@FunctionalInterface
public interface BatchSource<B> {

  /**
   * Begins an epoch.
   *
   * @param epoch its number, from 0; another order for each is welcome
   * @return its batches; closed by whoever asked for them
   * @throws IOException if the data cannot be read
   */
  Batches<B> epoch(long epoch) throws IOException;
}
