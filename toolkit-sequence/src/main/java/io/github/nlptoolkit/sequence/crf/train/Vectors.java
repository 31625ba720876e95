package io.github.nlptoolkit.sequence.crf.train;

import java.util.function.IntConsumer;

/**
 * Operations on weight vectors by several threads. A vector is cut into blocks of fixed size and
 * sums are added block by block, so the result has the same bits for any number of threads.
 */
final class Vectors {

  private static final int BLOCK = 1 << 15;

  /** A part of a sum. */
  @FunctionalInterface
  interface Part {
    double sum(int from, int to);
  }

  private final Workers workers;
  private final int size;
  private final int blocks;
  private final double[] sums;

  Vectors(Workers workers, int size) {
    this.workers = workers;
    this.size = size;
    this.blocks = Math.max(1, (size + BLOCK - 1) / BLOCK);
    this.sums = new double[blocks];
  }

  /** Adds up a sum over all indices. */
  double sum(Part part) {
    each(b -> sums[b] = part.sum(b * BLOCK, Math.min(size, (b + 1) * BLOCK)));
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return total;
  }

  /** Does something for all indices. */
  void run(Part part) {
    each(b -> part.sum(b * BLOCK, Math.min(size, (b + 1) * BLOCK)));
  }

  private void each(IntConsumer block) {
    workers.run(blocks, block);
  }

  double dot(double[] a, double[] b) {
    return sum((from, to) -> dot(a, b, from, to));
  }

  double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** a += factor * b. */
  void add(double[] a, double factor, double[] b) {
    run(
        (from, to) -> {
          for (int i = from; i < to; i++) {
            a[i] += factor * b[i];
          }
          return 0;
        });
  }

  /** into = a + factor * b. */
  void combine(double[] into, double[] a, double factor, double[] b) {
    run(
        (from, to) -> {
          for (int i = from; i < to; i++) {
            into[i] = a[i] + factor * b[i];
          }
          return 0;
        });
  }

  /** a *= factor. */
  void scale(double[] a, double factor) {
    run(
        (from, to) -> {
          for (int i = from; i < to; i++) {
            a[i] *= factor;
          }
          return 0;
        });
  }

  void copy(double[] from, double[] to) {
    run(
        (first, last) -> {
          System.arraycopy(from, first, to, first, last - first);
          return 0;
        });
  }

  /** Four sums side by side: one would wait for each addition before the next. */
  static double dot(double[] a, double[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < to; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
