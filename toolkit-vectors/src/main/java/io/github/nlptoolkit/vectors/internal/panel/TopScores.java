package io.github.nlptoolkit.vectors.internal.panel;

/**
 * The best rows of each of some queries: highest scores first, of equal ones the lower row. What is
 * not a number has no place. Not thread-safe.
 */
public final class TopScores implements PanelScan.Visitor {
  private final int k;
  // A heap for each query with the worst of its rows on top.
  private final float[] scores;
  private final int[] rows;
  private final int[] sizes;

  /**
   * Makes empty lists.
   *
   * @param queries how many
   * @param k how many rows each holds at the most, at least 1
   */
  public TopScores(int queries, int k) {
    this.k = k;
    this.scores = new float[Math.multiplyExact(queries, k)];
    this.rows = new int[scores.length];
    this.sizes = new int[queries];
  }

  @Override
  public void visit(int query, int firstRow, float[] found, int count) {
    int j = 0;
    for (; j < count && sizes[query] < k; j++) {
      if (!Float.isNaN(found[j])) {
        add(query, firstRow + j, found[j]);
      }
    }
    int root = query * k;
    float worst = scores[root];
    for (; j < count; j++) {
      // Rows come in rising order: an equal score is worse.
      if (found[j] > worst) {
        scores[root] = found[j];
        rows[root] = firstRow + j;
        siftDown(root, k);
        worst = scores[root];
      }
    }
  }

  /**
   * Adds what another one found among other rows.
   *
   * @param other lists of the same queries and size
   */
  public void merge(TopScores other) {
    for (int query = 0; query < sizes.length; query++) {
      for (int i = 0; i < other.sizes[query]; i++) {
        add(query, other.rows[query * k + i], other.scores[query * k + i]);
      }
    }
  }

  /** Adds one row, in any order. */
  private void add(int query, int row, float score) {
    int root = query * k;
    int size = sizes[query];
    if (size < k) {
      scores[root + size] = score;
      rows[root + size] = row;
      sizes[query]++;
      siftUp(root, size);
    } else if (isWorse(scores[root], rows[root], score, row)) {
      scores[root] = score;
      rows[root] = row;
      siftDown(root, k);
    }
  }

  /** Sorts all lists, after which nothing can be added. */
  public void sort() {
    for (int query = 0; query < sizes.length; query++) {
      int root = query * k;
      for (int size = sizes[query] - 1; size > 0; size--) {
        swap(root, root + size);
        siftDown(root, size);
      }
    }
  }

  /**
   * How many rows a query has found.
   *
   * @param query the query
   * @return the number, at most {@code k}
   */
  public int size(int query) {
    return sizes[query];
  }

  /**
   * A row found.
   *
   * @param query the query
   * @param rank its place from 0, the best, after {@link #sort}
   * @return the row's number
   */
  public int row(int query, int rank) {
    return rows[query * k + rank];
  }

  /**
   * The score of a row found.
   *
   * @param query the query
   * @param rank its place from 0, the best, after {@link #sort}
   * @return the score
   */
  public float score(int query, int rank) {
    return scores[query * k + rank];
  }

  private static boolean isWorse(float score, int row, float otherScore, int otherRow) {
    return score < otherScore || (score == otherScore && row > otherRow);
  }

  private boolean isWorse(int a, int b) {
    return isWorse(scores[a], rows[a], scores[b], rows[b]);
  }

  private void siftUp(int root, int from) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) / 2;
      if (!isWorse(root + at, root + parent)) {
        return;
      }
      swap(root + at, root + parent);
      at = parent;
    }
  }

  private void siftDown(int root, int size) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && isWorse(root + child + 1, root + child)) {
        child++;
      }
      if (!isWorse(root + child, root + at)) {
        return;
      }
      swap(root + at, root + child);
      at = child;
    }
  }

  private void swap(int a, int b) {
    float score = scores[a];
    scores[a] = scores[b];
    scores[b] = score;
    int row = rows[a];
    rows[a] = rows[b];
    rows[b] = row;
  }
}
