package io.github.nlptoolkit.engine.train;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The batches of an epoch, one after another. Not thread-safe.
 *
 * @param <B> the type of a batch
 */
public interface Batches<B> extends AutoCloseable {

  /**
   * The next batch.
   *
   * @return it, or null at the end
   * @throws IOException if the data cannot be read
   */
  @Nullable B next() throws IOException;

  @Override
  void close() throws IOException;

  /**
   * Batches that are in memory.
   *
   * @param <B> the type of a batch
   * @param batches the batches
   * @return them, one after another
   */
  static <B> Batches<B> of(List<B> batches) {
    Iterator<B> iterator = batches.iterator();
    return new Batches<>() {
      @Override
      public @Nullable B next() {
        return iterator.hasNext() ? iterator.next() : null;
      }

      @Override
      public void close() {}
    };
  }
}
