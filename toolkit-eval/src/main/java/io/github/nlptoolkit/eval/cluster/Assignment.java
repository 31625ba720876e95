package io.github.nlptoolkit.eval.cluster;

import java.util.Arrays;

/** Pairs rows with columns so that the sum of their cells is the largest (Kuhn, Munkres). */
final class Assignment {
  private Assignment() {}

  static long largestSum(long[][] cells) {
    int rows = cells.length;
    int columns = rows == 0 ? 0 : cells[0].length;
    if (rows > columns) {
      return largestSum(transposed(cells));
    }
    // The shortest augmenting paths of Jonker and Volgenant, on costs that are negated cells.
    long[] rowPotential = new long[rows + 1];
    long[] columnPotential = new long[columns + 1];
    int[] rowOf = new int[columns + 1];
    for (int row = 1; row <= rows; row++) {
      augment(cells, row, rowPotential, columnPotential, rowOf);
    }
    long sum = 0;
    for (int column = 1; column <= columns; column++) {
      sum += rowOf[column] == 0 ? 0 : cells[rowOf[column] - 1][column - 1];
    }
    return sum;
  }

  private static void augment(long[][] cells, int start, long[] u, long[] v, int[] rowOf) {
    int columns = v.length - 1;
    long[] shortest = new long[columns + 1];
    Arrays.fill(shortest, Long.MAX_VALUE);
    int[] from = new int[columns + 1];
    boolean[] isDone = new boolean[columns + 1];
    rowOf[0] = start;
    int at = 0;
    while (rowOf[at] != 0) {
      isDone[at] = true;
      int row = rowOf[at];
      int next = 0;
      long delta = Long.MAX_VALUE;
      for (int column = 1; column <= columns; column++) {
        if (!isDone[column]) {
          long reduced = -cells[row - 1][column - 1] - u[row] - v[column];
          if (reduced < shortest[column]) {
            shortest[column] = reduced;
            from[column] = at;
          }
          if (shortest[column] < delta) {
            delta = shortest[column];
            next = column;
          }
        }
      }
      for (int column = 0; column <= columns; column++) {
        if (isDone[column]) {
          u[rowOf[column]] += delta;
          v[column] -= delta;
        } else {
          shortest[column] -= delta;
        }
      }
      at = next;
    }
    while (at != 0) {
      rowOf[at] = rowOf[from[at]];
      at = from[at];
    }
  }

  private static long[][] transposed(long[][] cells) {
    long[][] turned = new long[cells[0].length][cells.length];
    for (int i = 0; i < cells.length; i++) {
      for (int j = 0; j < turned.length; j++) {
        turned[j][i] = cells[i][j];
      }
    }
    return turned;
  }
}
