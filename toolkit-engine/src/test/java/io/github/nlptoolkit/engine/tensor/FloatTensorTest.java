package io.github.nlptoolkit.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FloatTensorTest {

  @Test
  void shapes() {
    FloatTensor tensor = new FloatTensor(new float[6], 2, 3);
    assertThat(tensor.shape()).containsExactly(2, 3);
    assertThat(tensor.size(1)).isEqualTo(3);
    assertThat(tensor.toString()).isEqualTo("FloatTensor[2, 3]");
    tensor.shape()[0] = 7;
    assertThat(tensor.size(0)).isEqualTo(2);
    assertThat(new FloatTensor(new float[1]).shape()).isEmpty();
    assertThat(new FloatTensor(new float[0], 5, 0).size(0)).isEqualTo(5);
  }

  @Test
  void shapesThatDoNotFit() {
    assertThatThrownBy(() -> new FloatTensor(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the shape [2, 3] has 6 elements, but there are 5 values");
    assertThatThrownBy(() -> new FloatTensor(new float[6], -2, -3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FloatTensor(new float[0], 1L << 32, 1L << 32))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
