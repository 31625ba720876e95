package io.github.nlptoolkit.vectors.mining;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.internal.panel.Kernel;
import io.github.nlptoolkit.vectors.internal.panel.PanelMatrix;
import io.github.nlptoolkit.vectors.internal.panel.PanelScan;
import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Groups vectors around centres: a community is a row with the rows whose cosine with it is at
 * least {@code threshold}. The largest come first, no row is in two, and none is smaller than
 * {@code minCommunitySize}. Peer: sentence-transformers 6.2, {@code util.community_detection}, with
 * the exact numbers of neighbours.
 *
 * <p>Candidates are taken by falling number of neighbours, equal ones in the order of their rows; a
 * candidate loses the members that earlier ones have, and is left out if its centre is among them
 * or too few are left.
 *
 * <p>Cost: O(n²·d) time, twice at the most; O(n) memory beside a copy of the vectors, as neighbours
 * are counted first and looked up when a community is made. Immutable and thread-safe.
 */
public final class CommunityDetection {
  private static final int QUERIES_AT_ONCE = 1024;
  private static final int CENTRES_AT_ONCE = 64;

  private final float threshold;
  private final int minCommunitySize;

  private CommunityDetection(Builder builder) {
    this.threshold = builder.threshold;
    this.minCommunitySize = builder.minCommunitySize;
  }

  /**
   * Starts the settings.
   *
   * @return a builder: a threshold of 0.75, communities of at least 10
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Finds communities.
   *
   * @param embeddings the vectors, possibly none
   * @return the communities, the largest first, equal ones in the order they were found; each has
   *     its centre's row first, then the other rows by falling similarity with it; immutable
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public List<List<Integer>> detect(Embeddings embeddings) {
    if (embeddings.count() < minCommunitySize) {
      return List.of();
    }
    PanelMatrix.Builder builder = PanelMatrix.builder(embeddings.dimension(), true);
    builder.add(embeddings, Workers.defaultThreads());
    PanelMatrix rows = builder.build();
    int[] counts = neighbourCounts(rows);
    int[] centres =
        IntStream.range(0, rows.count())
            .filter(row -> counts[row] >= minCommunitySize)
            .boxed()
            .sorted(Comparator.comparingInt((Integer row) -> counts[row]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    List<List<Integer>> communities = claim(rows, centres);
    communities.sort(Comparator.comparingInt((List<Integer> one) -> one.size()).reversed());
    return List.copyOf(communities);
  }

  private int[] neighbourCounts(PanelMatrix rows) {
    int[] counts = new int[rows.count()];
    for (int start = 0; start < rows.count(); start += QUERIES_AT_ONCE) {
      int length = Math.min(QUERIES_AT_ONCE, rows.count() - start);
      List<int[]> parts = new ArrayList<>();
      PanelScan.run(
          rows,
          Kernel.PRODUCT,
          rows.rows(start, length),
          Workers.defaultThreads(),
          () -> {
            int[] part = new int[length];
            parts.add(part);
            return (query, firstRow, scores, count) -> part[query] += countNear(scores, count);
          });
      for (int[] part : parts) {
        for (int i = 0; i < length; i++) {
          counts[start + i] += part[i];
        }
      }
    }
    return counts;
  }

  private int countNear(float[] scores, int count) {
    int near = 0;
    for (int i = 0; i < count; i++) {
      if (scores[i] >= threshold) {
        near++;
      }
    }
    return near;
  }

  /** Makes communities of the centres, in their order, out of rows that no other has. */
  private List<List<Integer>> claim(PanelMatrix rows, int[] centres) {
    List<List<Integer>> communities = new ArrayList<>();
    BitSet claimed = new BitSet(rows.count());
    int next = 0;
    while (next < centres.length) {
      int[] some = new int[CENTRES_AT_ONCE];
      int length = 0;
      while (next < centres.length && length < some.length) {
        if (!claimed.get(centres[next])) {
          some[length++] = centres[next];
        }
        next++;
      }
      some = Arrays.copyOf(some, length);
      List<Neighbours> all = neighbours(rows, some);
      for (int i = 0; i < length; i++) {
        if (!claimed.get(some[i])) {
          claim(some[i], all.get(i).sorted(), claimed, communities);
        }
      }
    }
    return communities;
  }

