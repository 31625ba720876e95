package io.github.nlptoolkit.keybert;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.keybert.phrase.Phrase;
import io.github.nlptoolkit.keybert.phrase.PhraseFinder;
import io.github.nlptoolkit.keybert.phrase.PhrasePattern;
import io.github.nlptoolkit.keybert.phrase.PhrasePatterns;
import io.github.nlptoolkit.keybert.selection.Diversity;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import io.github.nlptoolkit.text.AnalyzedText;
import io.github.nlptoolkit.text.TextAnalyzer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Key phrases of documents by embedding similarity. The phrases of a document are noun phrases (or
 * whatever the {@linkplain PhrasePatterns pattern} of its language says) that stand in it as they
 * are; their inflected forms are one; a phrase is written as it is most often, and knows every
 * place where it stands. {@link #compatible} gives KeyBERT's own way instead.
 *
 * <p>The score of a phrase p of a document d with the phrases P is
 *
 * <pre>
 *   z(cos(p, d)) - centrality · z(mean cos(p, P))
 *     + severalWords · [p has two words or more] - longPhrase · max(0, words - 3)
 *     - position · (first token / tokens) + frequency · ln(occurrences)
 * </pre>
 *
 * <p>where z is the standard score among P and the weights are {@link Priors}. It is rounded to 4
 * places; 0 is about the average phrase of the document, higher is better, and scores of different
 * documents do not compare. Taking the mean cosine off is what makes a phrase that is like anything
 * lose (docs/keywords.md has what each part is worth).
 *
 * <p>A document longer than a window is read in windows, cut at sentence ends: its vector is the
 * mean of theirs, and the cosine of a phrase is half the one with the document and half the one
 * with the best window it stands in.
 *
 * <p>Results are stable: equal scores are in the order of first occurrence. A blank document, one
 * of stop words only or of emoji only has no keywords.
 *
 * <p>Cost: the embedder's; documents of one call are embedded together, and a phrase of several
 * documents once. Thread-safe as its embedder and analyzer are. It does not close the embedder.
 */
public final class KeyBert implements KeywordExtractor {

  /** So many documents, or texts to embed, are worked on at once. */
  private static final int GROUP_DOCUMENTS = 256;

  private static final int GROUP_TEXTS = 16_384;

  private final TextEmbedder embedder;
  private final TextAnalyzer analyzer;
  private final @Nullable PhrasePattern pattern;
  private final @Nullable Priors priors;
  private final Diversity diversity;
  private final int topN;
  private final int windowTokens;
  private final int maxCandidates;
  private final @Nullable Boolean keepNested;
  private final List<String> seedKeywords;
  private final List<AnalyzedText> candidates;
  private final VectorCache cache;

  private KeyBert(Builder builder) {
    this.embedder = builder.embedder;
    this.analyzer = builder.analyzer;
    this.pattern = builder.pattern;
    this.priors = builder.priors;
    this.diversity = builder.diversity;
    this.topN = builder.topN;
    this.windowTokens = builder.windowTokens;
    this.maxCandidates = builder.maxCandidates;
    this.keepNested = builder.keepNested;
    this.seedKeywords = builder.seedKeywords;
    this.candidates = builder.candidates.stream().map(builder.analyzer::analyze).toList();
    this.cache = new VectorCache(builder.cacheSize);
  }

  /**
   * Starts an extractor.
   *
   * @param embedder what embeds documents and phrases; stays the caller's to close
   * @param analyzer what reads the documents; {@code toolkit-language} has some
   * @return a builder
   */
  public static Builder builder(TextEmbedder embedder, TextAnalyzer analyzer) {
    return new Builder(
        Objects.requireNonNull(embedder, "embedder"), Objects.requireNonNull(analyzer, "analyzer"));
  }

  /**
   * Starts an extractor that gives what KeyBERT 0.9.0 gives, with KeyBERT's defaults: single words,
   * the English stop words, the five best.
   *
   * @param embedder what embeds documents and candidates; stays the caller's to close
   * @return a builder
   */
  public static CompatibleKeyBert.Builder compatible(TextEmbedder embedder) {
    return CompatibleKeyBert.builder(embedder);
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.github.nlptoolkit.failure.ContractException if the embedder gives too few vectors,
   *     or NaN
   */
  @Override
  public List<Keyword> extract(String document) {
    Objects.requireNonNull(document, "document");
    return extractAll(List.of(document)).get(0);
  }

  /**
   * {@inheritDoc}
   *
   * @throws io.github.nlptoolkit.failure.ContractException if the embedder gives too few vectors,
   *     or NaN
   * @throws NullPointerException if a document is null (the message names its index)
   */
  @Override
  public List<List<Keyword>> extractAll(List<String> documents) {
    for (int i = 0; i < documents.size(); i++) {
      Objects.requireNonNull(documents.get(i), "documents[" + i + "]");
    }
    List<List<Keyword>> all = new ArrayList<>(documents.size());
    List<DocumentPhrases> group = new ArrayList<>();
    int texts = 0;
    for (String document : documents) {
      DocumentPhrases phrases = phrasesOf(document);
      group.add(phrases);
      texts += phrases.phrases().size() + phrases.windows().size();
      if (group.size() == GROUP_DOCUMENTS || texts >= GROUP_TEXTS) {
        addKeywords(group, all);
        group.clear();
        texts = 0;
      }
    }
    addKeywords(group, all);
    return List.copyOf(all);
  }

  private DocumentPhrases phrasesOf(String document) {
    AnalyzedText text = analyzer.analyze(document);
    List<Phrase> phrases;
    if (candidates.isEmpty()) {
      PhrasePattern used = pattern == null ? PhrasePatterns.of(text.language()) : pattern;
      phrases = PhraseFinder.find(text, used);
      if (phrases.isEmpty() && pattern == null) {
        phrases = PhraseFinder.find(text, PhrasePatterns.words());
      }
    } else {
      phrases = PhraseFinder.locate(text, candidates);
    }
    return DocumentPhrases.of(text, phrases, maxCandidates, windowTokens);
  }

  private void addKeywords(List<DocumentPhrases> group, List<List<Keyword>> all) {
    if (group.isEmpty()) {
      return;
    }
    PhraseVectors vectors = PhraseVectors.of(group, seedKeywords, embedder, cache);
    for (int i = 0; i < group.size(); i++) {
      all.add(keywords(group.get(i), vectors, i));
    }
  }

  private List<Keyword> keywords(DocumentPhrases document, PhraseVectors vectors, int index) {
    if (document.phrases().isEmpty()) {
      return List.of();
    }
    Priors weights = priors == null ? Priors.of(document.text().language()) : priors;
    float[][] ofPhrases = vectors.phrases(index);
    double[] scores =
        Relevances.of(document, ofPhrases, vectors.windows(index), vectors.seed(), weights);
    boolean nested = keepNested == null ? document.text().language().equals("zh") : keepNested;
    int[] kept = nested ? all(scores.length) : withoutNested(document.phrases(), scores);
    double[] ofKept = Arrays.stream(kept).mapToDouble(i -> scores[i]).toArray();
    Embeddings ofKeptVectors =
        Embeddings.ofRows(Arrays.stream(kept).mapToObj(i -> ofPhrases[i]).toList());
    List<Keyword> keywords = new ArrayList<>();
    for (int chosen : diversity.choose(ofKept, ofKeptVectors, topN)) {
      Phrase phrase = document.phrases().get(kept[chosen]);
      double score = Math.round(ofKept[chosen] * 10_000) / 10_000.0;
      keywords.add(new Keyword(phrase.text(), score, phrase.spans()));
    }
    return List.copyOf(keywords);
  }

  /** All but the single words that stand in a better phrase. */
  private static int[] withoutNested(List<Phrase> phrases, double[] scores) {
    List<Integer> order = new ArrayList<>(Arrays.stream(all(scores.length)).boxed().toList());
    order.sort(Comparator.comparingDouble((Integer i) -> -scores[i]));
    Set<String> inBetter = new HashSet<>();
    List<Integer> kept = new ArrayList<>();
    for (int i : order) {
      List<String> stems = phrases.get(i).stems();
      if (stems.size() > 1 || !inBetter.contains(stems.get(0))) {
        kept.add(i);
      }
      inBetter.addAll(stems);
    }
    return kept.stream().mapToInt(i -> i).sorted().toArray();
  }

  private static int[] all(int count) {
    int[] all = new int[count];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** Gathers the options of an extractor. The order of calls does not matter. Not thread-safe. */
  public static final class Builder {
    private final TextEmbedder embedder;
    private final TextAnalyzer analyzer;
    private @Nullable PhrasePattern pattern;
    private @Nullable Priors priors;
    private Diversity diversity = Diversity.none();
    private int topN = 5;
    private int windowTokens = 180;
    private int maxCandidates = 5000;
    private int cacheSize = 20_000;
    private @Nullable Boolean keepNested;
    private List<String> seedKeywords = List.of();
    private List<String> candidates = List.of();

    private Builder(TextEmbedder embedder, TextAnalyzer analyzer) {
      this.embedder = embedder;
      this.analyzer = analyzer;
    }

    /**
     * Which runs of words may be keywords. Default: by the language of each document, {@link
     * PhrasePatterns#of}.
     *
     * @param pattern what says so
     * @return this builder
     */
    public Builder pattern(PhrasePattern pattern) {
      this.pattern = Objects.requireNonNull(pattern, "pattern");
      return this;
    }

    /**
     * What is known of good phrases beside their vectors. Default: by the language of each
     * document, {@link Priors#of}.
     *
     * @param priors the weights
     * @return this builder
     */
    public Builder priors(Priors priors) {
      this.priors = Objects.requireNonNull(priors, "priors");
      return this;
    }

    /**
     * How keywords are kept from being alike. Default: {@link Diversity#none}.
     *
     * @param diversity the way
     * @return this builder
     */
    public Builder diversity(Diversity diversity) {
      this.diversity = Objects.requireNonNull(diversity, "diversity");
      return this;
    }

    /**
     * How many keywords a document has at the most. Default: 5.
     *
     * @param keywords the number, at least 1; {@link Integer#MAX_VALUE} for all
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder topN(int keywords) {
      this.topN = atLeastOne(keywords, "topN");
      return this;
    }

    /**
     * How many tokens (words and punctuation marks) the embedder reads at once. Default: 180, which
     * are fewer than 256 word pieces as a rule.
     *
     * @param tokens the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder windowTokens(int tokens) {
      this.windowTokens = atLeastOne(tokens, "windowTokens");
      return this;
    }

    /**
     * How many phrases of a document are embedded at the most: the most frequent ones, of equally
     * frequent ones those of several words, then the first ones. Default: 5,000.
     *
     * @param phrases the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxCandidates(int phrases) {
      this.maxCandidates = atLeastOne(phrases, "maxCandidates");
      return this;
    }

    /**
     * How many vectors of phrases are kept from call to call. Default: 20,000.
     *
     * @param vectors the number, at least 0
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder cacheSize(int vectors) {
      if (vectors < 0) {
        throw new IllegalArgumentException("cacheSize must be at least 0, got " + vectors);
      }
      this.cacheSize = vectors;
      return this;
    }

    /**
     * Whether a single word is a keyword beside a better phrase that holds it. Default: only in
     * Chinese, where compounds are written as one.
     *
     * @param wanted true if it is
     * @return this builder
     */
    public Builder keepNested(boolean wanted) {
      this.keepNested = wanted;
      return this;
    }

    /**
     * Words that draw the keywords of all documents towards them: the mean of their vectors is
     * mixed with the document's, one part to three. Default: none.
     *
     * @param keywords the words, at least one
     * @return this builder
     * @throws IllegalArgumentException if there are none
     * @throws NullPointerException if one is null (the message names its index)
     */
    public Builder seedKeywords(List<String> keywords) {
      this.seedKeywords = checked(keywords, "seedKeywords");
      return this;
    }

    /**
     * The only keywords there may be, found in whatever inflected form; equal ones are one.
     * Default: whatever the pattern finds.
     *
     * @param phrases the phrases, at least one
     * @return this builder
     * @throws IllegalArgumentException if there are none, or one is blank
     * @throws NullPointerException if one is null (the message names its index)
     */
    public Builder candidates(List<String> phrases) {
      List<String> copy = checked(phrases, "candidates");
      for (int i = 0; i < copy.size(); i++) {
        if (copy.get(i).isBlank()) {
          throw new IllegalArgumentException("candidates[" + i + "] must not be blank");
        }
      }
      this.candidates = copy;
      return this;
    }

    /**
     * Makes the extractor; may be called again.
     *
     * @return an extractor with the options as they are now
     */
    public KeyBert build() {
      return new KeyBert(this);
    }

    private static int atLeastOne(int value, String name) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " must be at least 1, got " + value);
      }
      return value;
    }

    private static List<String> checked(List<String> texts, String name) {
      if (texts.isEmpty()) {
        throw new IllegalArgumentException(name + " must not be empty");
      }
      for (int i = 0; i < texts.size(); i++) {
        Objects.requireNonNull(texts.get(i), name + "[" + i + "]");
      }
      return List.copyOf(texts);
    }
  }
}
