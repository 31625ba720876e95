package io.github.nlptoolkit.word2vec;

import io.github.nlptoolkit.word2vec.internal.kernel.Kernels;
import io.github.nlptoolkit.word2vec.internal.kernel.VectorKernel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Exact search over all words: large stores on all cores of the common pool. Of equal scores the
 * lower row comes first. Immutable and thread-safe.
 */
final class Nearest {

  /** Fewer values than this are faster on one thread. */
  private static final long PARALLEL_VALUES = 1 << 21;

  private static final int PIECE_ROWS = 32 * VectorStore.BLOCK;

  /** Levy and Goldberg 2014, equation 4. */
  private static final float EPSILON = 1e-6f;

  private static final Comparator<Hit> WORST_FIRST =
      Comparator.comparingDouble(Hit::score)
          .thenComparing(Comparator.comparingInt(Hit::row).reversed());

  private final VectorStore store;
  private final float[][] positive;
  private final float[][] negative;
  private final boolean multiplies;
  private final Set<Integer> excluded;

  private Nearest(
      VectorStore store,
      float[][] positive,
      float[][] negative,
      boolean multiplies,
      Set<Integer> excluded) {
    this.store = store;
    this.positive = positive;
    this.negative = negative;
    this.multiplies = multiplies;
    this.excluded = excluded;
  }

  /** A row with its score. */
  record Hit(int row, float score) {}

  /** By the cosine with a unit vector. */
  static Nearest to(VectorStore store, float[] unit, Set<Integer> excluded) {
    return new Nearest(store, new float[][] {unit}, new float[0][], false, excluded);
  }

  /** By the product of the cosines, shifted to [0, 1], with some over that with others. */
  static Nearest multiplying(
      VectorStore store, float[][] positive, float[][] negative, Set<Integer> excluded) {
    return new Nearest(store, positive, negative, true, excluded);
  }

  /** The best of the rows in {@code [from, to)}, best first. */
  List<Hit> best(int topN, int from, int to) {
    if (topN < 1 || from >= to) {
      return List.of();
    }
    long values = (long) (to - from) * store.dimension();
    Pieces pieces = new Pieces(from, to);
    if (values < PARALLEL_VALUES) {
      return sorted(scan(topN, pieces), topN);
    }
    // The pool's threads and this one.
    int threads = ForkJoinPool.commonPool().getParallelism() + 1;
    List<Collection<Hit>> found =
        IntStream.range(0, threads).parallel().mapToObj(unused -> scan(topN, pieces)).toList();
    List<Hit> all = new ArrayList<>();
    found.forEach(all::addAll);
    return sorted(all, topN);
  }

  /** Rows given out in pieces, so that a thread that others slow down holds nobody up. */
  private static final class Pieces {
    private final int to;
    private final AtomicInteger next;

    Pieces(int from, int to) {
      this.to = to;
      next = new AtomicInteger(from);
    }

    /** Where the next piece begins; {@code to} if there is none. */
    int next() {
      return next.getAndUpdate(row -> end(row));
    }

    int end(int from) {
      return from < to - PIECE_ROWS ? from + PIECE_ROWS : to;
    }
  }

  /** The scores of all rows in {@code [from, to)}. */
  float[] scores(int from, int to) {
    float[] all = new float[to - from];
    Scan scan = new Scan();
    for (int row = from; row < to; row += VectorStore.BLOCK) {
      int count = Math.min(VectorStore.BLOCK, to - row);
      scan.score(row, count);
      System.arraycopy(scan.scores, 0, all, row - from, count);
    }
    return all;
  }

  private static List<Hit> sorted(Collection<Hit> hits, int topN) {
    return hits.stream().sorted(WORST_FIRST.reversed()).limit(topN).toList();
  }

  /** Pieces come in the order of their rows, so of equal scores the first is the lowest row. */
  private Collection<Hit> scan(int topN, Pieces pieces) {
    PriorityQueue<Hit> best = new PriorityQueue<>(Math.min(topN, 1024), WORST_FIRST);
    Scan scan = new Scan();
    for (int from = pieces.next(); from < pieces.to; from = pieces.next()) {
      scan(topN, from, pieces.end(from), scan, best);
    }
    return best;
  }

  private void scan(int topN, int from, int to, Scan scan, PriorityQueue<Hit> best) {
    float worst = best.size() < topN ? Float.NEGATIVE_INFINITY : best.element().score();
    for (int row = from; row < to; row += VectorStore.BLOCK) {
      int count = Math.min(VectorStore.BLOCK, to - row);
      scan.score(row, count);
      for (int i = 0; i < count; i++) {
        float score = scan.scores[i];
        boolean enters = best.size() < topN ? !Float.isNaN(score) : score > worst;
        if (!enters || excluded.contains(row + i)) {
          continue;
        }
        if (best.size() == topN) {
          best.remove();
        }
        best.add(new Hit(row + i, score));
        worst = best.element().score();
      }
    }
  }

  /** What one thread scores in. */
  private final class Scan {
    private final VectorKernel kernel = Kernels.best();
    private final float[] scratch = new float[store.scratchSize()];
    private final float[] dots = new float[VectorStore.BLOCK];
    private final float[] products = new float[VectorStore.BLOCK];
    private final float[] scores = new float[VectorStore.BLOCK];

    void score(int row, int count) {
      if (!multiplies) {
        cosines(positive[0], row, count, scores);
        return;
      }
      multiply(positive, row, count, scores);
      multiply(negative, row, count, products);
      for (int i = 0; i < count; i++) {
        scores[i] /= products[i] + EPSILON;
      }
    }

    private void multiply(float[][] terms, int row, int count, float[] result) {
      java.util.Arrays.fill(result, 0, count, 1);
      float[] cosines = new float[count];
      for (float[] term : terms) {
        cosines(term, row, count, cosines);
        for (int i = 0; i < count; i++) {
          result[i] *= (1 + cosines[i]) / 2;
        }
      }
    }

    private void cosines(float[] unit, int row, int count, float[] result) {
      store.dots(kernel, unit, row, count, dots, scratch);
      for (int i = 0; i < count; i++) {
        float norm = store.norm(row + i);
        result[i] = norm == 0 ? 0 : dots[i] / norm;
      }
    }
  }
}
