package io.github.nlptoolkit.keybert.candidate;

import io.github.nlptoolkit.text.Segmenter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds candidate phrases as scikit-learn 1.9.1's {@code CountVectorizer} does (peer: {@code
 * sklearn.feature_extraction.text}, {@code analyzer="word"}): the text is put in lower case, its
 * accents are stripped if asked for, words are cut, stop words dropped, and runs of the words that
 * are left joined with a space.
 *
 * <p>Stop words go before n-grams are formed, so a phrase can jump over one: "king of the north"
 * has the candidate "king north". Its {@linkplain Candidates#spans span} runs from "king" to
 * "north".
 *
 * <p>Differences from the peer: an empty vocabulary is a result and no error, because it is the
 * documents' doing; a list of candidates may hold no blank ones; candidates know where they stand.
 * {@code max_features} and the character analyzers are not there.
 *
 * <p>Cost: O(words × orders) time and memory. Immutable and thread-safe if its segmenter is.
 */
public final class CountVectorizer {

  private final TextNormalization normalization;
  private final Segmenter segmenter;
  private final StopWords stopWords;
  private final NgramRange ngramRange;
  private final DocumentFrequency minDf;
  private final DocumentFrequency maxDf;
  private final @Nullable List<String> vocabulary;

  private CountVectorizer(Builder builder) {
    this.normalization = new TextNormalization(builder.lowercase, builder.accents);
    this.segmenter = builder.segmenter;
    this.stopWords = builder.stopWords;
    this.ngramRange = builder.ngramRange;
    this.minDf = builder.minDf;
    this.maxDf = builder.maxDf;
    this.vocabulary = builder.vocabulary;
  }

  private CountVectorizer(CountVectorizer other, List<String> vocabulary) {
    this.normalization = other.normalization;
    this.segmenter = other.segmenter;
    this.stopWords = other.stopWords;
    this.ngramRange = other.ngramRange;
    this.minDf = other.minDf;
    this.maxDf = other.maxDf;
    this.vocabulary = vocabulary;
  }

  /**
   * The same vectorizer with a vocabulary: {@link Builder#vocabulary}.
   *
   * @param candidates the candidates, at least one, each once
   * @return a new vectorizer
   * @throws IllegalArgumentException if there are none, one is blank or comes twice
   */
  public CountVectorizer withVocabulary(List<String> candidates) {
    return new CountVectorizer(
        this, Objects.requireNonNull(builder().vocabulary(candidates).vocabulary));
  }

  /**
   * Starts a vectorizer with scikit-learn's defaults: lower case, accents kept, words of two
   * letters and more, no stop words, single words, no bound on document frequency.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Finds the candidates of documents.
   *
   * @param documents their texts
   * @return the candidates of all of them; none for documents without words
   * @throws IllegalArgumentException if {@code minDf} asks for more documents than {@code maxDf}
   *     allows or than there are
   * @throws io.github.nlptoolkit.failure.ContractException if the segmenter's words are empty, out
   *     of order or outside the text
   * @throws NullPointerException if a document is null (the message names its index)
   */
  public Candidates fit(List<String> documents) {
    for (int i = 0; i < documents.size(); i++) {
      Objects.requireNonNull(documents.get(i), "documents[" + i + "]");
    }
    return vocabulary == null ? find(documents) : match(documents, vocabulary);
  }

  private Candidates match(List<String> documents, List<String> given) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String candidate : given) {
      numbers.put(candidate, numbers.size());
    }
    List<NgramPlaces> places = new ArrayList<>(documents.size());
    List<int[]> ngrams = new ArrayList<>(documents.size());
    read(documents, ngram -> numbers.getOrDefault(ngram, -1), places, ngrams);
    return new Candidates(given, places, ngrams);
  }

  private Candidates find(List<String> documents) {
    double least = minDf.of(documents.size());
    double most = maxDf.of(documents.size());
    checkFrequencies(documents.size(), least, most);
    Map<String, Integer> numbers = new HashMap<>();
    List<NgramPlaces> places = new ArrayList<>(documents.size());
    List<int[]> ngrams = new ArrayList<>(documents.size());
    read(documents, ngram -> numberOf(ngram, numbers), places, ngrams);

    int[] frequencies = documentFrequencies(ngrams, numbers.size());
    List<String> kept = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
      int frequency = frequencies[entry.getValue()];
      if (frequency >= least && frequency <= most) {
        kept.add(entry.getKey());
      }
    }
    kept.sort(CodePointOrder.INSTANCE);
    int[] sorted = new int[numbers.size()];
    Arrays.fill(sorted, -1);
    for (int i = 0; i < kept.size(); i++) {
      sorted[Objects.requireNonNull(numbers.get(kept.get(i)))] = i;
    }
    for (int[] document : ngrams) {
      Arrays.setAll(document, i -> sorted[document[i]]);
    }
    return new Candidates(kept, places, ngrams);
  }

  private void read(
      List<String> documents,
      Words.Numbering numbering,
      List<NgramPlaces> places,
      List<int[]> ngrams) {
    for (String document : documents) {
      NormalizedText text = normalization.apply(document);
      Words words = Words.read(text, segmenter, stopWords, ngramRange);
      places.add(words.places());
      ngrams.add(words.number(numbering));
    }
  }

  private static int numberOf(String ngram, Map<String, Integer> numbers) {
    Integer known = numbers.putIfAbsent(ngram, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  private static int[] documentFrequencies(List<int[]> ngrams, int candidates) {
    int[] frequencies = new int[candidates];
    int[] lastDocument = new int[candidates];
    Arrays.fill(lastDocument, -1);
    for (int document = 0; document < ngrams.size(); document++) {
      for (int candidate : ngrams.get(document)) {
        if (lastDocument[candidate] != document) {
          lastDocument[candidate] = document;
          frequencies[candidate]++;
        }
      }
    }
    return frequencies;
  }

  private void checkFrequencies(int documents, double least, double most) {
    if (documents > 0 && (least > most || least > documents)) {
      throw new IllegalArgumentException(
          "minDf must not be above maxDf or the number of documents, got minDf "
              + minDf
              + ", maxDf "
              + maxDf
              + " and "
              + documents
              + " documents");
    }
  }

  /** Gathers the options of a vectorizer. Not thread-safe. */
  public static final class Builder {
    private boolean lowercase = true;
    private AccentStripping accents = AccentStripping.NONE;
    private Segmenter segmenter = WordSegmenter.standard();
    private StopWords stopWords = StopWords.none();
    private NgramRange ngramRange = new NgramRange(1, 1);
    private DocumentFrequency minDf = DocumentFrequency.count(1);
    private DocumentFrequency maxDf = DocumentFrequency.share(1);
    private @Nullable List<String> vocabulary;

    private Builder() {}

    /**
     * Whether the text is put in lower case (as Python does) before words are cut. Default: true.
     *
     * @param wanted true if it is
     * @return this builder
     */
    public Builder lowercase(boolean wanted) {
      this.lowercase = wanted;
      return this;
    }

    /**
     * What becomes of accents. Default: {@link AccentStripping#NONE}.
     *
     * @param stripping what becomes of them
     * @return this builder
     */
    public Builder accents(AccentStripping stripping) {
      this.accents = Objects.requireNonNull(stripping, "accents");
      return this;
    }

    /**
     * What cuts words; it gets the text in lower case and without accents, if those are asked for,
     * and may take what it likes for a word, punctuation too. Default: {@link
     * WordSegmenter#standard()}.
     *
     * @param segmenter what cuts them
     * @return this builder
     */
    public Builder segmenter(Segmenter segmenter) {
      this.segmenter = Objects.requireNonNull(segmenter, "segmenter");
      return this;
    }

    /**
     * Which words are no part of a candidate. Default: {@link StopWords#none()}.
     *
     * @param words the words, written as the words of the text after lower-casing
     * @return this builder
     */
    public Builder stopWords(StopWords words) {
      this.stopWords = Objects.requireNonNull(words, "stopWords");
      return this;
    }

    /**
     * How many words a candidate has. Default: one.
     *
     * @param min the fewest, at least 1
     * @param max the most, at least {@code min}
     * @return this builder
     * @throws IllegalArgumentException if the range is empty
     */
    public Builder ngramRange(int min, int max) {
      this.ngramRange = new NgramRange(min, max);
      return this;
    }

    /**
     * In how many documents a candidate must occur; not asked of a given vocabulary. Default: 1.
     *
     * @param least the bound, itself allowed
     * @return this builder
     */
    public Builder minDf(DocumentFrequency least) {
      this.minDf = Objects.requireNonNull(least, "minDf");
      return this;
    }

    /**
     * In how many documents a candidate may occur; not asked of a given vocabulary. Default: all.
     *
     * @param most the bound, itself allowed
     * @return this builder
     */
    public Builder maxDf(DocumentFrequency most) {
      this.maxDf = Objects.requireNonNull(most, "maxDf");
      return this;
    }

    /**
     * The only candidates there are. One is found where it equals an n-gram of the text as it was
     * prepared, so one with a capital letter, with a stop word in it or with a number of words
     * outside the range is never found. Default: whatever the documents hold.
     *
     * @param candidates the candidates, at least one, each once
     * @return this builder
     * @throws IllegalArgumentException if there are none, one is blank or comes twice
     * @throws NullPointerException if one is null (the message names its index)
     */
    public Builder vocabulary(List<String> candidates) {
      if (candidates.isEmpty()) {
        throw new IllegalArgumentException("candidates must not be empty");
      }
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < candidates.size(); i++) {
        String candidate = Objects.requireNonNull(candidates.get(i), "candidates[" + i + "]");
        if (candidate.isBlank()) {
          throw new IllegalArgumentException("candidates[" + i + "] must not be blank");
        }
        if (!seen.add(candidate)) {
          throw new IllegalArgumentException(
              "candidates must differ, got \"" + candidate + "\" again at " + i);
        }
      }
      this.vocabulary = List.copyOf(candidates);
      return this;
    }

    /**
     * Makes the vectorizer; may be called again.
     *
     * @return a vectorizer with the options as they are now
     */
    public CountVectorizer build() {
      return new CountVectorizer(this);
    }
  }
}
