package io.github.nlptoolkit.vectors;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.vectors.internal.panel.PanelMatrix;
import io.github.nlptoolkit.vectors.internal.panel.PanelScan;
import io.github.nlptoolkit.vectors.internal.panel.TopScores;
import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Exact search: the vectors of a corpus that are most similar to a query, all of them compared.
 * Peer: sentence-transformers 6.2, {@code util.semantic_search}; the same rows and, to rounding,
 * scores. Of equal scores the lower row comes first; there they come in any order.
 *
 * <p>It holds a copy of the corpus, as much memory again, ordered for the search: make one and keep
 * it. A corpus of more values than one {@link Embeddings} holds is added block by block. A vector
 * with a NaN is never found, and a query with one finds nothing.
 *
 * <p>Cost: O(n·d) for each query; several queries in one call take less time than one by one.
 * Immutable and thread-safe; one search runs on several threads of its own.
 */
public final class SemanticSearch {
  /** Bounds the memory of the lists of best rows, which all threads have. */
  private static final int QUERIES_AT_ONCE = 4096;

  /** Best rows that the lists of one round may hold: 64 MB a thread. */
  private static final int PLACES_AT_ONCE = 1 << 23;

  private final PanelMatrix corpus;
  private final Similarity similarity;
  private final int threads;

  private SemanticSearch(PanelMatrix corpus, Similarity similarity, int threads) {
    this.corpus = corpus;
    this.similarity = similarity;
    this.threads = threads;
  }

  /**
   * A search by cosine.
   *
   * @param corpus the vectors to search, possibly none
   * @return the search
   */
  public static SemanticSearch of(Embeddings corpus) {
    return builder(corpus.dimension()).add(corpus).build();
  }

  /**
   * Starts a search of blocks of vectors.
   *
   * @param dimension how many values a vector has, at least 1
   * @return a builder: by cosine, on {@code nlptoolkit.threads} or all cores
   * @throws IllegalArgumentException if {@code dimension} is less than 1
   */
  public static Builder builder(int dimension) {
    return new Builder(dimension);
  }

  /**
   * How many vectors are searched.
   *
   * @return the number
   */
  public int count() {
    return corpus.count();
  }

  /**
   * How many values a vector has.
   *
   * @return the number, at least 1
   */
  public int dimension() {
    return corpus.dimension();
  }

  /**
   * How vectors are compared.
   *
   * @return the similarity
   */
  public Similarity similarity() {
    return similarity;
  }

  /**
   * The rows most similar to a vector.
   *
   * @param query {@link #dimension()} values
   * @param k how many are wanted at the most, at least 1
   * @return the {@code min(k, count())} best rows, best first, of equal scores the lower row;
   *     immutable
   * @throws IllegalArgumentException if the dimensions differ or {@code k} is less than 1
   * @throws CancellationException if the calling thread is interrupted
   */
  public List<Match> search(float[] query, int k) {
    checkDimension(query.length);
    return search(Embeddings.of(query.length, query), k).get(0);
  }

  /**
   * The rows most similar to each of some vectors.
   *
   * @param queries the vectors
   * @param k how many are wanted of each at the most, at least 1
   * @return for each query, in order, what {@link #search(float[], int)} gives for it; immutable
   * @throws IllegalArgumentException if the dimensions differ or {@code k} is less than 1
   * @throws CancellationException if the calling thread is interrupted
   */
  public List<List<Match>> search(Embeddings queries, int k) {
    checkDimension(queries.dimension());
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, got " + k);
    }
    List<List<Match>> results = new ArrayList<>(queries.count());
    int wanted = Math.max(1, Math.min(k, corpus.count()));
    int atOnce = Math.max(1, Math.min(QUERIES_AT_ONCE, PLACES_AT_ONCE / wanted));
    for (int start = 0; start < queries.count(); start += atOnce) {
      int length = Math.min(atOnce, queries.count() - start);
      float[] rows = PanelMatrix.rows(queries, start, length, similarity.isNormalized());
      TopScores best = best(rows, length, wanted);
      for (int query = 0; query < length; query++) {
        results.add(matches(best, query));
      }
    }
    return List.copyOf(results);
  }

  private TopScores best(float[] queries, int count, int k) {
    List<TopScores> lists = new ArrayList<>();
    PanelScan.run(
        corpus,
        similarity.kernel(),
        queries,
        threads,
        () -> {
          TopScores list = new TopScores(count, k);
          lists.add(list);
          return list;
        });
    TopScores best = lists.get(0);
    lists.subList(1, lists.size()).forEach(best::merge);
    best.sort();
    return best;
  }

  private List<Match> matches(TopScores best, int query) {
    Match[] matches = new Match[best.size(query)];
    for (int i = 0; i < matches.length; i++) {
      matches[i] = new Match(best.row(query, i), similarity.shown(best.score(query, i)));
    }
    return List.of(matches);
  }

  private void checkDimension(int dimension) {
    if (dimension != corpus.dimension()) {
      throw new IllegalArgumentException(
          "a query must have the dimension of the corpus, "
              + corpus.dimension()
              + ", got "
              + dimension);
    }
  }

  /** Takes the corpus and the settings. Not thread-safe. */
  public static final class Builder {
    private final int dimension;
    private final List<Embeddings> blocks = new ArrayList<>();
    private Similarity similarity = Similarity.COSINE;
    private int threads = Workers.defaultThreads();

    private Builder(int dimension) {
      if (dimension < 1) {
        throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
      }
      this.dimension = dimension;
    }

    /**
     * Adds vectors behind those that were added before; their rows are counted on.
     *
     * @param block the vectors, possibly none
     * @return this builder
     * @throws IllegalArgumentException if the dimensions differ
     */
    public Builder add(Embeddings block) {
      if (block.dimension() != dimension) {
        throw new IllegalArgumentException(
            "vectors must have the dimension " + dimension + ", got " + block.dimension());
      }
      blocks.add(block);
      return this;
    }

    /**
     * Sets how vectors are compared: by cosine by default.
     *
     * @param value the similarity
     * @return this builder
     */
    public Builder similarity(Similarity value) {
      this.similarity = value;
      return this;
    }

    /**
     * Sets how many threads one search runs on: {@code nlptoolkit.threads} or all cores by default.
     *
     * @param value the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder threads(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("threads must be at least 1, got " + value);
      }
      this.threads = value;
      return this;
    }

    /**
     * Copies the corpus.
     *
     * @return the search
     * @throws IllegalArgumentException if there are more than 2,147,483,647 vectors
     */
    public SemanticSearch build() {
      PanelMatrix.Builder corpus = PanelMatrix.builder(dimension, similarity.isNormalized());
      blocks.forEach(block -> corpus.add(block, threads));
      return new SemanticSearch(corpus.build(), similarity, threads);
    }
  }
}
