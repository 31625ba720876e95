package io.github.nlptoolkit.keybert.baseline;

import io.github.nlptoolkit.keybert.candidate.Candidates;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Keywords by frequency in the document and rareness in a corpus.
 *
 * <p>Peer: scikit-learn 1.9.1, {@code TfidfVectorizer}; the same weights. Where more words than
 * {@code maxFeatures} occur equally often, the first by code point are kept.
 *
 * <p>Immutable, and thread-safe if its vectorizer is.
 */
public final class TfIdf implements KeywordExtractor {

  /** What becomes of the weights of a document. */
  public enum Norm {
    /** They stay as they are. */
    NONE,
    /** They sum to 1. */
    L1,
    /** Their squares sum to 1. */
    L2
  }

  private final CountVectorizer vectorizer;
  private final List<String> features;
  private final double[] idf;
  private final Builder options;

  private TfIdf(CountVectorizer vectorizer, List<String> features, double[] idf, Builder options) {
    this.vectorizer = vectorizer;
    this.features = features;
    this.idf = idf;
    this.options = options;
  }

  /**
   * Starts a model with scikit-learn's defaults: L2, idf smoothed, plain frequencies.
   *
   * @param vectorizer what finds the candidates
   * @return a builder
   */
  public static Builder builder(CountVectorizer vectorizer) {
    return new Builder(Objects.requireNonNull(vectorizer, "vectorizer"));
  }

  /**
   * The candidates that the corpus has.
   *
   * @return their texts, by code point; immutable
   */
  public List<String> features() {
    return features;
  }

  /**
   * The rareness of each candidate.
   *
   * @return a number for each of {@link #features}; 1 if no idf is used; the caller's own
   */
  public double[] idf() {
    return idf.clone();
  }

  /**
   * The weights of a document's candidates.
   *
   * @param document its text
   * @return the weights that are not 0 by candidate, in the order of {@link #features}; immutable
   */
  public Map<String, Double> weights(String document) {
    Map<String, Double> weights = new LinkedHashMap<>();
    if (features.isEmpty()) {
      return Map.of();
    }
    weigh(vectorizer.fit(List.of(document)), weights);
    return java.util.Collections.unmodifiableMap(weights);
  }

  private void weigh(Candidates candidates, Map<String, Double> weights) {
    int[] own = candidates.of(0);
    double[] values = new double[own.length];
    for (int i = 0; i < own.length; i++) {
      double count = options.binary ? 1 : candidates.count(0, own[i]);
      double tf = options.sublinearTf ? 1 + Math.log(count) : count;
      values[i] = tf * idf[own[i]];
    }
    double length =
        switch (options.norm) {
          case NONE -> 1;
          case L1 -> Arrays.stream(values).map(Math::abs).sum();
          case L2 -> Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
        };
    for (int i = 0; i < own.length; i++) {
      weights.put(features.get(own[i]), length == 0 ? 0 : values[i] / length);
    }
  }

  /** The candidates with the greatest weights; of equal ones the first by code point. */
  @Override
  public List<Keyword> extract(String document) {
    if (features.isEmpty()) {
      return List.of();
    }
    Candidates candidates = vectorizer.fit(List.of(document));
    Map<String, Double> weights = new LinkedHashMap<>();
    weigh(candidates, weights);
    List<Keyword> keywords = new ArrayList<>();
    for (int candidate : candidates.of(0)) {
      String text = features.get(candidate);
      keywords.add(
          new Keyword(
              text, Objects.requireNonNull(weights.get(text)), candidates.spans(0, candidate)));
    }
    keywords.sort(Comparator.comparingDouble(keyword -> -keyword.score()));
    return List.copyOf(keywords.subList(0, Math.min(options.topN, keywords.size())));
  }

