package io.github.nlptoolkit.vectors.mining;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.vectors.SemanticSearch;
import io.github.nlptoolkit.vectors.Similarity;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the most similar pairs among many vectors. Peer: sentence-transformers 6.2, {@code
 * util.paraphrase_mining_embeddings}: of each row the {@code topK} nearest others are looked at,
 * and the {@code maxPairs} best pairs of them all are given, each once.
 *
 * <p>Of equal scores the pair with the lower rows comes first, where the peer gives any order.
 * Cost: O(n²·d) time; memory for a copy of the vectors and twice {@code maxPairs} pairs. Immutable
 * and thread-safe.
 */
public final class ParaphraseMining {
  private static final int QUERIES_AT_ONCE = 4096;

  private final int topK;
  private final int maxPairs;
  private final Similarity similarity;

  private ParaphraseMining(Builder builder) {
    this.topK = builder.topK;
    this.maxPairs = builder.maxPairs;
    this.similarity = builder.similarity;
  }

  /**
   * Starts the settings.
   *
   * @return a builder: 100 neighbours, 500,000 pairs, cosine
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Finds pairs.
   *
   * @param embeddings the vectors, possibly none
   * @return pairs of different rows, the best first; immutable
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public List<Pair> mine(Embeddings embeddings) {
    BestPairs best = new BestPairs(maxPairs);
    SemanticSearch search =
        SemanticSearch.builder(embeddings.dimension())
            .add(embeddings)
            .similarity(similarity)
            .build();
    // One more, for the row itself.
    int k = topK == Integer.MAX_VALUE ? topK : topK + 1;
    for (int start = 0; start < embeddings.count(); start += QUERIES_AT_ONCE) {
      int end = Math.min(embeddings.count(), start + QUERIES_AT_ONCE);
      Embeddings queries = embeddings.select(IntStream.range(start, end).toArray());
      List<List<Match>> found = search.search(queries, k);
      for (int i = 0; i < found.size(); i++) {
        addPairs(start + i, found.get(i), best);
      }
    }
    return best.sorted();
  }

  private void addPairs(int row, List<Match> neighbours, BestPairs best) {
    int taken = 0;
    for (Match neighbour : neighbours) {
      if (neighbour.index() != row && taken < topK) {
        best.add(row, neighbour.index(), neighbour.score());
        taken++;
      }
    }
  }

  /** Takes the settings. Not thread-safe. */
  public static final class Builder {
    private int topK = 100;
    private int maxPairs = 500_000;
    private Similarity similarity = Similarity.COSINE;

    private Builder() {}

    /**
     * Sets how many neighbours of each row are looked at: 100 by default.
     *
     * @param value the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder topK(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("topK must be at least 1, got " + value);
      }
      this.topK = value;
      return this;
    }

    /**
     * Sets how many pairs are given at the most: 500,000 by default.
     *
     * @param value the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxPairs(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("maxPairs must be at least 1, got " + value);
      }
      this.maxPairs = value;
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
     * Ends the settings.
     *
     * @return the mining
     */
    public ParaphraseMining build() {
      return new ParaphraseMining(this);
    }
  }
}
