package io.github.nlptoolkit.vectors.internal.panel;

import java.util.function.Supplier;

/** Scores queries against all rows of a matrix, panel by panel, on several threads. */
public final class PanelScan {
  /** Queries that one thread takes through a panel; a search of more is cut into several. */
  private static final int QUERIES_PER_PIECE = 256;

  /** Below this many products a second thread costs more than it saves. */
  private static final long PRODUCTS_PER_THREAD = 1 << 20;

  private PanelScan() {}

  /** What takes the scores; each thread has one of its own. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Takes the scores of one query with the rows of one panel. For each query the panels that one
     * thread gets come in rising order.
     *
     * @param query the query's number
     * @param firstRow the number of the panel's first row
     * @param scores the scores; only the first {@code rows} count; not to be kept
     * @param rows how many rows the panel has
     */
    void visit(int query, int firstRow, float[] scores, int rows);
  }

  /**
   * Scores queries.
   *
   * @param matrix the rows
   * @param kernel how
   * @param queries the queries, row-major, of the matrix's dimension
   * @param threads at most how many threads
   * @param visitors makes what takes the scores on one thread; called on the calling thread
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public static void run(
      PanelSource matrix,
      Kernel kernel,
      float[] queries,
      int threads,
      Supplier<? extends Visitor> visitors) {
    int dimension = matrix.dimension();
    int queryCount = queries.length / dimension;
    int slices = (queryCount + QUERIES_PER_PIECE - 1) / QUERIES_PER_PIECE;
    long products = (long) queries.length * matrix.count();
    int useful = (int) Math.min(threads, 1 + products / PRODUCTS_PER_THREAD);
    Workers.run(
        useful,
        (long) slices * matrix.panelCount(),
        () -> {
          Visitor visitor = visitors.get();
          float[][] scores = new float[Kernel.QUERIES][matrix.panelRows()];
          float[][] scratch = matrix.scratch();
          return piece -> {
            int first = (int) (piece % slices) * QUERIES_PER_PIECE;
            int end = Math.min(queryCount, first + QUERIES_PER_PIECE);
            int panel = (int) (piece / slices);
            visitPanel(matrix, scratch, kernel, queries, first, end, panel, scores, visitor);
          };
        });
  }

  private static void visitPanel(
      PanelSource matrix,
      float[][] scratch,
      Kernel kernel,
      float[] queries,
      int first,
      int end,
      int panel,
      float[][] scores,
      Visitor visitor) {
    float[][] columns = matrix.panel(panel, scratch);
    int rows = matrix.rows(panel);
    int firstRow = panel * matrix.panelRows();
    int dimension = matrix.dimension();
    for (int query = first; query < end; query += Kernel.QUERIES) {
      int count = Math.min(Kernel.QUERIES, end - query);
      kernel.score(columns, queries, query * dimension, count, scores, rows);
      for (int i = 0; i < count; i++) {
        visitor.visit(query + i, firstRow, scores[i], rows);
      }
    }
  }
}
