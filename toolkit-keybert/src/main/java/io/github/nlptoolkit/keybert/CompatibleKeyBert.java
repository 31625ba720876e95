package io.github.nlptoolkit.keybert;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.keybert.candidate.Candidates;
import io.github.nlptoolkit.keybert.candidate.CountVectorizer;
import io.github.nlptoolkit.keybert.candidate.DocumentFrequency;
import io.github.nlptoolkit.keybert.candidate.StopWords;
import io.github.nlptoolkit.keybert.selection.MaxSum;
import io.github.nlptoolkit.keybert.selection.Selection;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Keywords as KeyBERT finds them, made by {@link KeyBert#compatible}: the candidates of a document,
 * embedded like the document itself, are ranked by their cosine with it.
 *
 * <p>Peer: KeyBERT 0.9.0, {@code KeyBERT.extract_keywords}, with scikit-learn 1.9.1's {@code
 * CountVectorizer} for the candidates. Given the same vectors, the keywords, their order and their
 * scores are the peer's.
 *
 * <ul>
 *   <li>A score is a cosine in [-1, 1], rounded to 4 places; higher is better.
 *   <li>A keyword is written as the vectorizer prepared it, as a rule in lower case. Its spans are
 *       where it was found in the document as given: {@link Candidates#spans}.
 *   <li>The order is the {@linkplain Selection selection's}: best first, but {@code maxSum} gives
 *       the best one last.
 *   <li>A document longer than the embedder takes is cut short by the embedder; its candidates come
 *       from all of it.
 * </ul>
 *
 * <p>Differences from the peer:
 *
 * <ul>
 *   <li>A mistake of the caller's is an error, where the peer gives no keywords: a reversed n-gram
 *       range, candidates that are none or come twice, {@code minDf} above the number of documents,
 *       an unknown stop word list, {@code diversity} outside [0, 1].
 *   <li>A document that has no candidates has no keywords, with an own vectorizer too.
 *   <li>{@code topN} is at least 1; the peer's 0 ("all") is {@link Integer#MAX_VALUE}.
 *   <li>Equal scores have a defined order: {@link Selection}.
 *   <li>{@code highlight} and {@code threshold} (which has no effect without a language model) are
 *       not there.
 * </ul>
 *
 * <p>Cost: the embedder's, in one call for a list of documents; beside it little. Immutable, and
 * thread-safe as its embedder and segmenter are. It does not close the embedder.
 */
public final class CompatibleKeyBert implements KeywordExtractor {

  private final TextEmbedder embedder;
  private final CountVectorizer vectorizer;
  private final Selection selection;
  private final int topN;
  private final List<String> seedKeywords;

  private CompatibleKeyBert(Builder builder, CountVectorizer vectorizer) {
    this.embedder = builder.embedder;
    this.vectorizer = vectorizer;
    this.selection = builder.selection;
    this.topN = builder.topN;
    this.seedKeywords = builder.seedKeywords;
  }

  /**
   * Starts an extractor with KeyBERT's defaults: single words, the English stop words, the five
   * best.
   *
   * @param embedder what embeds documents and candidates; stays the caller's to close
   * @return a builder
   */
  static Builder builder(TextEmbedder embedder) {
    return new Builder(Objects.requireNonNull(embedder, "embedder"));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code minDf} asks for more documents than one, or the
   *     search of {@code maxSum} takes too long
   * @throws io.github.nlptoolkit.failure.ContractException if the embedder gives too few vectors,
   *     or NaN
   */
  @Override
  public List<Keyword> extract(String document) {
    Objects.requireNonNull(document, "document");
    return extractAll(List.of(document)).get(0);
  }

  /**
   * The keywords of several documents. Document frequencies are counted over all of them, and all
   * are embedded in one call together with their candidates; a candidate of several documents is
   * embedded once.
   *
   * @throws IllegalArgumentException if {@code minDf} asks for more documents than there are, or
   *     the search of {@code maxSum} takes too long
   * @throws io.github.nlptoolkit.failure.ContractException if the embedder gives too few vectors,
   *     or NaN
   * @throws NullPointerException if a document is null (the message names its index)
   */
  @Override
  public List<List<Keyword>> extractAll(List<String> documents) {
    return extractAll(DocumentBatch.of(documents));
  }

  /**
   * The keywords of documents of which something is known beforehand.
   *
   * @param batch the documents, with seed keywords or embeddings
   * @return a list for each document, in order
   * @throws IllegalArgumentException as {@link #extractAll(List)}, and if given embeddings have
   *     another dimension than the embedder's or are not as many as the candidates
   */
  public List<List<Keyword>> extractAll(DocumentBatch batch) {
    Candidates candidates = vectorizer.fit(batch.documents());
    Vectors vectors = Vectors.of(batch, candidates, seedKeywords, embedder);
    List<List<Keyword>> all = new ArrayList<>(batch.documents().size());
    for (int document = 0; document < batch.documents().size(); document++) {
      all.add(keywords(document, candidates, vectors));
    }
    return List.copyOf(all);
  }

  /**
   * The candidates of documents, as {@link #extractAll(List)} finds them.
   *
   * @param documents their texts
   * @return the candidates, in the order that {@link DocumentBatch#candidateEmbeddings} asks for
   * @throws IllegalArgumentException if {@code minDf} asks for more documents than there are
   */
  public Candidates candidates(List<String> documents) {
    return vectorizer.fit(documents);
  }

  /**
   * Embeds documents and their candidates, to extract from them several times: with other
   * selections, other numbers of keywords, other seed keywords. Peer: {@code extract_embeddings}.
   *
   * @param documents their texts
   * @return the documents with all their embeddings, for a {@code CompatibleKeyBert} that finds the
   *     same candidates
   * @throws IllegalArgumentException if {@code minDf} asks for more documents than there are
   */
  public DocumentBatch embed(List<String> documents) {
    DocumentBatch batch = DocumentBatch.of(documents);
    List<String> texts = new ArrayList<>(batch.documents());
    texts.addAll(vectorizer.fit(batch.documents()).texts());
    Embeddings all = Vectors.embed(texts, embedder);
    int count = documents.size();
    return batch
        .documentEmbeddings(all.select(rows(0, count)))
        .candidateEmbeddings(all.select(rows(count, texts.size())));
  }

  private List<Keyword> keywords(int document, Candidates candidates, Vectors vectors) {
    int[] own = candidates.of(document);
    if (own.length == 0) {
      return List.of();
    }
    List<Match> chosen =
        selection.select(vectors.document(document), vectors.candidates(own), topN);
    List<Keyword> keywords = new ArrayList<>(chosen.size());
    for (Match match : chosen) {
      int candidate = own[match.index()];
      keywords.add(
          new Keyword(
              candidates.texts().get(candidate),
              Selection.rounded(match.score()),
              candidates.spans(document, candidate)));
    }
    return List.copyOf(keywords);
  }

  private static int[] rows(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  /** Gathers the options of an extractor. The order of calls does not matter. Not thread-safe. */
  public static final class Builder {
    private final TextEmbedder embedder;
    private final CountVectorizer.Builder options =
        CountVectorizer.builder().stopWords(StopWords.english());
    private final TreeSet<String> named = new TreeSet<>();
    private @Nullable CountVectorizer vectorizer;
    private Selection selection = Selection.topN();
    private int topN = 5;
    private List<String> seedKeywords = List.of();

    private Builder(TextEmbedder embedder) {
      this.embedder = embedder;
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
      options.ngramRange(min, max);
      named.add("ngramRange");
      return this;
    }

    /**
     * Which words are no part of a candidate. Default: {@link StopWords#english()}.
     *
     * @param words the words, in lower case
     * @return this builder
     */
    public Builder stopWords(StopWords words) {
      options.stopWords(words);
      named.add("stopWords");
      return this;
    }

    /**
     * In how many documents of one call a candidate must occur; not asked of given candidates.
     * Default: 1.
     *
     * @param documents the least number, at least 0
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder minDf(int documents) {
      return minDf(DocumentFrequency.count(documents));
    }

    /**
     * In how many documents of one call a candidate must occur; not asked of given candidates.
     * Default: 1.
     *
     * @param least the least number or share of them
     * @return this builder
     */
    public Builder minDf(DocumentFrequency least) {
      options.minDf(least);
      named.add("minDf");
      return this;
    }

    /**
     * The only candidates there are: {@link CountVectorizer.Builder#vocabulary}. Default: all that
     * the documents hold.
     *
     * @param candidates the candidates, in lower case, each once
     * @return this builder
     * @throws IllegalArgumentException if there are none, one is blank or comes twice
     */
    public Builder candidates(List<String> candidates) {
      options.vocabulary(candidates);
      named.add("candidates");
      return this;
    }

    /**
     * What finds the candidates, for all that the other options leave closed: words of other
     * languages, accents, capital letters. It has its own {@code ngramRange}, {@code stopWords},
     * {@code minDf} and {@code vocabulary}; none of these can be set here too.
     *
     * @param vectorizer what finds them
     * @return this builder
     */
    public Builder vectorizer(CountVectorizer vectorizer) {
      this.vectorizer = Objects.requireNonNull(vectorizer, "vectorizer");
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
      if (keywords < 1) {
        throw new IllegalArgumentException("topN must be at least 1, got " + keywords);
      }
      this.topN = keywords;
      return this;
    }

    /**
     * How the keywords are chosen among the candidates. Default: {@link Selection#topN()}.
     *
     * @param selection the way
     * @return this builder
     */
    public Builder selection(Selection selection) {
      this.selection = Objects.requireNonNull(selection, "selection");
      return this;
    }

    /**
     * Words that draw the keywords of all documents towards them: the mean of their vectors is
     * mixed with the document's, one part to three. Default: none. {@link
     * DocumentBatch#seedKeywords} gives each document its own.
     *
     * @param keywords the words, at least one
     * @return this builder
     * @throws IllegalArgumentException if there are none
     * @throws NullPointerException if one is null (the message names its index)
     */
    public Builder seedKeywords(List<String> keywords) {
      if (keywords.isEmpty()) {
        throw new IllegalArgumentException("seedKeywords must not be empty");
      }
      for (int i = 0; i < keywords.size(); i++) {
        Objects.requireNonNull(keywords.get(i), "seedKeywords[" + i + "]");
      }
      this.seedKeywords = List.copyOf(keywords);
      return this;
    }

    /**
     * Makes the extractor; may be called again.
     *
     * @return an extractor with the options as they are now
     * @throws IllegalArgumentException if {@code maxSum} looks at fewer candidates than {@code
     *     topN}, or an option was set that a given vectorizer has of its own
     */
    public CompatibleKeyBert build() {
      if (selection instanceof MaxSum maxSum) {
        maxSum.checkTopN(topN);
      }
      if (vectorizer != null && !named.isEmpty()) {
        throw new IllegalArgumentException(
            "with a vectorizer of your own, these options are its own to set: "
                + String.join(", ", named));
      }
      return new CompatibleKeyBert(this, vectorizer == null ? options.build() : vectorizer);
    }
  }
}
