package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.eval.dataset.Analogy;
import java.util.Optional;
import java.util.OptionalDouble;

/** Word vectors, as evaluators ask them. Thread-safe. */
public interface WordSpace {

  /**
   * How near two words are.
   *
   * @param a a word
   * @param b a word
   * @return their cosine; nothing if one of them is not known
   */
  OptionalDouble similarity(String a, String b);

  /**
   * Whether the answer is the nearest word to b − a + c.
   *
   * @param question the question
   * @return whether it is; nothing if one of the four words is not known
   */
  Optional<Boolean> answers(Analogy question);
}
