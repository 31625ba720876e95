package io.github.nlptoolkit.benchmarks.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {
  private static final double MIN_COSINE = 0.9999;

  private final List<float[]> expected = RecordedVectors.ofSentences();
  private final List<float[]> actual =
      new ArrayList<>(expected.stream().map(float[]::clone).toList());

  private double check() {
    return AnswerCheck.require("it", actual, expected, MIN_COSINE);
  }

  @Test
  void takesTheRecordedVectors() {
    assertThat(check()).isBetween(1 - 1e-6, 1.0);
  }

  @Test
  void refusesAWrongVector() {
    float[] wrong = actual.get(300);
    wrong[7] = 0.3f;
    double square = 0;
    for (float x : wrong) {
      square += (double) x * x;
    }
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] /= (float) Math.sqrt(square);
    }
    assertThatThrownBy(this::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cosine of text 300 must be at least 0.9999");
  }

  @Test
  void refusesVectorsInAnotherOrder() {
    Collections.swap(actual, 3, 4);
    assertThatThrownBy(this::check).hasMessageContaining("text 3");
  }

  @Test
  void refusesAVectorThatIsNotNormalised() {
    for (int i = 0; i < actual.get(5).length; i++) {
      actual.get(5)[i] *= 2;
    }
    assertThatThrownBy(this::check).hasMessageContaining("text 5 must have length 1, has ");
  }

  @Test
  void refusesNumbersThatAreNone() {
    actual.get(9)[0] = Float.NaN;
    assertThatThrownBy(this::check).hasMessageContaining("text 9");
  }

  @Test
  void refusesAMissingVector() {
    actual.remove(0);
    assertThatThrownBy(this::check).hasMessageContaining("511 vectors for 512 texts");
  }

  @Test
  void refusesAShortVector() {
    actual.set(2, new float[] {1});
    assertThatThrownBy(this::check).hasMessageContaining("must have 384 dimensions, has 1");
  }
}
