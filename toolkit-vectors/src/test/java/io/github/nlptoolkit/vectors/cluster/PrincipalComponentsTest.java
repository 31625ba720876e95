package io.github.nlptoolkit.vectors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PrincipalComponentsTest {

  @Test
  void theWidestDirectionsComeFirst() {
    Random random = new Random(3);
    float[] values = new float[4 * 4000];
    for (int i = 0; i < values.length; i += 4) {
      float a = (float) (9 * random.nextGaussian());
      float b = (float) (4 * random.nextGaussian());
      values[i] = 5 + a * 0.6f;
      values[i + 1] = a * 0.8f;
      values[i + 2] = b;
      values[i + 3] = (float) random.nextGaussian();
    }
    Embeddings vectors = Embeddings.of(4, values);
    double[][] places = PrincipalComponents.of(vectors, 2).project(vectors);
    double[] sums = new double[5];
    for (double[] place : places) {
      sums[0] += place[0];
      sums[1] += place[1];
      sums[2] += place[0] * place[0];
      sums[3] += place[1] * place[1];
      sums[4] += place[0] * place[1];
    }
    assertThat(sums[0] / places.length).isCloseTo(0, within(1e-6));
    assertThat(sums[1] / places.length).isCloseTo(0, within(1e-6));
    assertThat(sums[4] / places.length).isCloseTo(0, within(1e-4));
    assertThat(Math.sqrt(sums[2] / places.length)).isCloseTo(9, within(0.4));
    assertThat(Math.sqrt(sums[3] / places.length)).isCloseTo(4, within(0.2));
    double[][] one = PrincipalComponents.of(vectors, 1).project(Embeddings.of(4, 5, 0, 0, 0));
    double[][] two = PrincipalComponents.of(vectors, 1).project(Embeddings.of(4, 5.6f, .8f, 0, 0));
    assertThat(two[0][0] - one[0][0]).isCloseTo(1, within(0.01));
  }

  @Test
  void equalVectorsAreAllAtTheMean() {
    Embeddings same = Embeddings.of(2, 3, 4, 3, 4);
    assertThat(PrincipalComponents.of(same, 2).project(same))
        .isDeepEqualTo(new double[][] {{0, 0}, {0, 0}});
  }

  @Test
  void mistakesAreNamed() {
    Embeddings one = Embeddings.of(2, 3, 4);
    assertThatThrownBy(() -> PrincipalComponents.of(one, 3)).hasMessageContaining("got 3");
    assertThatThrownBy(() -> PrincipalComponents.of(Embeddings.builder(0, 2).build(), 1))
        .hasMessageContaining("got none");
    assertThatThrownBy(() -> PrincipalComponents.of(one, 1).project(Embeddings.of(1, 3)))
        .hasMessageContaining("got 1 and 2");
  }
}