  private void claim(
      int centre, List<Integer> near, BitSet claimed, List<List<Integer>> communities) {
    List<Integer> community = new ArrayList<>();
    community.add(centre);
    int unclaimed = 0;
    for (int row : near) {
      if (!claimed.get(row)) {
        unclaimed++;
        if (row != centre) {
          community.add(row);
        }
      }
    }
    if (unclaimed >= minCommunitySize) {
      community.forEach(claimed::set);
      communities.add(List.copyOf(community));
    }
  }

  private List<Neighbours> neighbours(PanelMatrix rows, int[] centres) {
    int dimension = rows.dimension();
    float[] queries = new float[centres.length * dimension];
    for (int i = 0; i < centres.length; i++) {
      System.arraycopy(rows.rows(centres[i], 1), 0, queries, i * dimension, dimension);
    }
    List<List<Neighbours>> parts = new ArrayList<>();
    PanelScan.run(
        rows,
        Kernel.PRODUCT,
        queries,
        Workers.defaultThreads(),
        () -> {
          List<Neighbours> part = Stream.generate(Neighbours::new).limit(centres.length).toList();
          parts.add(part);
          return (query, firstRow, scores, count) ->
              part.get(query).addNear(firstRow, scores, count, threshold);
        });
    List<Neighbours> all = parts.get(0);
    for (List<Neighbours> part : parts.subList(1, parts.size())) {
      for (int i = 0; i < all.size(); i++) {
        all.get(i).addAll(part.get(i));
      }
    }
    return all;
  }

  /** Rows near a centre with their scores. Not thread-safe. */
  private static final class Neighbours {
    private int[] rows = new int[16];
    private float[] scores = new float[16];
    private int size;

    void addNear(int firstRow, float[] found, int count, float threshold) {
      for (int i = 0; i < count; i++) {
        if (found[i] >= threshold) {
          add(firstRow + i, found[i]);
        }
      }
    }

    private void add(int row, float score) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, 2 * size);
        scores = Arrays.copyOf(scores, 2 * size);
      }
      rows[size] = row;
      scores[size] = score;
      size++;
    }

    void addAll(Neighbours other) {
      for (int i = 0; i < other.size; i++) {
        add(other.rows[i], other.scores[i]);
      }
    }

    /** The rows by falling score, of equal ones the lower first. */
    List<Integer> sorted() {
      return IntStream.range(0, size)
          .boxed()
          .sorted(
              Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparingInt(i -> rows[i]))
          .map(i -> rows[i])
          .toList();
    }
  }

  /** Takes the settings. Not thread-safe. */
  public static final class Builder {
    private float threshold = 0.75f;
    private int minCommunitySize = 10;

    private Builder() {}

    /**
     * Sets how similar members must be to their centre: 0.75 by default.
     *
     * @param value the least cosine, in [-1, 1]; in single precision, as at the peer
     * @return this builder
     * @throws IllegalArgumentException if it is outside of [-1, 1] or NaN
     */
    public Builder threshold(double value) {
      if (!(value >= -1 && value <= 1)) {
        throw new IllegalArgumentException("threshold must be in [-1, 1], got " + value);
      }
      this.threshold = (float) value;
      return this;
    }

    /**
     * Sets how many rows a community has at least, its centre among them: 10 by default.
     *
     * @param value the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder minCommunitySize(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("minCommunitySize must be at least 1, got " + value);
      }
      this.minCommunitySize = value;
      return this;
    }

    /**
     * Ends the settings.
     *
     * @return the detection
     */
    public CommunityDetection build() {
      return new CommunityDetection(this);
    }
  }
}
