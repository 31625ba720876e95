package io.github.nlptoolkit.benchmarks.roofline;

import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of a linear layer and its input: small fractions that bfloat16, and with a scale also
 * bytes, hold exactly and whose sums a 32-bit float holds exactly, so that products can be checked
 * to the last bit in fp32 and to the last rounding in bf16 and int8.
 */
final class LinearLayer {
  /** One in so many elements of a product is compared; prime, so that all columns come up. */
  private static final int CHECKED_STRIDE = 997;

  /** A rounding of the product and one of the sum with the bias, to 8 bits of precision. */
  private static final double BFLOAT16_ERROR = 2.0 / 256;

  /** Inputs are multiples of this, weights of the other; both times a byte's range at most. */
  private static final float INPUT_STEP = 1 / 8f;

  private static final float WEIGHT_STEP = 1 / 16f;

  /** The byte that stands for an input of 0: the least input is -3 steps. */
  private static final int INPUT_ZERO = 3;

  private static final int FLOAT32 = 6;
  private static final int BFLOAT16 = 15;

  private final GemmShape shape;

  LinearLayer(GemmShape shape) {
    this.shape = shape;
  }

  private static float input(int token, int i) {
    return ((3 * token + 5 * i) % 7 - INPUT_ZERO) * INPUT_STEP;
  }

  private static float weight(int o, int i) {
    return ((2 * o + 3 * i + o * i) % 11 - 5) * WEIGHT_STEP;
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
    List<Argument> arguments = new ArrayList<>();
    arguments.add(new Argument.Floats(new FloatTensor(input, shape.tokens(), shape.in())));
    arguments.add(new Argument.Floats(new FloatTensor(weight, shape.out(), shape.in())));
    arguments.add(new Argument.Floats(new FloatTensor(bias, shape.out())));
    arguments.add(new Argument.Int(workers));
    switch (precision) {
      case FLOAT32 -> arguments.add(new Argument.Int(FLOAT32));
      case BFLOAT16 -> arguments.add(new Argument.Int(BFLOAT16));
      case INT8 -> {
        arguments.add(new Argument.Decimal(INPUT_STEP));
        arguments.add(new Argument.Int(INPUT_ZERO));
        arguments.add(new Argument.Decimal(WEIGHT_STEP));
      }
      case AUTO -> throw new IllegalArgumentException("the precision must be a definite one");
    }
    return arguments.toArray(Argument[]::new);
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
    double step = precision == Precision.INT8 ? halfStep(product.values()) : 0;
    for (int at = 0; at < product.values().length; at += CHECKED_STRIDE) {
      int token = at / shape.out();
      int o = at % shape.out();
      double expected = bias(o);
      for (int i = 0; i < shape.in(); i++) {
        expected += (double) input(token, i) * weight(o, i);
      }
      double found = product.values()[at];
      // Written so that NaN fails.
      if (!(Math.abs(found - expected) <= step + error * Math.max(1, Math.abs(expected)))) {
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

  /** Half of what two neighbouring bytes differ by, with some room for rounding. */
  private static double halfStep(float[] product) {
    double least = 0;
    double most = 0;
    for (float value : product) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return 0.505 * (most - least) / 254;
  }
}
