package io.github.nlptoolkit.benchmarks.roofline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.engine.runtime.Precision;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import org.junit.jupiter.api.Test;

class LinearLayerTest {
  private final LinearLayer layer = new LinearLayer(new GemmShape(3, 4, 5));

  /** The layer by the textbook, from the very arguments that the program gets. */
  private FloatTensor product() {
    Argument[] arguments = layer.arguments(1, Precision.FLOAT32);
    float[] x = ((Argument.Floats) arguments[0]).value().values();
    float[] w = ((Argument.Floats) arguments[1]).value().values();
    float[] b = ((Argument.Floats) arguments[2]).value().values();
    float[] y = new float[3 * 5];
    for (int token = 0; token < 3; token++) {
      for (int o = 0; o < 5; o++) {
        y[token * 5 + o] = b[o];
        for (int i = 0; i < 4; i++) {
          y[token * 5 + o] += x[token * 4 + i] * w[o * 4 + i];
        }
      }
    }
    return new FloatTensor(y, 3, 5);
  }

  @Test
  void takesTheProduct() {
    assertThatCode(() -> layer.check(product(), Precision.FLOAT32)).doesNotThrowAnyException();
    assertThatCode(() -> layer.check(product(), Precision.BFLOAT16)).doesNotThrowAnyException();
  }

  @Test
  void refusesAnotherNumber() {
    FloatTensor product = product();
    product.values()[0] += 1e-6f;
    assertThatThrownBy(() -> layer.check(product, Precision.FLOAT32))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("element [0, 0] of 3x4x5 in FLOAT32 must be ");
    product.values()[0] = Float.NaN;
    assertThatThrownBy(() -> layer.check(product, Precision.BFLOAT16))
        .hasMessageContaining("is NaN");
  }

  @Test
  void takesWhatBytesHoldOfTheProduct() {
    FloatTensor product = product();
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    for (float value : product.values()) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    float step = (most - least) / 255;
    for (int i = 0; i < product.values().length; i++) {
      product.values()[i] = Math.round(product.values()[i] / step) * step;
    }
    assertThatCode(() -> layer.check(product, Precision.INT8)).doesNotThrowAnyException();
    product.values()[0] += step;
    assertThatThrownBy(() -> layer.check(product, Precision.INT8))
        .hasMessageStartingWith("element [0, 0] of 3x4x5 in INT8 must be ");
  }

  @Test
  void refusesAnotherShape() {
    assertThatThrownBy(() -> layer.check(new FloatTensor(new float[15], 5, 3), Precision.FLOAT32))
        .hasMessage("the product of 3x4x5 is a FloatTensor[5, 3]");
  }
}
