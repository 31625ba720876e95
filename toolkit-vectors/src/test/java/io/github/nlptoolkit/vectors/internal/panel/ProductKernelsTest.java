package io.github.nlptoolkit.vectors.internal.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both kernels multiply, and neither lets a product depend on what is beside it. */
class ProductKernelsTest {

  private final ProductKernel plain = new PlainProducts();
  private final ProductKernel best = ProductKernels.best();

  @Test
  void theBuildHasTheVectorKernel() {
    assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
    assertThat(best.getClass().getSimpleName()).isEqualTo("SimdProducts");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 5", "64, 64", "7, 100", "384, 63", "33, 130", "2, 1024"})
  void products(int dimension, int rows) {
    float[] queries = random(ProductKernel.QUERIES * dimension + 3, 1);
    float[][] panel = new float[dimension][];
    for (int k = 0; k < dimension; k++) {
      panel[k] = random(rows, 2 + k);
    }
    for (ProductKernel kernel : new ProductKernel[] {plain, best}) {
      float[][] all = run(kernel, panel, queries, 3, ProductKernel.QUERIES, rows);
      for (int query = 0; query < ProductKernel.QUERIES; query++) {
        int at = 3 + query * dimension;
        for (int j = 0; j < rows; j++) {
          double expected = 0;
          for (int k = 0; k < dimension; k++) {
            expected += (double) queries[at + k] * panel[k][j];
          }
          assertThat((double) all[query][j]).isCloseTo(expected, within(1e-4));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "7", "64", "383"})
  void twoVectors(int length) {
    float[] a = random(length + 3, 1);
    float[] b = random(length + 5, 2);
    double expected = 0;
    for (int i = 0; i < length; i++) {
      expected += (double) a[3 + i] * b[2 + i];
    }
    for (ProductKernel kernel : new ProductKernel[] {plain, best}) {
      assertThat((double) kernel.product(a, 3, b, 2, length)).isCloseTo(expected, within(1e-4));
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 100", "383, 67"})
  void aProductDoesNotDependOnTheOtherQueriesOrItsRow(int dimension, int rows) {
    float[] queries = random(ProductKernel.QUERIES * dimension, 1);
    float[][] panel = new float[dimension][];
    float[][] moved = new float[dimension][rows];
    for (int k = 0; k < dimension; k++) {
      panel[k] = random(rows, 2 + k);
      System.arraycopy(panel[k], 0, moved[k], 1, rows - 1);
    }
    float[][] all = run(best, panel, queries, 0, ProductKernel.QUERIES, rows);
    for (int count = 1; count < ProductKernel.QUERIES; count++) {
      for (int first = 0; first + count <= ProductKernel.QUERIES; first++) {
        float[][] some = run(best, panel, queries, first * dimension, count, rows);
        for (int i = 0; i < count; i++) {
          assertThat(some[i]).isEqualTo(all[first + i]);
        }
      }
    }
    float[][] shifted = run(best, moved, queries, 0, ProductKernel.QUERIES, rows);
    for (int query = 0; query < ProductKernel.QUERIES; query++) {
      for (int j = 1; j < rows; j++) {
        assertThat(shifted[query][j]).isEqualTo(all[query][j - 1]);
      }
    }
  }

  private static float[][] run(
      ProductKernel kernel, float[][] panel, float[] queries, int at, int count, int rows) {
    float[][] products = new float[count][rows];
    kernel.products(panel, queries, at, count, products, rows);
    return products;
  }

  private static float[] random(int length, int seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
