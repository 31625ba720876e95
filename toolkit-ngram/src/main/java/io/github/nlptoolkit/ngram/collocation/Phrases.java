package io.github.nlptoolkit.ngram.collocation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins words that often come together into one, as gensim 4.4's {@code Phrases}: two words, or two
 * with connector words between them. Joining the joined sentences again makes longer phrases. Not
 * thread-safe while sentences are added.
 */
public final class Phrases {
  private final long minCount;
  private final double threshold;
  private final PhraseScoring scoring;
  private final Set<String> connectors;
  private final String delimiter;
  private final int maxVocabulary;
  private final Map<String, Long> vocabulary = new LinkedHashMap<>();
  private long words;
  private long minReduce = 1;

  private Phrases(Builder builder) {
    minCount = builder.minCount;
    threshold = builder.threshold;
    scoring = builder.scoring;
    connectors = builder.connectors;
    delimiter = builder.delimiter;
    maxVocabulary = builder.maxVocabulary;
  }

  /**
   * Starts the settings.
   *
   * @return a builder with gensim's defaults
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings of phrases. Not thread-safe. */
  public static final class Builder {
    private long minCount = 5;
    private double threshold = 10;
    private PhraseScoring scoring = PhraseScoring.DEFAULT;
    private Set<String> connectors = Set.of();
    private String delimiter = "_";
    private int maxVocabulary = 40_000_000;

    private Builder() {}

    /**
     * The count that the scoring takes as the least; 5 by default.
     *
     * @param value at least 1
     * @return this
     */
    public Builder minCount(long value) {
      minCount = value;
      return this;
    }

    /**
     * The score that a phrase must exceed; 10 by default.
     *
     * @param value any number; in [-1, 1] for {@link PhraseScoring#NPMI}
     * @return this
     */
    public Builder threshold(double value) {
      threshold = value;
      return this;
    }

    /**
     * The scoring; {@link PhraseScoring#DEFAULT} by default.
     *
     * @param value how to score
     * @return this
     */
    public Builder scoring(PhraseScoring value) {
      scoring = requireNonNull(value, "scoring");
      return this;
    }

    /**
     * Words that may stand within a phrase, but not at its ends; none by default.
     *
     * @param value words such as "of" and "the"
     * @return this
     */
    public Builder connectorWords(Collection<String> value) {
      connectors = Set.copyOf(value);
      return this;
    }

    /**
     * What is put between the words of a phrase; {@code _} by default.
     *
     * @param value not empty
     * @return this
     */
    public Builder delimiter(String value) {
      delimiter = requireNonNull(value, "delimiter");
      return this;
    }

    /**
     * How many words and pairs are counted before the rarest are forgotten; 40 million by default.
     *
     * @param value at least 1
     * @return this
     */
    public Builder maxVocabulary(int value) {
      maxVocabulary = value;
      return this;
    }

    /**
     * Makes phrases that have seen no sentence.
     *
     * @return phrases with the settings so far
     * @throws IllegalArgumentException if a setting is out of its range
     */
    public Phrases build() {
      require(minCount >= 1, "minCount must be at least 1, got " + minCount);
      require(!Double.isNaN(threshold), "threshold must be a number, got " + threshold);
      require(!delimiter.isEmpty(), "delimiter must not be empty");
      require(maxVocabulary >= 1, "maxVocabulary must be at least 1, got " + maxVocabulary);
      require(
          scoring != PhraseScoring.NPMI || (threshold >= -1 && threshold <= 1),
          "threshold must be in [-1, 1] for NPMI, got " + threshold);
      return new Phrases(this);
    }

    private static void require(boolean condition, String message) {
      if (!condition) {
        throw new IllegalArgumentException(message);
      }
    }
  }

  /**
   * Counts a sentence.
   *
   * @param sentence its words in order
   */
  public void add(List<String> sentence) {
    String start = null;
    List<String> between = new ArrayList<>();
    for (String word : sentence) {
      if (connectors.contains(requireNonNull(word, "word"))) {
        between.add(word);
        continue;
      }
      vocabulary.merge(word, 1L, Long::sum);
      if (start != null) {
        vocabulary.merge(joined(start, between, word), 1L, Long::sum);
      }
      start = word;
      between.clear();
    }
    words += sentence.size();
    while (vocabulary.size() > maxVocabulary) {
      vocabulary.values().removeIf(count -> count <= minReduce);
      minReduce++;
    }
  }

  private String joined(String start, List<String> between, String end) {
    StringBuilder phrase = new StringBuilder(start);
    for (String word : between) {
      phrase.append(delimiter).append(word);
    }
    return phrase.append(delimiter).append(end).toString();
  }

  /**
   * How often a word or a phrase was counted.
   *
   * @param token the word, or the words of a phrase with the delimiter between them
   * @return the number
   */
  public long count(String token) {
    return vocabulary.getOrDefault(token, 0L);
  }

  /**
   * How many words and pairs were counted.
   *
   * @return the number of different ones
   */
  public int vocabularySize() {
    return vocabulary.size();
  }

  /**
   * How many words there were.
   *
   * @return the number
   */
  public long words() {
    return words;
  }

  /** The score of two words if it makes a phrase; else NaN. */
  private double score(String start, List<String> between, String end) {
    long a = count(start);
    long b = count(end);
    if (a <= 0 || b <= 0) {
      return Double.NaN;
    }
    long both = count(joined(start, between, end));
    if (both <= 0) {
      return Double.NaN;
    }
    double score = scoring.score(a, b, both, vocabulary.size(), minCount, words);
    return score > threshold ? score : Double.NaN;
  }

  /**
   * All phrases.
   *
   * @return scores by phrase; the caller's own
   */
  public Map<String, Double> phrases() {
    Map<String, Double> found = new HashMap<>();
    for (String token : vocabulary.keySet()) {
      List<String> parts = parts(token);
      if (parts.size() > 1) {
        String start = parts.get(0);
        String end = parts.get(parts.size() - 1);
        List<String> between = parts.subList(1, parts.size() - 1);
        double score = score(start, between, end);
        if (!Double.isNaN(score)) {
          found.put(joined(start, between, end), score);
        }
      }
    }
    return found;
  }

  private List<String> parts(String token) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = token.indexOf(delimiter); at >= 0; at = token.indexOf(delimiter, from)) {
      parts.add(token.substring(from, at));
      from = at + delimiter.length();
    }
    parts.add(token.substring(from));
    return parts;
  }

  /**
   * Joins the phrases of a sentence, from left to right.
   *
   * @param sentence its words in order
   * @return words and phrases in order; immutable
   */
  public List<String> join(List<String> sentence) {
    List<String> out = new ArrayList<>();
    String start = null;
    List<String> between = new ArrayList<>();
    for (String word : sentence) {
      if (connectors.contains(word)) {
        (start == null ? out : between).add(word);
      } else if (start == null) {
        start = word;
      } else if (Double.isNaN(score(start, between, word))) {
        out.add(start);
        out.addAll(between);
        between.clear();
        start = word;
      } else {
        out.add(joined(start, between, word));
        between.clear();
        start = null;
      }
    }
    if (start != null) {
      out.add(start);
      out.addAll(between);
    }
    return List.copyOf(out);
  }
}
