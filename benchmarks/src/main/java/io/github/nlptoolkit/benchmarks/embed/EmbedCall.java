package io.github.nlptoolkit.benchmarks.embed;

import java.util.List;

/** A call of an embedder with its arguments in the form it wants them. Thread-safe. */
public interface EmbedCall {

  /**
   * Makes the call; this is what is timed.
   *
   * @return what the embedder returns
   */
  Object run();

  /**
   * Makes the call and takes the vectors out of its result.
   *
   * @return one vector for each text, in order
   */
  List<float[]> vectors();
}
