package io.github.nlptoolkit.benchmarks.roofline;

import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;

/**
 * The numbers of a linear layer and its input: small fractions that bfloat16 holds exactly and
 * whose sums a 32-bit float holds exactly, so that products can be checked to the last bit in fp32
 * and to the last rounding in bf16.
 */
final class LinearLayer {
  /** One in so many elements of a product is compared; prime, so that all columns come up. */
  private static final int CHECKED_STRIDE = 997;

  /** A rounding of the product and one of the sum with the bias, to 8 bits of precision. */
  private static final double BFLOAT16_ERROR = 2.0 / 256;

  private final GemmShape shape;

  LinearLayer(GemmShape shape) {
    this.shape = shape;
  }

  private static float input(int token, int i) {
    return ((3 * token + 5 * i) % 7 - 3) / 8f;
  }

  private static float weight(int o, int i) {
    return ((2 * o + 3 * i + o * i) % 11 - 5) / 16f;
  }

  private static float bias(int o) {
    return (o % 5 - 2) / 8f;
  }

  /** The arguments of the program's {@code prepare}. */
  Argument[] arguments(int workers, Precision precision) {
    float[] input = new float[shape.tokens() * shape.in()];
    for (int token = 0; token < shape.tokens(); token++) {
      for (int i = 0; i < shape.in(); i++) {
        input[token * shape.in() + i] = input(token, i);
      }
    }
    float[] weight = new float[shape.out() * shape.in()];
    float[] bias = new float[shape.out()];
    for (int o = 0; o < shape.out(); o++) {
      bias[o] = bias(o);
      for (int i = 0; i < shape.in(); i++) {
        weight[o * shape.in() + i] = weight(o, i);
      }
    }
    return new Argument[] {
      new Argument.Floats(new FloatTensor(input, shape.tokens(), shape.in())),
      new Argument.Floats(new FloatTensor(weight, shape.out(), shape.in())),
      new Argument.Floats(new FloatTensor(bias, shape.out())),
      new Argument.Int(workers),
      new Argument.Bool(precision == Precision.BFLOAT16)
    };
  }

  /**
   * Compares a product with the sums it should hold.
   *
   * @throws IllegalStateException if it is of another shape or an element differs
   */
  void check(FloatTensor product, Precision precision) {
    long[] size = product.shape();
    if (size.length != 2 || size[0] != shape.tokens() || size[1] != shape.out()) {
      throw new IllegalStateException("the product of " + shape + " is a " + product);
    }
    double error = precision == Precision.BFLOAT16 ? BFLOAT16_ERROR : 0;
    for (int at = 0; at < product.values().length; at += CHECKED_STRIDE) {
      int token = at / shape.out();
      int o = at % shape.out();
      double expected = bias(o);
      for (int i = 0; i < shape.in(); i++) {
        expected += (double) input(token, i) * weight(o, i);
      }
      double found = product.values()[at];
      // Written so that NaN fails.
      if (!(Math.abs(found - expected) <= error * Math.max(1, Math.abs(expected)))) {
        throw new IllegalStateException(
            "element ["
                + token
                + ", "
                + o
                + "] of "
                + shape
                + " in "
                + precision
                + " must be "
                + expected
                + ", is "
                + found);
      }
    }
  }
}
