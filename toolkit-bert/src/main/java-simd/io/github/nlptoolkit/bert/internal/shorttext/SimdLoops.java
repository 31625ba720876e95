package io.github.nlptoolkit.bert.internal.shorttext;

import io.github.nlptoolkit.bert.family.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops with the JDK's Vector API, which is there under {@code --add-modules
 * jdk.incubator.vector} only; {@link VectorLoopsChoice} loads this class by name.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // constants as they are published
public final class SimdLoops implements VectorLoops {
  private static final VectorSpecies<Float> SPECIES = PanelProducts.SPECIES;
  private static final int LANES = PanelProducts.LANES;

  /** 1.5 times 2 to the power of 23: added to a number, it leaves the nearest integer. */
  private static final float ROUNDING = 12582912f;

  private static final float LN_2_HIGH = 0.693359375f;
  private static final float LN_2_LOW = -2.12194440e-4f;

  /**
   * For what is below it, e to the power of it is taken: 1.8e-35, which stays a normal number when
   * it is divided by a sum of some. A vector with a subnormal one in it takes the CPU 70 ns.
   */
  private static final float LEAST_EXPONENT = -80f;

  private static final float SQRT_HALF = 0.70710678f;
  private static final float SQRT_2_OVER_PI = 0.79788456f;

  @Override
  public int panelColumns() {
    return 2 * LANES;
  }

  /** Two sums for each row and some factors: 32 registers of 64 bytes, 16 of 32. */
  @Override
  public int[] heights() {
    return LANES == 16 ? new int[] {4, 7, 10} : new int[] {4};
  }

  @Override
  public void multiply(
      int height, float[] x, int from, PanelWeight weight, int panel, float[] y, int to) {
    PanelProducts.multiply(height, x, from, weight, panel, y, to);
  }

  @Override
  public void addAndNorm(
      float[] x, int from, float[] added, int addedFrom, float[] scale, float[] shift, float eps) {
    int size = scale.length;
    FloatVector sums = FloatVector.zero(SPECIES);
    for (int j = 0; j < size; j += LANES) {
      FloatVector sum =
          FloatVector.fromArray(SPECIES, x, from + j)
              .add(FloatVector.fromArray(SPECIES, added, addedFrom + j));
      sum.intoArray(x, from + j);
      sums = sums.add(sum);
    }
    float mean = sums.reduceLanes(VectorOperators.ADD) / size;
    FloatVector squares = FloatVector.zero(SPECIES);
    for (int j = 0; j < size; j += LANES) {
      FloatVector off = FloatVector.fromArray(SPECIES, x, from + j).sub(mean);
      squares = off.fma(off, squares);
    }
    double variance = squares.reduceLanes(VectorOperators.ADD) / size;
    float factor = (float) (1 / Math.sqrt(variance + eps));
    for (int j = 0; j < size; j += LANES) {
      FloatVector.fromArray(SPECIES, x, from + j)
          .sub(mean)
          .mul(factor)
          .fma(FloatVector.fromArray(SPECIES, scale, j), FloatVector.fromArray(SPECIES, shift, j))
          .intoArray(x, from + j);
    }
  }

  @Override
  public void softmax(float[] x, int from, int panels, float factor) {
    int end = panels * 2 * LANES;
    FloatVector most = FloatVector.fromArray(SPECIES, x, from);
    for (int j = LANES; j < end; j += LANES) {
      most = most.max(FloatVector.fromArray(SPECIES, x, from + j));
    }
    float max = most.reduceLanes(VectorOperators.MAX);
    FloatVector sums = FloatVector.zero(SPECIES);
    for (int j = 0; j < end; j += LANES) {
      FloatVector power = exp(FloatVector.fromArray(SPECIES, x, from + j).sub(max).mul(factor));
      power.intoArray(x, from + j);
      sums = sums.add(power);
    }
    float norm = 1 / sums.reduceLanes(VectorOperators.ADD);
    for (int j = 0; j < end; j += LANES) {
      FloatVector.fromArray(SPECIES, x, from + j).mul(norm).intoArray(x, from + j);
    }
  }

