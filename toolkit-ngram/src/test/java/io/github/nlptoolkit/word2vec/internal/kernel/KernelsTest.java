package io.github.nlptoolkit.word2vec.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kernels do the same. */
class KernelsTest {

  private final VectorKernel plain = new PlainKernel();
  private final VectorKernel best = Kernels.best();

  private static float[] random(int length, int seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void theBuildHasTheVectorKernel() {
    assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
    assertThat(best.getClass().getSimpleName()).isEqualTo("SimdKernel");
    assertThat(best.lanes()).isGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 31, 64, 100, 300, 301})
  void dots(int length) {
    float[] rows = random(9 * length + 5, 1);
    float[] query = random(length, 2);
    float[] a = new float[9];
    float[] b = new float[9];
    plain.dots(query, rows, 5, length, 9, a);
    best.dots(query, rows, 5, length, 9, b);
    for (int row = 0; row < 9; row++) {
      double expected = 0;
      for (int i = 0; i < length; i++) {
        expected += (double) query[i] * rows[5 + row * length + i];
      }
      assertThat((double) a[row]).isCloseTo(expected, within(1e-4));
      assertThat((double) b[row]).isCloseTo(expected, within(1e-4));
      assertThat(best.dot(query, 0, rows, 5 + row * length, length))
          .isCloseTo((float) expected, within(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 11, 12, 16})
  void stepsWithRowsThatComeTwiceAndRowsThatDoNot(int count) {
    int lanes = Math.max(plain.lanes(), best.lanes());
    for (int length : new int[] {lanes, 2 * lanes, 7 * lanes, 13 * lanes}) {
      Random random = new Random(count);
      int[] drawn = random.ints(count, 0, 5).map(row -> row * length).toArray();
      int[] different = IntStream.range(0, count).map(row -> row * length).toArray();
      int[] lastIsFirst = different.clone();
      lastIsFirst[count - 1] = different[0];
      for (int[] rows : List.of(drawn, different, lastIsFirst)) {
        assertThat(run(best, rows, length))
            .containsExactly(run(plain, rows, length), within(2e-5f));
      }
    }
  }

  private static float[] run(VectorKernel kernel, int[] rows, int length) {
    float[] input = random(3 * length, 3);
    float[] output = random(16 * length, 4);
    Workspace workspace = new Workspace(length);
    Targets targets = new Targets(output, 1);
    targets.rate = 0.1f;
    for (int i = 0; i < rows.length; i++) {
      targets.add(rows[i], i == 0 ? 1 : 0);
    }
    kernel.step(input, length, targets, Logistic.EXACT, length, workspace);
    kernel.scatter(0.5f, input, new int[] {1, 0, 1}, 3, length, workspace);
    kernel.gather(0.3f, input, new int[] {0, 1, 0}, 3, length, workspace);
    kernel.step(workspace.hidden, 0, targets, Logistic.TABLE, length, workspace);
    kernel.scatter(1, input, new int[] {2}, 1, length, workspace);
    float[] all = new float[19 * length];
    System.arraycopy(input, 0, all, 0, 3 * length);
    System.arraycopy(output, 0, all, 3 * length, 16 * length);
    return all;
  }

  @Test
  void theLogisticFunctionIsExact() {
    for (float x = -120; x <= 120; x += 0.37f) {
      double expected = 1 - 1 / (1 + Math.exp(-(double) x));
      assertThat((double) Logistic.EXACT.gradient(x, 1)).isCloseTo(expected, within(1.2e-7));
      assertThat(Logistic.loss(x, 1)).isCloseTo(Math.log1p(Math.exp(-(double) x)), within(1e-9));
    }
    assertThat(Logistic.EXACT.gradient(Float.POSITIVE_INFINITY, 1)).isCloseTo(0, within(1e-30f));
    assertThat(Logistic.EXACT.gradient(Float.NEGATIVE_INFINITY, 0)).isCloseTo(0, within(1e-30f));
    assertThat(Logistic.TABLE.gradient(6, 1)).isZero();
    assertThat(Logistic.TABLE.gradient(Float.NaN, 1)).isZero();
    assertThat(Logistic.TABLE.gradient(0, 1)).isCloseTo(0.506f, within(1e-3f));
  }
}