  /** Gathers the options of a model. Not thread-safe. */
  public static final class Builder {
    private final CountVectorizer vectorizer;
    private Norm norm = Norm.L2;
    private boolean useIdf = true;
    private boolean smoothIdf = true;
    private boolean sublinearTf;
    private boolean binary;
    private int maxFeatures = Integer.MAX_VALUE;
    private int topN = 5;

    private Builder(CountVectorizer vectorizer) {
      this.vectorizer = vectorizer;
    }

    private Builder(Builder other) {
      this.vectorizer = other.vectorizer;
      this.norm = other.norm;
      this.useIdf = other.useIdf;
      this.smoothIdf = other.smoothIdf;
      this.sublinearTf = other.sublinearTf;
      this.binary = other.binary;
      this.maxFeatures = other.maxFeatures;
      this.topN = other.topN;
    }

    /**
     * What becomes of the weights of a document. Default: {@link Norm#L2}.
     *
     * @param norm what becomes of them
     * @return this builder
     */
    public Builder norm(Norm norm) {
      this.norm = Objects.requireNonNull(norm, "norm");
      return this;
    }

    /**
     * Whether rareness counts. Default: true.
     *
     * @param wanted true if it does
     * @return this builder
     */
    public Builder useIdf(boolean wanted) {
      this.useIdf = wanted;
      return this;
    }

    /**
     * Whether idf is {@code ln((1 + n) / (1 + df)) + 1}, else {@code ln(n / df) + 1}. Default:
     * true.
     *
     * @param wanted true if it is
     * @return this builder
     */
    public Builder smoothIdf(boolean wanted) {
      this.smoothIdf = wanted;
      return this;
    }

    /**
     * Whether a frequency counts as {@code 1 + ln(frequency)}. Default: false.
     *
     * @param wanted true if it does
     * @return this builder
     */
    public Builder sublinearTf(boolean wanted) {
      this.sublinearTf = wanted;
      return this;
    }

    /**
     * Whether every frequency counts as 1. Default: false.
     *
     * @param wanted true if it does
     * @return this builder
     */
    public Builder binary(boolean wanted) {
      this.binary = wanted;
      return this;
    }

    /**
     * How many candidates there are at the most, the most frequent ones. Default: all.
     *
     * @param features the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxFeatures(int features) {
      if (features < 1) {
        throw new IllegalArgumentException("maxFeatures must be at least 1, got " + features);
      }
      this.maxFeatures = features;
      return this;
    }

    /**
     * How many keywords a document has at the most. Default: 5.
     *
     * @param keywords the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder topN(int keywords) {
      this.topN = Rankings.checked(keywords);
      return this;
    }

    /**
     * Counts a corpus.
     *
     * @param corpus the documents
     * @return the model
     * @throws IllegalArgumentException as {@link CountVectorizer#fit}
     */
    public TfIdf fit(List<String> corpus) {
      Candidates found = vectorizer.fit(corpus);
      int size = found.texts().size();
      int[] documents = new int[size];
      long[] counts = new long[size];
      for (int document = 0; document < corpus.size(); document++) {
        for (int candidate : found.of(document)) {
          documents[candidate]++;
          counts[candidate] += binary ? 1 : found.count(document, candidate);
        }
      }
      Integer[] order = new Integer[size];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, Comparator.comparingLong(i -> -counts[i]));
      int[] kept = Arrays.stream(order).limit(maxFeatures).mapToInt(i -> i).sorted().toArray();
      List<String> features = Arrays.stream(kept).mapToObj(found.texts()::get).toList();
      double[] idf =
          Arrays.stream(kept).mapToDouble(i -> idf(corpus.size(), documents[i])).toArray();
      CountVectorizer fitted =
          features.isEmpty() ? vectorizer : vectorizer.withVocabulary(features);
      return new TfIdf(fitted, features, idf, new Builder(this));
    }

    private double idf(int documents, int frequency) {
      if (!useIdf) {
        return 1;
      }
      int more = smoothIdf ? 1 : 0;
      return Math.log((double) (documents + more) / (frequency + more)) + 1;
    }
  }
}
