package io.github.nlptoolkit.bert.internal.shorttext;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of some rows with a panel of a weight. The sums stay in registers while the inputs go
 * by: each is one chain of fused multiply-adds, whatever the number of rows. There is a loop for
 * each number of rows, as only sums in variables of their own stay in registers.
 */
final class PanelProducts {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> WORDS = IntVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private PanelProducts() {}

  static void multiply(
      int height,
      float[] x,
      int from,
      int stride,
      PanelWeight weight,
      int panel,
      float[] y,
      int to,
      int toStride) {
    int inputs = weight.inputs();
    int column = panel * 2 * LANES;
    float[] bias = weight.bias();
    if (weight.isBrain()) {
      int[] pairs = weight.pairs();
      int at = panel * inputs * LANES;
      if (height == 4) {
        fourBrain(x, from, stride, pairs, at, inputs, bias, column, y, to, toStride);
      } else if (height == 7) {
        sevenBrain(x, from, stride, pairs, at, inputs, bias, column, y, to, toStride);
      } else {
        tenBrain(x, from, stride, pairs, at, inputs, bias, column, y, to, toStride);
      }
    } else {
      float[] panels = weight.floats();
      int at = column * inputs;
      if (height == 4) {
        fourFloat(x, from, stride, panels, at, inputs, bias, column, y, to, toStride);
      } else if (height == 7) {
        sevenFloat(x, from, stride, panels, at, inputs, bias, column, y, to, toStride);
      } else {
        tenFloat(x, from, stride, panels, at, inputs, bias, column, y, to, toStride);
      }
    }
  }

  private static void store(FloatVector first, FloatVector second, float[] y, int to) {
    first.intoArray(y, to);
    second.intoArray(y, to + LANES);
  }

