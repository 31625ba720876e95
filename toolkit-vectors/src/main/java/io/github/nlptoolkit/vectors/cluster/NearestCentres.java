package io.github.nlptoolkit.vectors.cluster;

import io.github.nlptoolkit.vectors.internal.panel.Kernel;
import io.github.nlptoolkit.vectors.internal.panel.PanelScan;
import io.github.nlptoolkit.vectors.internal.panel.Workers;
import java.util.Arrays;

/**
 * The nearest centre of each row, of equals the first, while centres move. Of each row it is known
 * how far its centre can be at the most and those of each group of others at the least; a row is
 * compared with the centres of a group again only where these meet. Papers: C. Elkan (2003),
 * <i>Using the triangle inequality to accelerate k-means</i>; Y. Ding and others (2015), <i>Yinyang
 * k-means</i>.
 *
 * <p>Products in single precision tell most; where two centres are about as near, distances are
 * measured in double. Results do not depend on the number of threads. Not thread-safe.
 */
final class NearestCentres {
  private static final double DOUBT = 1e-5;

  /** What rounding can do to a bound in single precision. */
  private static final float ROUNDING = 1 - 2.5e-7f;

  private static final float SUM_ROUNDING = 5e-7f;

  private static final double CERTAIN = 1 - 1e-6;
  private static final int ROWS_AT_ONCE = 2048;

  /** Rows that are compared with all centres at a time. */
  private static final int OPEN_AT_ONCE = 256;

  /** A row that must be compared with one in so many centres is compared with all. */
  private static final int MANY = 6;

  /** The rows of a block that tell whether bounds help. */
  private static final int SAMPLE = 64;

  private final ClusteredRows rows;
  private final int[] labels;

  /** The distance of each row to its centre at the most. */
  private final double[] upper;

  /**
   * The distance of each row to any centre of each group at the least, but for its own; and how far
   * the centres of the group had moved by then, so that moves change no bounds.
   */
  private float[] lower = new float[0];

  private float[] groupMoves = new float[0];
  private float doubtOfMoves;

  private int groups;
  private int groupSize;
  private Centres centres;

  NearestCentres(ClusteredRows rows) {
    this.rows = rows;
    this.labels = new int[rows.count];
    this.upper = new double[rows.count];
    this.centres = new Centres(new double[0][], rows.dimension);
  }

  /** The centre of each row, as of the last {@link #update}; the same array every time. */
  int[] labels() {
    return labels;
  }

