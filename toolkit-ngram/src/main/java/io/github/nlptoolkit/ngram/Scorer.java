package io.github.nlptoolkit.ngram;

/**
 * Goes through a text word by word and remembers as much of it as the model can use; for decoders.
 * It starts at the start of a sentence. Not thread-safe; any number of scorers may share a model.
 */
public sealed interface Scorer permits LookupScorer, CountScorer, MixtureScorer {

  /** Goes to the start of a sentence. */
  void begin();

  /** Forgets everything, without being at the start of a sentence. */
  void clear();

  /**
   * The probability of a word here, without going on.
   *
   * @param id the word's number in the model's vocabulary
   * @return log10, at most 0
   * @throws IndexOutOfBoundsException if there is no such number
   */
  double peek(int id);

  /**
   * Takes a word.
   *
   * @param id its number in the model's vocabulary
   * @return its log10 probability, at most 0
   * @throws IndexOutOfBoundsException if there is no such number
   */
  double next(int id);

  /**
   * Takes a word.
   *
   * @param word the word; one that the vocabulary lacks is taken as {@code <unk>}
   * @return its log10 probability, at most 0
   */
  double next(String word);

  /**
   * How many words the n-gram had that gave the last probability of {@link #next}.
   *
   * @return the number; 0 at the start
   */
  int ngramLength();

  /**
   * Another scorer at the same place.
   *
   * @return a copy that goes its own way
   */
  Scorer copy();

  /**
   * Whether another scorer will score all that comes as this one will: hypotheses may be joined.
   *
   * @param other a scorer of the same model
   * @return true if all that the model remembers is equal
   */
  boolean hasSameFuture(Scorer other);

  /**
   * A number that is equal for scorers with the same future.
   *
   * @return a hash
   */
  int futureHash();
}
