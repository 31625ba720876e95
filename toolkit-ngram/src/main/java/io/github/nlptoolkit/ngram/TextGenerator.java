package io.github.nlptoolkit.ngram;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes sentences up, word by word, by the probabilities of a model. The same seed gives the same
 * sentences. {@code <s>} and {@code <unk>} never come. Not thread-safe.
 */
public final class TextGenerator {
  private final NgramModel model;
  private final double temperature;
  private final int topK;
  private final double topP;
  private final int maxWords;
  private final SplittableRandom random;

  private TextGenerator(Builder builder) {
    model = builder.model;
    temperature = builder.temperature;
    topK = builder.topK;
    topP = builder.topP;
    maxWords = builder.maxWords;
    random = new SplittableRandom(builder.seed);
  }

  /**
   * Starts the settings.
   *
   * @param model the model
   * @return a builder
   */
  public static Builder builder(NgramModel model) {
    return new Builder(requireNonNull(model, "model"));
  }

  /** Settings of a generator. Not thread-safe. */
  public static final class Builder {
    private final NgramModel model;
    private double temperature = 1;
    private int topK;
    private double topP = 1;
    private int maxWords = 100;
    private long seed;

    private Builder(NgramModel model) {
      this.model = model;
    }

    /**
     * What log-probabilities are divided by; 1 by default.
     *
     * @param value at least 0; 0 always takes the most probable word
     * @return this
     */
    public Builder temperature(double value) {
      temperature = value;
      return this;
    }

    /**
     * How many of the most probable words there are to choose from; all by default.
     *
     * @param value at least 0; 0 for all
     * @return this
     */
    public Builder topK(int value) {
      topK = value;
      return this;
    }

    /**
     * Chooses from the fewest words that have so much of the probability; 1 by default.
     *
     * @param value in (0, 1]
     * @return this
     */
    public Builder topP(double value) {
      topP = value;
      return this;
    }

    /**
     * Where a sentence is cut off; 100 by default.
     *
     * @param value the greatest number of new words, at least 0
     * @return this
     */
    public Builder maxWords(int value) {
      maxWords = value;
      return this;
    }

    /**
     * The seed; 0 by default.
     *
     * @param value any number
     * @return this
     */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Makes the generator.
     *
     * @return a generator at the start of its random numbers
     * @throws IllegalArgumentException if a setting is out of its range
     */
    public TextGenerator build() {
      require(
          temperature >= 0 && temperature < Double.POSITIVE_INFINITY,
          "temperature must be at least 0, got " + temperature);
      require(topK >= 0, "topK must be at least 0, got " + topK);
      require(topP > 0 && topP <= 1, "topP must be in (0, 1], got " + topP);
      require(maxWords >= 0, "maxWords must be at least 0, got " + maxWords);
      return new TextGenerator(this);
    }

    private static void require(boolean condition, String message) {
      if (!condition) {
        throw new IllegalArgumentException(message);
      }
    }
  }

  /**
   * The next sentence.
   *
   * @return its words; immutable
   */
  public List<String> generate() {
    return generate(List.of());
  }

  /**
   * The next sentence that begins with some words.
   *
   * @param start the words; may be empty
   * @return the words that come after them; immutable
   */
  public List<String> generate(List<String> start) {
    Scorer scorer = model.scorer();
    start.forEach(scorer::next);
    List<String> words = new ArrayList<>();
    while (words.size() < maxWords) {
      int id = choose(scorer);
      if (id == Vocabulary.END) {
        break;
      }
      scorer.next(id);
      words.add(model.vocabulary().word(id));
    }
    return List.copyOf(words);
  }

  private record Choice(int id, double log10) {}

  private int choose(Scorer scorer) {
    List<Choice> choices = new ArrayList<>();
    for (int id = Vocabulary.END; id < model.vocabulary().size(); id++) {
      choices.add(new Choice(id, scorer.peek(id)));
    }
    boolean isCut = topK > 0 || topP < 1 || temperature == 0;
    if (isCut) {
      choices.sort(Comparator.comparingDouble(Choice::log10).reversed());
    }
    int count = topK > 0 ? Math.min(topK, choices.size()) : choices.size();
    if (temperature == 0) {
      return choices.get(0).id();
    }
    double[] shares = shares(choices, count);
    double limit = topP < 1 ? nucleus(shares) : total(shares, count);
    double at = random.nextDouble() * limit;
    int chosen = 0;
    while (chosen + 1 < count && at >= shares[chosen]) {
      at -= shares[chosen];
      chosen++;
    }
    return choices.get(chosen).id();
  }

  /** What each has of the probability, at this temperature; not scaled to the sum 1. */
  private double[] shares(List<Choice> choices, int count) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      greatest = Math.max(greatest, choices.get(i).log10());
    }
    double[] shares = new double[count];
    for (int i = 0; i < count; i++) {
      double log10 = choices.get(i).log10();
      shares[i] =
          log10 == Double.NEGATIVE_INFINITY ? 0 : Math.pow(10, (log10 - greatest) / temperature);
    }
    return shares;
  }

  private static double total(double[] shares, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += shares[i];
    }
    return sum;
  }

  private double nucleus(double[] shares) {
    double enough = topP * total(shares, shares.length);
    double sum = 0;
    for (double share : shares) {
      sum += share;
      if (sum >= enough) {
        break;
      }
    }
    return sum;
  }
}
