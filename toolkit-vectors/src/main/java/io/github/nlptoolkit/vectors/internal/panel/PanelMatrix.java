package io.github.nlptoolkit.vectors.internal.panel;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Vectors in panels of some hundred rows each, column by column, made to unit length where that is
 * wanted. A panel fits into a core's cache of the second level, so that many queries read it there.
 * Immutable and thread-safe.
 */
public final class PanelMatrix implements PanelSource {
  /** Values of a panel: three quarters of a megabyte. */
  private static final int PANEL_VALUES = 3 << 16;

  private static final int LEAST_ROWS = 64;
  private static final int MOST_ROWS = 1024;

  /** Rows that are read before they are written column by column. */
  private static final int ROWS_AT_ONCE = 16;

  /** As torch.nn.functional.normalize. */
  private static final float LEAST_LENGTH = 1e-12f;

  private final int dimension;
  private final int count;
  private final int panelRows;
  private final List<float[][]> panels;

  private PanelMatrix(int dimension, int count, int panelRows, List<float[][]> panels) {
    this.dimension = dimension;
    this.count = count;
    this.panelRows = panelRows;
    this.panels = panels;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int panelRows() {
    return panelRows;
  }

  @Override
  public float[][] scratch() {
    return new float[0][];
  }

  @Override
  public float[][] panel(int index, float[][] scratch) {
    return panels.get(index);
  }

  /**
   * Copies rows one after another, for use as queries.
   *
   * @param start the first row
   * @param length how many
   * @return the rows, row-major
   */
  public float[] rows(int start, int length) {
    float[] rows = new float[length * dimension];
    for (int i = 0; i < length; i++) {
      int row = start + i;
      float[][] panel = panels.get(row / panelRows);
      int at = row % panelRows;
      for (int k = 0; k < dimension; k++) {
        rows[i * dimension + k] = panel[k][at];
      }
    }
    return rows;
  }

  /**
   * Copies vectors one after another, for use as queries.
   *
   * @param vectors the vectors
   * @param start the first row
   * @param length how many
   * @param normalized whether each is made to unit length
   * @return the rows, row-major
   */
  public static float[] rows(Embeddings vectors, int start, int length, boolean normalized) {
    int dimension = vectors.dimension();
    float[] rows = new float[length * dimension];
    for (int i = 0; i < length; i++) {
      vectors.copyTo(start + i, rows, i * dimension);
      if (normalized) {
        normalize(rows, i * dimension, dimension);
      }
    }
    return rows;
  }

  /**
   * Makes a vector to unit length in place; a zero vector stays one.
   *
   * @param values what holds it
   * @param at where it starts
   * @param dimension how many values it has
   */
  public static void normalize(float[] values, int at, int dimension) {
    double sum = 0;
    for (int i = at; i < at + dimension; i++) {
      sum += (double) values[i] * values[i];
    }
    float length = Math.max((float) Math.sqrt(sum), LEAST_LENGTH);
    for (int i = at; i < at + dimension; i++) {
      values[i] /= length;
    }
  }

  /**
   * Starts a matrix.
   *
   * @param dimension how many values a row has, at least 1
   * @param normalized whether rows are made to unit length
   * @return a builder
   */
  public static Builder builder(int dimension, boolean normalized) {
    return new Builder(dimension, normalized);
  }

  private static int panelRows(int dimension) {
    int rows = PANEL_VALUES / dimension / LEAST_ROWS * LEAST_ROWS;
    return Math.max(LEAST_ROWS, Math.min(MOST_ROWS, rows));
  }

  /** Takes vectors in blocks. Not thread-safe. */
  public static final class Builder {
    private final int dimension;
    private final boolean normalized;
    private final int panelRows;
    private final List<float[][]> panels = new ArrayList<>();
    private int count;

    private Builder(int dimension, boolean normalized) {
      this.dimension = dimension;
      this.normalized = normalized;
      this.panelRows = panelRows(dimension);
    }

    /**
     * Copies vectors in, on several threads if there are many.
     *
     * @param vectors vectors of the matrix's dimension
     * @param threads at most how many threads
     * @throws IllegalArgumentException if there are more than 2,147,483,647 rows in all
     */
    public void add(Embeddings vectors, int threads) {
      if (vectors.count() > Integer.MAX_VALUE - count) {
        throw new IllegalArgumentException(
            "the number of vectors must be at most "
                + Integer.MAX_VALUE
                + ", got "
                + ((long) count + vectors.count()));
      }
      int start = count;
      count += vectors.count();
      int panelsNeeded = (int) (((long) count + panelRows - 1) / panelRows);
      for (int i = 0; i < panels.size(); i++) {
        int rows = Math.min(panelRows, count - i * panelRows);
        if (panels.get(i)[0].length < rows) {
          panels.set(i, widened(panels.get(i), rows));
        }
      }
      int firstPanel = start / panelRows;
      for (int i = panels.size(); i < panelsNeeded; i++) {
        panels.add(new float[dimension][]);
      }
      Workers.run(
          threads,
          panelsNeeded - firstPanel,
          () -> {
            float[] scratch = new float[ROWS_AT_ONCE * dimension];
            return piece -> fill(firstPanel + (int) piece, vectors, start, scratch);
          });
    }

    private static float[][] widened(float[][] panel, int rows) {
      float[][] wide = new float[panel.length][];
      for (int k = 0; k < wide.length; k++) {
        wide[k] = Arrays.copyOf(panel[k], rows);
      }
      return wide;
    }

    private void fill(int index, Embeddings vectors, int start, float[] scratch) {
      float[][] panel = panels.get(index);
      int firstOfPanel = index * panelRows;
      int rows = Math.min(panelRows, count - firstOfPanel);
      for (int k = 0; k < dimension; k++) {
        if (panel[k] == null) {
          panel[k] = new float[rows];
        }
      }
      int first = Math.max(start, firstOfPanel);
      int end = firstOfPanel + rows;
      for (int row = first; row < end; row += ROWS_AT_ONCE) {
        int length = Math.min(ROWS_AT_ONCE, end - row);
        for (int i = 0; i < length; i++) {
          vectors.copyTo(row + i - start, scratch, i * dimension);
          if (normalized) {
            normalize(scratch, i * dimension, dimension);
          }
        }
        for (int k = 0; k < dimension; k++) {
          float[] column = panel[k];
          for (int i = 0; i < length; i++) {
            column[row - firstOfPanel + i] = scratch[i * dimension + k];
          }
        }
      }
    }

    /**
     * Ends the building.
     *
     * @return the matrix
     */
    public PanelMatrix build() {
      return new PanelMatrix(dimension, count, panelRows, List.copyOf(panels));
    }
  }
}
