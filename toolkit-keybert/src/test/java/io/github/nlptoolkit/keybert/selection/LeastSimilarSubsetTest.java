package io.github.nlptoolkit.keybert.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nlptoolkit.embedding.Embeddings;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastSimilarSubsetTest {

  private static final long MANY = 1_000_000_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void isTheFirstMinimumOfAnEnumeration(int size) {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int count = size + random.nextInt(12 - size + 1);
      // Every other matrix has few values, so that many sets are equal.
      boolean isCoarse = seed % 2 == 0;
      float[][] similarities = new float[count][count];
      for (int i = 0; i < count; i++) {
        for (int j = 0; j <= i; j++) {
          float value = isCoarse ? random.nextInt(5) / 2f - 1 : random.nextFloat() * 2 - 1;
          similarities[i][j] = value;
          similarities[j][i] = value;
        }
      }
      assertThat(LeastSimilarSubset.find(similarities, size, MANY))
          .as("seed %d, %d of %d", seed, size, count)
          .isEqualTo(enumerate(similarities, size));
    }
  }

  @Test
  void equalSetsGoToTheFirst() {
    assertThat(LeastSimilarSubset.find(new float[25][25], 12, MANY))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  @Test
  void isFoundWhereEnumerationWouldNotEnd() {
    // 60 over 8 is 2.6 billion.
    Embeddings vectors = SelectionTest.random(60, 24, 3);
    int[] chosen = LeastSimilarSubset.find(vectors.similarities(vectors), 8, MANY);
    assertThat(chosen).hasSize(8).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void givesUpWithAnError() {
    Embeddings vectors = SelectionTest.random(300, 300, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LeastSimilarSubset.find(vectors.similarities(vectors), 40, 100_000))
        .withMessage(
            "the best 40 of 300 candidates were not found in 100000 steps; ask for fewer keywords or"
                + " a smaller nrCandidates");
  }

  /** As the peer does it. */
  private static int[] enumerate(float[][] similarities, int size) {
    int[] set = new int[size];
    for (int i = 0; i < size; i++) {
      set[i] = i;
    }
    int[] best = set.clone();
    double bestSum = Double.POSITIVE_INFINITY;
    while (true) {
      double sum = 0;
      for (int i : set) {
        for (int j : set) {
          sum += i == j ? 0 : similarities[i][j];
        }
      }
      // Sums of the fine values differ by far more than this; equal ones only by rounding.
      if (sum < bestSum - 1e-9) {
        bestSum = sum;
        best = set.clone();
      }
      int at = size - 1;
      while (at >= 0 && set[at] == similarities.length - size + at) {
        at--;
      }
      if (at < 0) {
        return best;
      }
      set[at]++;
      for (int i = at + 1; i < size; i++) {
        set[i] = set[i - 1] + 1;
      }
    }
  }
}
