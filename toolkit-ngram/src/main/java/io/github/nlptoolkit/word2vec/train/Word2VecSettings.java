package io.github.nlptoolkit.word2vec.train;

import io.github.nlptoolkit.word2vec.Subwords;
import org.jspecify.annotations.Nullable;

/**
 * How to train. The defaults are gensim 4.4's, but for the number of threads.
 *
 * <p>Immutable and thread-safe.
 *
 * @param architecture what predicts what; {@link Architecture#CBOW_MEAN}
 * @param dimension the number of values in each vector, at least 1; 100
 * @param window how many words on each side are context at the most, at least 1; 5
 * @param shrinkWindow whether each word's window is drawn from 1 to {@code window}; true
 * @param negative how many words are drawn as counter-examples; 0 takes the hierarchical softmax
 *     instead; 5
 * @param negativeExponent they are drawn in proportion to {@code count ^ negativeExponent}; 0.75
 * @param sample words of a larger part of the corpus than this are thinned out; from 1 on it is a
 *     count; 0 keeps all; 0.001
 * @param minCount rarer words are left out, at least 1; 5
 * @param maxFinalVocabulary raises {@code minCount} until no more words are left; 0 for no limit
 * @param maxVocabularySize drops rare words while counting whenever there are more, for corpora
 *     whose words do not fit in memory; 0 for no limit
 * @param learningRate the rate at the start, above 0; 0.025
 * @param minLearningRate the rate at the end, which it falls to in a line; 0.0001
 * @param epochs how many times to go through the corpus, at least 1; 5
 * @param subwords the character n-grams that vectors are made of too, as fastText does; null for
 *     none
 * @param threads how many threads train, at least 1; all cores. With one, the same seed gives the
 *     same vectors on the same kind of machine
 * @param seed of the random numbers; 1
 */
public record Word2VecSettings(
    Architecture architecture,
    int dimension,
    int window,
    boolean shrinkWindow,
    int negative,
    double negativeExponent,
    double sample,
    long minCount,
    int maxFinalVocabulary,
    int maxVocabularySize,
    float learningRate,
    float minLearningRate,
    int epochs,
    @Nullable Subwords subwords,
    int threads,
    long seed) {

  private static final int MOST_THREADS = 1024;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of range; the message names it
   */
  public Word2VecSettings {
    atLeast(1, dimension, "dimension");
    atLeast(1, window, "window");
    atLeast(0, negative, "negative");
    atLeast(1, minCount, "minCount");
    atLeast(0, maxFinalVocabulary, "maxFinalVocabulary");
    atLeast(0, maxVocabularySize, "maxVocabularySize");
    atLeast(1, epochs, "epochs");
    atLeast(1, threads, "threads");
    if (threads > MOST_THREADS) {
      throw new IllegalArgumentException("threads must be at most 1024, got " + threads);
    }
    if (!Double.isFinite(negativeExponent)) {
      throw new IllegalArgumentException(
          "negativeExponent must be a finite number, got " + negativeExponent);
    }
    if (!(sample >= 0) || Double.isInfinite(sample)) {
      throw new IllegalArgumentException("sample must be at least 0, got " + sample);
    }
    if (!(learningRate > 0) || Float.isInfinite(learningRate)) {
      throw new IllegalArgumentException("learningRate must be above 0, got " + learningRate);
    }
    if (!(minLearningRate >= 0) || minLearningRate > learningRate) {
      throw new IllegalArgumentException(
          "minLearningRate must be in [0, learningRate], got " + minLearningRate);
    }
  }

  private static void atLeast(long least, long value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
    }
  }

  /**
   * Starts from the defaults.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts from these.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.architecture = architecture;
    builder.dimension = dimension;
    builder.window = window;
    builder.shrinkWindow = shrinkWindow;
    builder.negative = negative;
    builder.negativeExponent = negativeExponent;
    builder.sample = sample;
    builder.minCount = minCount;
    builder.maxFinalVocabulary = maxFinalVocabulary;
    builder.maxVocabularySize = maxVocabularySize;
    builder.learningRate = learningRate;
    builder.minLearningRate = minLearningRate;
    builder.epochs = epochs;
    builder.subwords = subwords;
    builder.threads = threads;
    builder.seed = seed;
    return builder;
  }

  /** Collects settings; what each means and its default is at the record. Not thread-safe. */
  public static final class Builder {
    private Architecture architecture = Architecture.CBOW_MEAN;
    private int dimension = 100;
    private int window = 5;
    private boolean shrinkWindow = true;
    private int negative = 5;
    private double negativeExponent = 0.75;
    private double sample = 1e-3;
    private long minCount = 5;
    private int maxFinalVocabulary;
    private int maxVocabularySize;
    private float learningRate = 0.025f;
    private float minLearningRate = 1e-4f;
    private int epochs = 5;
    private @Nullable Subwords subwords;
    private int threads = Runtime.getRuntime().availableProcessors();
    private long seed = 1;

    private Builder() {}

    /**
     * Sets what predicts what.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder architecture(Architecture value) {
      architecture = value;
      return this;
    }

    /**
     * Sets the number of values in each vector.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder dimension(int value) {
      dimension = value;
      return this;
    }

    /**
     * Sets how many words on each side are context.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder window(int value) {
      window = value;
      return this;
    }

    /**
     * Sets whether each word draws its window.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder shrinkWindow(boolean value) {
      shrinkWindow = value;
      return this;
    }

    /**
     * Sets how many counter-examples are drawn; 0 for the hierarchical softmax.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder negative(int value) {
      negative = value;
      return this;
    }

    /**
     * Sets the exponent that they are drawn with.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder negativeExponent(double value) {
      negativeExponent = value;
      return this;
    }

    /**
     * Sets what words are thinned out.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder sample(double value) {
      sample = value;
      return this;
    }

    /**
     * Sets the minimal count of a word.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder minCount(long value) {
      minCount = value;
      return this;
    }

    /**
     * Sets the most words to keep; 0 for all.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder maxFinalVocabulary(int value) {
      maxFinalVocabulary = value;
      return this;
    }

    /**
     * Sets the most words to count; 0 for all.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder maxVocabularySize(int value) {
      maxVocabularySize = value;
      return this;
    }

    /**
     * Sets the rate at the start.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder learningRate(float value) {
      learningRate = value;
      return this;
    }

    /**
     * Sets the rate at the end.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder minLearningRate(float value) {
      minLearningRate = value;
      return this;
    }

    /**
     * Sets how many times to go through the corpus.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder epochs(int value) {
      epochs = value;
      return this;
    }

    /**
     * Sets the character n-grams; null for none.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder subwords(@Nullable Subwords value) {
      subwords = value;
      return this;
    }

    /**
     * Sets how many threads train.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder threads(int value) {
      threads = value;
      return this;
    }

    /**
     * Sets the seed of the random numbers.
     *
     * @param value see {@link Word2VecSettings}
     * @return this builder
     */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Ends the building.
     *
     * @return the settings
     * @throws IllegalArgumentException if one is out of range
     */
    public Word2VecSettings build() {
      return new Word2VecSettings(
          architecture,
          dimension,
          window,
          shrinkWindow,
          negative,
          negativeExponent,
          sample,
          minCount,
          maxFinalVocabulary,
          maxVocabularySize,
          learningRate,
          minLearningRate,
          epochs,
          subwords,
          threads,
          seed);
    }
  }
}
