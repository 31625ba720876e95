package io.github.nlptoolkit.vectors.quantization;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.vectors.internal.panel.Kernel;
import io.github.nlptoolkit.vectors.internal.panel.PanelScan;
import io.github.nlptoolkit.vectors.internal.panel.TopScores;
import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Search over quantised vectors, which are a quarter (bytes) or 1/32 (bits) as large. More
 * candidates than wanted are found by the quantised query, by the dot product of bytes or the
 * number of different bits; then they are scored anew with the query as it is. Peer:
 * sentence-transformers 6.2, {@code semantic_search_faiss} and {@code semantic_search_usearch} with
 * {@code exact} and {@code rescore}; the new score is the dot product of the query with the
 * restored vector (lower ends of buckets, or 0 and 1), unless the original vectors are there.
 *
 * <p>All vectors are compared. Of equal scores the lower row comes first. Immutable and thread-safe
 * if the originals are.
 */
public final class QuantizedSearch {
  private static final int QUERIES_AT_ONCE = 1024;

  private final QuantizedEmbeddings corpus;
  private final Quantizer quantizer;
  private final int multiplier;
  private final @Nullable IntFunction<float[]> originals;
  private final @Nullable BitRows bits;

  private QuantizedSearch(Builder builder) {
    this.corpus = builder.corpus;
    this.quantizer = quantizer(corpus);
    this.multiplier = builder.multiplier;
    this.originals = builder.originals;
    this.bits = corpus.precision().isBits() ? BitRows.of(corpus) : null;
  }

  private static Quantizer quantizer(QuantizedEmbeddings corpus) {
    QuantizationRanges ranges = corpus.ranges();
    if (ranges == null) {
      return corpus.precision() == Precision.BINARY ? Quantizer.binary() : Quantizer.ubinary();
    }
    return corpus.precision() == Precision.INT8 ? Quantizer.int8(ranges) : Quantizer.uint8(ranges);
  }

  /**
   * Starts the settings.
   *
   * @param corpus the vectors to search
   * @return a builder: twice as many candidates as wanted are scored anew
   */
  public static Builder builder(QuantizedEmbeddings corpus) {
    return new Builder(corpus);
  }

  /**
   * The rows most similar to each of some vectors.
   *
   * @param queries the vectors, not quantised
   * @param k how many are wanted of each at the most, at least 1
   * @return for each query the {@code min(k, count)} best rows, best first; immutable
   * @throws IllegalArgumentException if the dimensions differ, {@code k} is less than 1, or a value
   *     is NaN
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public List<List<Match>> search(Embeddings queries, int k) {
    if (queries.dimension() != corpus.dimension()) {
      throw new IllegalArgumentException(
          "queries must have the dimension of the corpus, "
              + corpus.dimension()
              + ", got "
              + queries.dimension());
    }
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, got " + k);
    }
    QuantizedEmbeddings quantized = quantizer.quantize(queries);
    int candidates =
        (int) Math.max(1, Math.min(corpus.count(), (long) k * Math.max(1, multiplier)));
    List<List<Match>> results = new ArrayList<>(queries.count());
    for (int start = 0; start < queries.count(); start += QUERIES_AT_ONCE) {
      int length = Math.min(QUERIES_AT_ONCE, queries.count() - start);
      TopScores best = candidates(quantized, start, length, candidates);
      for (int i = 0; i < length; i++) {
        results.add(matches(best, i, queries.vector(start + i), k));
      }
    }
    return List.copyOf(results);
  }

  private TopScores candidates(QuantizedEmbeddings queries, int start, int length, int k) {
    List<TopScores> lists = new ArrayList<>();
    java.util.function.Supplier<TopScores> list =
        () -> {
          TopScores one = new TopScores(length, k);
          lists.add(one);
          return one;
        };
    BitRows rows = bits;
    if (rows != null) {
      rows.scan(queries, start, length, Workers.defaultThreads(), list);
    } else {
      float[] codes = new float[length * queries.dimension()];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = queries.code(start + i / queries.dimension(), i % queries.dimension());
      }
      PanelScan.run(new BytePanels(corpus), Kernel.PRODUCT, codes, Workers.defaultThreads(), list);
    }
    TopScores best = lists.get(0);
    lists.subList(1, lists.size()).forEach(best::merge);
    best.sort();
    return best;
  }

  private List<Match> matches(TopScores best, int query, float[] vector, int k) {
    List<Match> matches = new ArrayList<>();
    for (int i = 0; i < best.size(query); i++) {
      int row = best.row(query, i);
      float score = multiplier == 0 ? best.score(query, i) : rescore(row, vector);
      matches.add(new Match(row, score));
    }
    if (multiplier > 0) {
      matches.sort(
          Comparator.comparingDouble((Match match) -> match.score())
              .reversed()
              .thenComparingInt(Match::index));
    }
    return List.copyOf(matches.subList(0, Math.min(k, matches.size())));
  }

  private float rescore(int row, float[] query) {
    double sum = 0;
    if (originals == null) {
      for (int k = 0; k < query.length; k++) {
        sum += query[k] * corpus.restored(row, k);
      }
      return (float) sum;
    }
    float[] original = originals.apply(row);
    if (original.length != query.length) {
      throw new IllegalArgumentException(
          "original " + row + " must have " + query.length + " values, got " + original.length);
    }
    for (int k = 0; k < query.length; k++) {
      sum += (double) query[k] * original[k];
    }
    return (float) sum;
  }

  /** Takes the settings. Not thread-safe. */
  public static final class Builder {
    private final QuantizedEmbeddings corpus;
    private int multiplier = 2;
    private @Nullable IntFunction<float[]> originals;

    private Builder(QuantizedEmbeddings corpus) {
      this.corpus = corpus;
    }

    /**
     * Sets how many times as many candidates as wanted are scored anew: 2 by default.
     *
     * @param value the multiplier; 0 for no new scores, which leaves dot products of bytes or
     *     negative numbers of different bits
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder rescoreMultiplier(int value) {
      if (value < 0) {
        throw new IllegalArgumentException("rescoreMultiplier must not be negative, got " + value);
      }
      this.multiplier = value;
      return this;
    }

    /**
     * Sets where the vectors are as they were, on disk maybe: candidates are scored with them.
     *
     * @param value gives the vector of a row; called on the searching thread
     * @return this builder
     */
    public Builder originals(IntFunction<float[]> value) {
      this.originals = value;
      return this;
    }

    /**
     * Ends the settings.
     *
     * @return the search
     */
    public QuantizedSearch build() {
      return new QuantizedSearch(this);
    }
  }
}
