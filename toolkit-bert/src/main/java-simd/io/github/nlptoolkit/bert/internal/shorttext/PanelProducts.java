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
  private static final int ROW = VectorLoops.ROW;

  private PanelProducts() {}

  static void multiply(
      int height, float[] x, int from, PanelWeight weight, int panel, float[] y, int to) {
    int inputs = weight.inputs();
    int at = weight.at(panel);
    int column = panel * 2 * LANES;
    float[] bias = weight.bias();
    if (weight.isBrain()) {
      int[] pairs = weight.pairs();
      if (height == 4) {
        fourBrain(x, from, pairs, at, inputs, bias, column, y, to);
      } else if (height == 7) {
        sevenBrain(x, from, pairs, at, inputs, bias, column, y, to);
      } else {
        tenBrain(x, from, pairs, at, inputs, bias, column, y, to);
      }
    } else {
      float[] panels = weight.floats();
      if (height == 4) {
        fourFloat(x, from, panels, at, inputs, bias, column, y, to);
      } else if (height == 7) {
        sevenFloat(x, from, panels, at, inputs, bias, column, y, to);
      } else {
        tenFloat(x, from, panels, at, inputs, bias, column, y, to);
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
      float[] panels,
      int start,
      int inputs,
      float[] bias,
      int column,
      float[] y,
      int to) {
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
    int at = start;
    for (int k = 0; k < inputs; k++) {
      FloatVector w0 = FloatVector.fromArray(SPECIES, panels, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, panels, at + LANES);
      at += 2 * LANES;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[from + k]);
      p0 = x0.fma(w0, p0);
      q0 = x0.fma(w1, q0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[from + k + ROW]);
      p1 = x1.fma(w0, p1);
      q1 = x1.fma(w1, q1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[from + k + 2 * ROW]);
      p2 = x2.fma(w0, p2);
      q2 = x2.fma(w1, q2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[from + k + 3 * ROW]);
      p3 = x3.fma(w0, p3);
      q3 = x3.fma(w1, q3);
    }
    store(p0, q0, y, to);
    store(p1, q1, y, to + ROW);
    store(p2, q2, y, to + 2 * ROW);
    store(p3, q3, y, to + 3 * ROW);
  }

  private static void sevenFloat(
      float[] x,
      int from,
      float[] panels,
      int start,
      int inputs,
      float[] bias,
      int column,
      float[] y,
      int to) {
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
    int at = start;
    for (int k = 0; k < inputs; k++) {
      FloatVector w0 = FloatVector.fromArray(SPECIES, panels, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, panels, at + LANES);
      at += 2 * LANES;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[from + k]);
      p0 = x0.fma(w0, p0);
      q0 = x0.fma(w1, q0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[from + k + ROW]);
      p1 = x1.fma(w0, p1);
      q1 = x1.fma(w1, q1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[from + k + 2 * ROW]);
      p2 = x2.fma(w0, p2);
      q2 = x2.fma(w1, q2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[from + k + 3 * ROW]);
      p3 = x3.fma(w0, p3);
      q3 = x3.fma(w1, q3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[from + k + 4 * ROW]);
      p4 = x4.fma(w0, p4);
      q4 = x4.fma(w1, q4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[from + k + 5 * ROW]);
      p5 = x5.fma(w0, p5);
      q5 = x5.fma(w1, q5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[from + k + 6 * ROW]);
      p6 = x6.fma(w0, p6);
      q6 = x6.fma(w1, q6);
    }
    store(p0, q0, y, to);
    store(p1, q1, y, to + ROW);
    store(p2, q2, y, to + 2 * ROW);
    store(p3, q3, y, to + 3 * ROW);
    store(p4, q4, y, to + 4 * ROW);
    store(p5, q5, y, to + 5 * ROW);
    store(p6, q6, y, to + 6 * ROW);
  }

  private static void tenFloat(
      float[] x,
      int from,
      float[] panels,
      int start,
      int inputs,
      float[] bias,
      int column,
      float[] y,
      int to) {
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
    int at = start;
    for (int k = 0; k < inputs; k++) {
      FloatVector w0 = FloatVector.fromArray(SPECIES, panels, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, panels, at + LANES);
      at += 2 * LANES;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[from + k]);
      p0 = x0.fma(w0, p0);
      q0 = x0.fma(w1, q0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[from + k + ROW]);
      p1 = x1.fma(w0, p1);
      q1 = x1.fma(w1, q1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[from + k + 2 * ROW]);
      p2 = x2.fma(w0, p2);
      q2 = x2.fma(w1, q2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[from + k + 3 * ROW]);
      p3 = x3.fma(w0, p3);
      q3 = x3.fma(w1, q3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[from + k + 4 * ROW]);
      p4 = x4.fma(w0, p4);
      q4 = x4.fma(w1, q4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[from + k + 5 * ROW]);
      p5 = x5.fma(w0, p5);
      q5 = x5.fma(w1, q5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[from + k + 6 * ROW]);
      p6 = x6.fma(w0, p6);
      q6 = x6.fma(w1, q6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, x[from + k + 7 * ROW]);
      p7 = x7.fma(w0, p7);
      q7 = x7.fma(w1, q7);
      FloatVector x8 = FloatVector.broadcast(SPECIES, x[from + k + 8 * ROW]);
      p8 = x8.fma(w0, p8);
      q8 = x8.fma(w1, q8);
      FloatVector x9 = FloatVector.broadcast(SPECIES, x[from + k + 9 * ROW]);
      p9 = x9.fma(w0, p9);
      q9 = x9.fma(w1, q9);
    }
    store(p0, q0, y, to);
    store(p1, q1, y, to + ROW);
    store(p2, q2, y, to + 2 * ROW);
    store(p3, q3, y, to + 3 * ROW);
    store(p4, q4, y, to + 4 * ROW);
    store(p5, q5, y, to + 5 * ROW);
    store(p6, q6, y, to + 6 * ROW);
    store(p7, q7, y, to + 7 * ROW);
    store(p8, q8, y, to + 8 * ROW);
    store(p9, q9, y, to + 9 * ROW);
  }

  private static void fourBrain(
      float[] x,
      int from,
      int[] pairs,
      int start,
      int inputs,
      float[] bias,
      int column,
      float[] y,
      int to) {
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
    int at = start;
    for (int k = 0; k < inputs; k++) {
      IntVector pair = IntVector.fromArray(WORDS, pairs, at);
      FloatVector w0 = pair.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
      FloatVector w1 = pair.and(0xffff0000).reinterpretAsFloats();
      at += LANES;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[from + k]);
      p0 = x0.fma(w0, p0);
      q0 = x0.fma(w1, q0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[from + k + ROW]);
      p1 = x1.fma(w0, p1);
      q1 = x1.fma(w1, q1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[from + k + 2 * ROW]);
      p2 = x2.fma(w0, p2);
      q2 = x2.fma(w1, q2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[from + k + 3 * ROW]);
      p3 = x3.fma(w0, p3);
      q3 = x3.fma(w1, q3);
    }
    store(p0, q0, y, to);
    store(p1, q1, y, to + ROW);
    store(p2, q2, y, to + 2 * ROW);
    store(p3, q3, y, to + 3 * ROW);
  }

  private static void sevenBrain(
      float[] x,
      int from,
      int[] pairs,
      int start,
      int inputs,
      float[] bias,
      int column,
      float[] y,
      int to) {
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
    int at = start;
    for (int k = 0; k < inputs; k++) {
      IntVector pair = IntVector.fromArray(WORDS, pairs, at);
      FloatVector w0 = pair.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
      FloatVector w1 = pair.and(0xffff0000).reinterpretAsFloats();
      at += LANES;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[from + k]);
      p0 = x0.fma(w0, p0);
      q0 = x0.fma(w1, q0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[from + k + ROW]);
      p1 = x1.fma(w0, p1);
      q1 = x1.fma(w1, q1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[from + k + 2 * ROW]);
      p2 = x2.fma(w0, p2);
      q2 = x2.fma(w1, q2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[from + k + 3 * ROW]);
      p3 = x3.fma(w0, p3);
      q3 = x3.fma(w1, q3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[from + k + 4 * ROW]);
      p4 = x4.fma(w0, p4);
      q4 = x4.fma(w1, q4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[from + k + 5 * ROW]);
      p5 = x5.fma(w0, p5);
      q5 = x5.fma(w1, q5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[from + k + 6 * ROW]);
      p6 = x6.fma(w0, p6);
      q6 = x6.fma(w1, q6);
    }
    store(p0, q0, y, to);
    store(p1, q1, y, to + ROW);
    store(p2, q2, y, to + 2 * ROW);
    store(p3, q3, y, to + 3 * ROW);
    store(p4, q4, y, to + 4 * ROW);
    store(p5, q5, y, to + 5 * ROW);
    store(p6, q6, y, to + 6 * ROW);
  }

  private static void tenBrain(
      float[] x,
      int from,
      int[] pairs,
      int start,
      int inputs,
      float[] bias,
      int column,
      float[] y,
      int to) {
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
    int at = start;
    for (int k = 0; k < inputs; k++) {
      IntVector pair = IntVector.fromArray(WORDS, pairs, at);
      FloatVector w0 = pair.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
      FloatVector w1 = pair.and(0xffff0000).reinterpretAsFloats();
      at += LANES;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[from + k]);
      p0 = x0.fma(w0, p0);
      q0 = x0.fma(w1, q0);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[from + k + ROW]);
      p1 = x1.fma(w0, p1);
      q1 = x1.fma(w1, q1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[from + k + 2 * ROW]);
      p2 = x2.fma(w0, p2);
      q2 = x2.fma(w1, q2);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[from + k + 3 * ROW]);
      p3 = x3.fma(w0, p3);
      q3 = x3.fma(w1, q3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[from + k + 4 * ROW]);
      p4 = x4.fma(w0, p4);
      q4 = x4.fma(w1, q4);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[from + k + 5 * ROW]);
      p5 = x5.fma(w0, p5);
      q5 = x5.fma(w1, q5);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[from + k + 6 * ROW]);
      p6 = x6.fma(w0, p6);
      q6 = x6.fma(w1, q6);
      FloatVector x7 = FloatVector.broadcast(SPECIES, x[from + k + 7 * ROW]);
      p7 = x7.fma(w0, p7);
      q7 = x7.fma(w1, q7);
      FloatVector x8 = FloatVector.broadcast(SPECIES, x[from + k + 8 * ROW]);
      p8 = x8.fma(w0, p8);
      q8 = x8.fma(w1, q8);
      FloatVector x9 = FloatVector.broadcast(SPECIES, x[from + k + 9 * ROW]);
      p9 = x9.fma(w0, p9);
      q9 = x9.fma(w1, q9);
    }
    store(p0, q0, y, to);
    store(p1, q1, y, to + ROW);
    store(p2, q2, y, to + 2 * ROW);
    store(p3, q3, y, to + 3 * ROW);
    store(p4, q4, y, to + 4 * ROW);
    store(p5, q5, y, to + 5 * ROW);
    store(p6, q6, y, to + 6 * ROW);
    store(p7, q7, y, to + 7 * ROW);
    store(p8, q8, y, to + 8 * ROW);
    store(p9, q9, y, to + 9 * ROW);
  }
}