  /** As {@code expf} of Cephes, for numbers that are not positive. */
  private static FloatVector exp(FloatVector exponent) {
    FloatVector x = exponent.max(LEAST_EXPONENT);
    FloatVector rounded = x.fma(broadcast(1.44269504f), broadcast(ROUNDING));
    FloatVector n = rounded.sub(ROUNDING);
    FloatVector r = n.fma(broadcast(-LN_2_LOW), n.fma(broadcast(-LN_2_HIGH), x));
    FloatVector y = broadcast(1.9875691500e-4f).fma(r, broadcast(1.3981999507e-3f));
    y = y.fma(r, broadcast(8.3334519073e-3f));
    y = y.fma(r, broadcast(4.1665795894e-2f));
    y = y.fma(r, broadcast(1.6666665459e-1f));
    y = y.fma(r, broadcast(5.0000001201e-1f));
    y = y.fma(r.mul(r), r).add(1f);
    IntVector bits = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return y.reinterpretAsInts().add(bits).reinterpretAsFloats();
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  @Override
  public void activate(Activation activation, float[] x, int from, int count) {
    switch (activation) {
      case GELU -> gelu(x, from, count);
      case GELU_NEW, GELU_PYTORCH_TANH, GELU_FAST -> geluByTanh(x, from, count);
      case RELU -> relu(x, from, count);
      case SILU, SWISH -> silu(x, from, count);
      case TANH -> tanh(x, from, count);
    }
  }

  private static void gelu(float[] x, int from, int count) {
    for (int j = from; j < from + count; j += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, j);
      v.mul(0.5f).mul(erf(v.mul(SQRT_HALF)).add(1f)).intoArray(x, j);
    }
  }

  private static void geluByTanh(float[] x, int from, int count) {
    for (int j = from; j < from + count; j += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, j);
      FloatVector cubic = v.mul(v).mul(v).mul(0.044715f).add(v);
      v.mul(0.5f).mul(tanh(cubic.mul(SQRT_2_OVER_PI)).add(1f)).intoArray(x, j);
    }
  }

  private static void relu(float[] x, int from, int count) {
    for (int j = from; j < from + count; j += LANES) {
      FloatVector.fromArray(SPECIES, x, j).max(0f).intoArray(x, j);
    }
  }

  private static void silu(float[] x, int from, int count) {
    for (int j = from; j < from + count; j += LANES) {
      FloatVector half = FloatVector.fromArray(SPECIES, x, j).mul(0.5f);
      half.mul(tanh(half).add(1f)).intoArray(x, j);
    }
  }

  private static void tanh(float[] x, int from, int count) {
    for (int j = from; j < from + count; j += LANES) {
      tanh(FloatVector.fromArray(SPECIES, x, j)).intoArray(x, j);
    }
  }

  /** The rational approximation of Eigen and XLA, to the last bits of single precision. */
  private static FloatVector erf(FloatVector argument) {
    FloatVector x = argument.max(-4f).min(4f);
    FloatVector s = x.mul(x);
    FloatVector p = broadcast(-2.72614225801306e-10f).fma(s, broadcast(2.77068142495902e-08f));
    p = p.fma(s, broadcast(-2.10102402082508e-06f));
    p = p.fma(s, broadcast(-5.69250639462346e-05f));
    p = p.fma(s, broadcast(-7.34990630326855e-04f));
    p = p.fma(s, broadcast(-2.95459980854025e-03f));
    p = p.fma(s, broadcast(-1.60960333262415e-02f));
    FloatVector q = broadcast(-1.45660718464996e-05f).fma(s, broadcast(-2.13374055278905e-04f));
    q = q.fma(s, broadcast(-1.68282697438203e-03f));
    q = q.fma(s, broadcast(-7.37332916720468e-03f));
    q = q.fma(s, broadcast(-1.42647390514189e-02f));
    return x.mul(p).div(q);
  }

  /** The rational approximation of Eigen and XLA, to the last bits of single precision. */
  private static FloatVector tanh(FloatVector argument) {
    FloatVector x = argument.max(-7.9053111f).min(7.9053111f);
    FloatVector s = x.mul(x);
    FloatVector p = broadcast(-2.76076847742355e-16f).fma(s, broadcast(2.00018790482477e-13f));
    p = p.fma(s, broadcast(-8.60467152213735e-11f));
    p = p.fma(s, broadcast(5.12229709037114e-08f));
    p = p.fma(s, broadcast(1.48572235717979e-05f));
    p = p.fma(s, broadcast(6.37261928875436e-04f));
    p = p.fma(s, broadcast(4.89352455891786e-03f));
    FloatVector q = broadcast(1.19825839466702e-06f).fma(s, broadcast(1.18534705686654e-04f));
    q = q.fma(s, broadcast(2.26843463243900e-03f));
    q = q.fma(s, broadcast(4.89352518554385e-03f));
    return x.mul(p).div(q);
  }
}