  /** Finds the nearest of other centres, of which there are as many as before. */
  void update(double[][] moved) {
    boolean first = centres.count == 0;
    Centres before = centres;
    centres = new Centres(moved, rows.dimension);
    if (first) {
      // Bounds take at most half as much memory as the rows.
      int most = Math.max(1, Math.min(moved.length, rows.dimension / 2));
      groupSize = (moved.length + most - 1) / most;
      groups = (moved.length + groupSize - 1) / groupSize;
      lower = new float[rows.count * groups];
      groupMoves = new float[groups];
    }
    double[] moves = first ? new double[0] : moves(before);
    Workers.run(
        rows.count < 1024 ? 1 : Workers.defaultThreads(),
        ((long) rows.count + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE,
        () -> {
          Open open = new Open();
          return piece -> {
            int from = (int) piece * ROWS_AT_ONCE;
            int to = (int) Math.min(rows.count, (long) from + ROWS_AT_ONCE);
            int opened = 0;
            for (int row = from; row < to; row++) {
              // Where most bounds fail, as in the first iterations, they are not asked.
              boolean all = first || (row - from >= SAMPLE && opened * 2 > SAMPLE);
              if (all || !follow(row, moves, open)) {
                open.add(row);
                opened += row - from < SAMPLE ? 1 : 0;
              }
            }
            open.compare();
          };
        });
  }

  private double[] moves(Centres before) {
    double[] moves = new double[centres.count];
    float[] most = new float[groups];
    for (int c = 0; c < moves.length; c++) {
      moves[c] = Math.sqrt(before.squaredMove(c, centres));
      most[c / groupSize] = Math.max(most[c / groupSize], Math.nextUp((float) moves[c]));
    }
    for (int g = 0; g < groups; g++) {
      groupMoves[g] = Math.nextUp(groupMoves[g] + most[g]);
      doubtOfMoves = Math.max(doubtOfMoves, SUM_ROUNDING * groupMoves[g]);
    }
    return moves;
  }

  /** Finds the nearest centre of a row by its bounds, or tells that too many are to be compared. */
  private boolean follow(int row, double[] moves, Open open) {
    upper[row] += moves[labels[row]];
    int failing = failing(row, open.failing);
    if (failing == 0) {
      return true;
    }
    double own = centres.squaredDistance(rows, row, labels[row]);
    upper[row] = Math.sqrt(Math.max(0, own) + doubt(row, own));
    failing = stillFailing(row, open.failing, failing);
    if (failing * MANY > groups && groups > 1) {
      return false;
    }
    if (failing > 0) {
      open.compareFailing(row, own, failing);
    }
    return true;
  }

  /** Finds the groups that may have a centre that is as near as the row's own. */
  private int failing(int row, int[] found) {
    float limit = limit(row);
    int at = row * groups;
    int size = 0;
    for (int g = 0; g < groups; g++) {
      if (lower[at + g] - groupMoves[g] <= limit) {
        found[size++] = g;
      }
    }
    return size;
  }

  private int stillFailing(int row, int[] found, int count) {
    float limit = limit(row);
    int at = row * groups;
    int size = 0;
    for (int i = 0; i < count; i++) {
      int g = found[i];
      if (lower[at + g] - groupMoves[g] <= limit) {
        found[size++] = g;
      }
    }
    return size;
  }

  private float limit(int row) {
    return Math.nextUp((float) (upper[row] / CERTAIN) + doubtOfMoves);
  }

  private double doubt(int row, double squared) {
    return DOUBT * (rows.square(row) + Math.abs(squared));
  }

  private float least(int row, double squared) {
    return (float) Math.sqrt(Math.max(0, squared - doubt(row, squared))) * ROUNDING;
  }

  private void compareExactly(int row) {
    double best = Double.POSITIVE_INFINITY;
    int nearest = 0;
    double[] distances = new double[centres.count];
    for (int c = 0; c < centres.count; c++) {
      distances[c] = rows.squaredDistance(row, centres.exact[c]);
      if (distances[c] < best) {
        best = distances[c];
        nearest = c;
      }
    }
    labels[row] = nearest;
    upper[row] = Math.sqrt(best);
    int at = row * groups;
    Arrays.fill(lower, at, at + groups, Float.POSITIVE_INFINITY);
    for (int c = 0; c < centres.count; c++) {
      if (c != nearest) {
        int g = at + c / groupSize;
        float least = (float) Math.sqrt(distances[c]) * ROUNDING + groupMoves[g - at];
        lower[g] = Math.min(lower[g], least);
      }
    }
  }

  /** Rows of one thread that are to be compared with centres. */
  private final class Open implements PanelScan.Visitor {
    private final int[] open = new int[OPEN_AT_ONCE];
    private final float[] flat = new float[OPEN_AT_ONCE * rows.dimension];
    private final float[] costs = new float[centres.count];
    private final float[] least = new float[OPEN_AT_ONCE];
    private final float[] next = new float[OPEN_AT_ONCE];
    private final int[] nearest = new int[OPEN_AT_ONCE];
    private final int[] failing = new int[groups];
    private int size;

    void add(int row) {
      open[size] = row;
      rows.copyTo(row, flat, size * rows.dimension);
      least[size] = Float.POSITIVE_INFINITY;
      next[size] = Float.POSITIVE_INFINITY;
      Arrays.fill(lower, row * groups, (row + 1) * groups, Float.POSITIVE_INFINITY);
      size++;
      if (size == OPEN_AT_ONCE) {
        compare();
      }
    }

    void compare() {
      if (size == 0) {
        return;
      }
      float[] queries = size == OPEN_AT_ONCE ? flat : Arrays.copyOf(flat, size * rows.dimension);
      PanelScan.run(centres.panels(), Kernel.PRODUCT, queries, 1, () -> this);
      for (int i = 0; i < size; i++) {
        decide(i);
      }
      size = 0;
    }

    /** Squared distances without the row's own square, which is the same for all centres. */
    @Override
    public void visit(int query, int firstCentre, float[] scores, int count) {
      float best = least[query];
      float second = next[query];
      int at = nearest[query];
      for (int c = 0; c < count; c++) {
        float cost = centres.squares[firstCentre + c] - 2 * scores[c];
        costs[c] = cost;
        if (cost < second) {
          if (cost < best) {
            second = best;
            best = cost;
            at = firstCentre + c;
          } else {
            second = cost;
          }
        }
      }
      least[query] = best;
      next[query] = second;
      nearest[query] = at;
      bound(open[query], firstCentre, count);
    }

    private void bound(int row, int firstCentre, int count) {
      int at = row * groups;
      float square = (float) rows.square(row);
      float certain = (float) (1 - DOUBT);
      float doubt = (float) (2 * DOUBT) * square;
      for (int c = 0; c < count; c++) {
        float squared = (costs[c] + square) * certain - doubt;
        costs[c] = squared > 0 ? (float) Math.sqrt(squared) : 0;
      }
      for (int c = 0; c < count; c++) {
        int g = groupSize == 1 ? firstCentre + c : (firstCentre + c) / groupSize;
        lower[at + g] = Math.min(lower[at + g], costs[c] + groupMoves[g]);
      }
    }

    private void decide(int i) {
      int row = open[i];
      double best = rows.square(row) + least[i];
      double doubt = doubt(row, best);
      if (rows.square(row) + next[i] <= best + doubt) {
        compareExactly(row);
        return;
      }
      labels[row] = nearest[i];
      upper[row] = Math.sqrt(Math.max(0, best) + doubt);
      if (groupSize == 1) {
        lower[row * groups + nearest[i]] = Float.POSITIVE_INFINITY;
      }
    }

    /** Compares a row with the centres of the groups that may be as near as its own. */
    void compareFailing(int row, double own, int count) {
      int at = row * groups;
      int label = labels[row];
      double best = own;
      double second = Double.POSITIVE_INFINITY;
      int found = label;
      for (int i = 0; i < count; i++) {
        int g = failing[i];
        float least = Float.POSITIVE_INFINITY;
        int end = Math.min(centres.count, (g + 1) * groupSize);
        for (int c = g * groupSize; c < end; c++) {
          if (c == label) {
            continue;
          }
          double squared = centres.squaredDistance(rows, row, c);
          least = Math.min(least, least(row, squared));
          if (squared < best) {
            second = best;
            best = squared;
            found = c;
          } else {
            second = Math.min(second, squared);
          }
        }
        lower[at + g] = least + groupMoves[g];
      }
      double doubt = doubt(row, best);
      if (second <= best + doubt) {
        compareExactly(row);
      } else if (found != label) {
        labels[row] = found;
        upper[row] = Math.sqrt(Math.max(0, best) + doubt);
        int g = label / groupSize;
        lower[at + g] = Math.min(lower[at + g], least(row, own) + groupMoves[g]);
        if (groupSize == 1) {
          lower[at + found] = Float.POSITIVE_INFINITY;
        }
      }
    }
  }
}