  private static void fourFloat(
      float[] x,
      int from,
      int stride,
      float[] panels,
      int start,
      int inputs,
      float[] bias,
      int column,
      float[] y,
      int to,
      int toStride) {
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, column);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, column + LANES);
    FloatVector p0 = b0;
    FloatVector q0 = b1;
    FloatVector p1 = b0;
    FloatVector q1 = b1;
    FloatVector p2 = b0;
    FloatVector q2 = b1;
    FloatVector p3 = b0;
    FloatVector q3 = b1;
    int r1 = from + stride;
    int r2 = r1 + stride;
    int r3 = r2 + stride;
    int at = start;
    for (int k = 0; k < inputs; k++) {
      FloatVector w0 = FloatVector.fromArray(SPECIES, panels, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, panels, at + LANES);
      at += 2 * LANES;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[from + k]);
      p0 = x0.fma(w0, p0);
      q0 = x0.fma(w1, q0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[r1 + k]);
      p1 = x1.fma(w0, p1);
      q1 = x1.fma(w1, q1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[r2 + k]);
      p2 = x2.fma(w0, p2);
      q2 = x2.fma(w1, q2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[r3 + k]);
      p3 = x3.fma(w0, p3);
      q3 = x3.fma(w1, q3);
    }
    store(p0, q0, y, to);
    store(p1, q1, y, to + toStride);
    store(p2, q2, y, to + 2 * toStride);
    store(p3, q3, y, to + 3 * toStride);
  }

  private static void sevenFloat(
      float[] x,
      int from,
      int stride,
      float[] panels,
      int start,
      int inputs,
      float[] bias,
      int column,
      float[] y,
      int to,
      int toStride) {
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, column);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, column + LANES);
    FloatVector p0 = b0;
    FloatVector q0 = b1;
    FloatVector p1 = b0;
    FloatVector q1 = b1;
    FloatVector p2 = b0;
    FloatVector q2 = b1;
    FloatVector p3 = b0;
    FloatVector q3 = b1;
    FloatVector p4 = b0;
    FloatVector q4 = b1;
    FloatVector p5 = b0;
    FloatVector q5 = b1;
    FloatVector p6 = b0;
    FloatVector q6 = b1;
    int r1 = from + stride;
    int r2 = r1 + stride;
    int r3 = r2 + stride;
    int r4 = r3 + stride;
    int r5 = r4 + stride;
    int r6 = r5 + stride;
    int at = start;
    for (int k = 0; k < inputs; k++) {
      FloatVector w0 = FloatVector.fromArray(SPECIES, panels, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, panels, at + LANES);
      at += 2 * LANES;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[from + k]);
      p0 = x0.fma(w0, p0);
      q0 = x0.fma(w1, q0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[r1 + k]);
      p1 = x1.fma(w0, p1);
      q1 = x1.fma(w1, q1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[r2 + k]);
      p2 = x2.fma(w0, p2);
      q2 = x2.fma(w1, q2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[r3 + k]);
      p3 = x3.fma(w0, p3);
      q3 = x3.fma(w1, q3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[r4 + k]);
      p4 = x4.fma(w0, p4);
      q4 = x4.fma(w1, q4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[r5 + k]);
      p5 = x5.fma(w0, p5);
      q5 = x5.fma(w1, q5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[r6 + k]);
      p6 = x6.fma(w0, p6);
      q6 = x6.fma(w1, q6);
    }
    store(p0, q0, y, to);
    store(p1, q1, y, to + toStride);
    store(p2, q2, y, to + 2 * toStride);
    store(p3, q3, y, to + 3 * toStride);
    store(p4, q4, y, to + 4 * toStride);
    store(p5, q5, y, to + 5 * toStride);
    store(p6, q6, y, to + 6 * toStride);
  }

  private static void tenFloat(
      float[] x,
      int from,
      int stride,
      float[] panels,
      int start,
      int inputs,
      float[] bias,
      int column,
      float[] y,
      int to,
      int toStride) {
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, column);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, column + LANES);
    FloatVector p0 = b0;
    FloatVector q0 = b1;
    FloatVector p1 = b0;
    FloatVector q1 = b1;
    FloatVector p2 = b0;
    FloatVector q2 = b1;
    FloatVector p3 = b0;
    FloatVector q3 = b1;
    FloatVector p4 = b0;
    FloatVector q4 = b1;
    FloatVector p5 = b0;
    FloatVector q5 = b1;
    FloatVector p6 = b0;
    FloatVector q6 = b1;
    FloatVector p7 = b0;
    FloatVector q7 = b1;
    FloatVector p8 = b0;
    FloatVector q8 = b1;
    FloatVector p9 = b0;
    FloatVector q9 = b1;
    int r1 = from + stride;
    int r2 = r1 + stride;
    int r3 = r2 + stride;
    int r4 = r3 + stride;
    int r5 = r4 + stride;
    int r6 = r5 + stride;
    int r7 = r6 + stride;
    int r8 = r7 + stride;
    int r9 = r8 + stride;
    int at = start;
    for (int k = 0; k < inputs; k++) {
      FloatVector w0 = FloatVector.fromArray(SPECIES, panels, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, panels, at + LANES);
      at += 2 * LANES;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[from + k]);
      p0 = x0.fma(w0, p0);
      q0 = x0.fma(w1, q0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[r1 + k]);
      p1 = x1.fma(w0, p1);
      q1 = x1.fma(w1, q1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[r2 + k]);
      p2 = x2.fma(w0, p2);
      q2 = x2.fma(w1, q2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[r3 + k]);
      p3 = x3.fma(w0, p3);
      q3 = x3.fma(w1, q3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[r4 + k]);
      p4 = x4.fma(w0, p4);
      q4 = x4.fma(w1, q4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[r5 + k]);
      p5 = x5.fma(w0, p5);
      q5 = x5.fma(w1, q5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[r6 + k]);
      p6 = x6.fma(w0, p6);
      q6 = x6.fma(w1, q6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, x[r7 + k]);
      p7 = x7.fma(w0, p7);
      q7 = x7.fma(w1, q7);
      FloatVector x8 = FloatVector.broadcast(SPECIES, x[r8 + k]);
      p8 = x8.fma(w0, p8);
      q8 = x8.fma(w1, q8);
      FloatVector x9 = FloatVector.broadcast(SPECIES, x[r9 + k]);
      p9 = x9.fma(w0, p9);
      q9 = x9.fma(w1, q9);
    }
    store(p0, q0, y, to);
    store(p1, q1, y, to + toStride);
    store(p2, q2, y, to + 2 * toStride);
    store(p3, q3, y, to + 3 * toStride);
    store(p4, q4, y, to + 4 * toStride);
    store(p5, q5, y, to + 5 * toStride);
    store(p6, q6, y, to + 6 * toStride);
    store(p7, q7, y, to + 7 * toStride);
    store(p8, q8, y, to + 8 * toStride);
    store(p9, q9, y, to + 9 * toStride);
  }

  private static void fourBrain(
      float[] x,
      int from,
      int stride,
      int[] pairs,
      int start,
      int inputs,
      float[] bias,
      int column,
      float[] y,
      int to,
      int toStride) {
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, column);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, column + LANES);
    FloatVector p0 = b0;
    FloatVector q0 = b1;
    FloatVector p1 = b0;
    FloatVector q1 = b1;
    FloatVector p2 = b0;
    FloatVector q2 = b1;
    FloatVector p3 = b0;
    FloatVector q3 = b1;
    int r1 = from + stride;
    int r2 = r1 + stride;
    int r3 = r2 + stride;
    int at = start;
    for (int k = 0; k < inputs; k++) {
      IntVector pair = IntVector.fromArray(WORDS, pairs, at);
      FloatVector w0 = pair.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
      FloatVector w1 = pair.and(0xffff0000).reinterpretAsFloats();
      at += LANES;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[from + k]);
      p0 = x0.fma(w0, p0);
      q0 = x0.fma(w1, q0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[r1 + k]);
      p1 = x1.fma(w0, p1);
      q1 = x1.fma(w1, q1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[r2 + k]);
      p2 = x2.fma(w0, p2);
      q2 = x2.fma(w1, q2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[r3 + k]);
      p3 = x3.fma(w0, p3);
      q3 = x3.fma(w1, q3);
    }
    store(p0, q0, y, to);
    store(p1, q1, y, to + toStride);
    store(p2, q2, y, to + 2 * toStride);
    store(p3, q3, y, to + 3 * toStride);
  }

  private static void sevenBrain(
      float[] x,
      int from,
      int stride,
      int[] pairs,
      int start,
      int inputs,
      float[] bias,
      int column,
      float[] y,
      int to,
      int toStride) {
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, column);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, column + LANES);
    FloatVector p0 = b0;
    FloatVector q0 = b1;
    FloatVector p1 = b0;
    FloatVector q1 = b1;
    FloatVector p2 = b0;
    FloatVector q2 = b1;
    FloatVector p3 = b0;
    FloatVector q3 = b1;
    FloatVector p4 = b0;
    FloatVector q4 = b1;
    FloatVector p5 = b0;
    FloatVector q5 = b1;
    FloatVector p6 = b0;
    FloatVector q6 = b1;
    int r1 = from + stride;
    int r2 = r1 + stride;
    int r3 = r2 + stride;
    int r4 = r3 + stride;
    int r5 = r4 + stride;
    int r6 = r5 + stride;
    int at = start;
    for (int k = 0; k < inputs; k++) {
      IntVector pair = IntVector.fromArray(WORDS, pairs, at);
      FloatVector w0 = pair.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
      FloatVector w1 = pair.and(0xffff0000).reinterpretAsFloats();
      at += LANES;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[from + k]);
      p0 = x0.fma(w0, p0);
      q0 = x0.fma(w1, q0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[r1 + k]);
      p1 = x1.fma(w0, p1);
      q1 = x1.fma(w1, q1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[r2 + k]);
      p2 = x2.fma(w0, p2);
      q2 = x2.fma(w1, q2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[r3 + k]);
      p3 = x3.fma(w0, p3);
      q3 = x3.fma(w1, q3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[r4 + k]);
      p4 = x4.fma(w0, p4);
      q4 = x4.fma(w1, q4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[r5 + k]);
      p5 = x5.fma(w0, p5);
      q5 = x5.fma(w1, q5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[r6 + k]);
      p6 = x6.fma(w0, p6);
      q6 = x6.fma(w1, q6);
    }
    store(p0, q0, y, to);
    store(p1, q1, y, to + toStride);
    store(p2, q2, y, to + 2 * toStride);
    store(p3, q3, y, to + 3 * toStride);
    store(p4, q4, y, to + 4 * toStride);
    store(p5, q5, y, to + 5 * toStride);
    store(p6, q6, y, to + 6 * toStride);
  }

  private static void tenBrain(
      float[] x,
      int from,
      int stride,
      int[] pairs,
      int start,
      int inputs,
      float[] bias,
      int column,
      float[] y,
      int to,
      int toStride) {
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, column);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, column + LANES);
    FloatVector p0 = b0;
    FloatVector q0 = b1;
    FloatVector p1 = b0;
    FloatVector q1 = b1;
    FloatVector p2 = b0;
    FloatVector q2 = b1;
    FloatVector p3 = b0;
    FloatVector q3 = b1;
    FloatVector p4 = b0;
    FloatVector q4 = b1;
    FloatVector p5 = b0;
    FloatVector q5 = b1;
    FloatVector p6 = b0;
    FloatVector q6 = b1;
    FloatVector p7 = b0;
    FloatVector q7 = b1;
    FloatVector p8 = b0;
    FloatVector q8 = b1;
    FloatVector p9 = b0;
    FloatVector q9 = b1;
    int r1 = from + stride;
    int r2 = r1 + stride;
    int r3 = r2 + stride;
    int r4 = r3 + stride;
    int r5 = r4 + stride;
    int r6 = r5 + stride;
    int r7 = r6 + stride;
    int r8 = r7 + stride;
    int r9 = r8 + stride;
    int at = start;
    for (int k = 0; k < inputs; k++) {
      IntVector pair = IntVector.fromArray(WORDS, pairs, at);
      FloatVector w0 = pair.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
      FloatVector w1 = pair.and(0xffff0000).reinterpretAsFloats();
      at += LANES;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[from + k]);
      p0 = x0.fma(w0, p0);
      q0 = x0.fma(w1, q0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[r1 + k]);
      p1 = x1.fma(w0, p1);
      q1 = x1.fma(w1, q1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[r2 + k]);
      p2 = x2.fma(w0, p2);
      q2 = x2.fma(w1, q2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[r3 + k]);
      p3 = x3.fma(w0, p3);
      q3 = x3.fma(w1, q3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[r4 + k]);
      p4 = x4.fma(w0, p4);
      q4 = x4.fma(w1, q4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[r5 + k]);
      p5 = x5.fma(w0, p5);
      q5 = x5.fma(w1, q5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[r6 + k]);
      p6 = x6.fma(w0, p6);
      q6 = x6.fma(w1, q6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, x[r7 + k]);
      p7 = x7.fma(w0, p7);
      q7 = x7.fma(w1, q7);
      FloatVector x8 = FloatVector.broadcast(SPECIES, x[r8 + k]);
      p8 = x8.fma(w0, p8);
      q8 = x8.fma(w1, q8);
      FloatVector x9 = FloatVector.broadcast(SPECIES, x[r9 + k]);
      p9 = x9.fma(w0, p9);
      q9 = x9.fma(w1, q9);
    }
    store(p0, q0, y, to);
    store(p1, q1, y, to + toStride);
    store(p2, q2, y, to + 2 * toStride);
    store(p3, q3, y, to + 3 * toStride);
    store(p4, q4, y, to + 4 * toStride);
    store(p5, q5, y, to + 5 * toStride);
    store(p6, q6, y, to + 6 * toStride);
    store(p7, q7, y, to + 7 * toStride);
    store(p8, q8, y, to + 8 * toStride);
    store(p9, q9, y, to + 9 * toStride);
  }
}
