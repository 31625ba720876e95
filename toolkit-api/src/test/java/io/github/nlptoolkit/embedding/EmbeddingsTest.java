package io.github.nlptoolkit.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingsTest {

  private static final Embeddings THREE = Embeddings.of(2, 1, 0, 3, 4, 0, -2);

  @Test
  void rowsAreReadBack() {
    assertThat(THREE.count()).isEqualTo(3);
    assertThat(THREE.dimension()).isEqualTo(2);
    assertThat(THREE.vector(1)).containsExactly(3, 4);
    assertThat(THREE.toArray()).containsExactly(1, 0, 3, 4, 0, -2);
    assertThat(THREE).hasToString("Embeddings[3 x 2]");
    float[] target = new float[4];
    THREE.copyTo(2, target, 1);
    assertThat(target).containsExactly(0, 0, -2, 0);
  }

  @Test
  void arraysAreCopiedInAndOut() {
    float[] values = {1, 2};
    Embeddings copied = Embeddings.of(2, values);
    values[0] = 9;
    copied.vector(0)[1] = 9;
    copied.toArray()[1] = 9;
    assertThat(copied.vector(0)).containsExactly(1, 2);

    List<float[]> rows = List.of(new float[] {1, 2}, new float[] {3, 4});
    Embeddings ofRows = Embeddings.ofRows(rows);
    rows.get(0)[0] = 9;
    assertThat(ofRows).isEqualTo(Embeddings.of(2, 1, 2, 3, 4));
  }

  @Test
  void badShapesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embeddings.of(2, 1, 2, 3))
        .withMessage("values must hold whole rows of 2, got 3 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embeddings.of(0))
        .withMessage("dimension must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embeddings.ofRows(List.of()))
        .withMessageContaining("must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embeddings.ofRows(List.of(new float[2], new float[3])))
        .withMessage("row 1 must have 2 values, got 3");
  }

  @Test
  void rowsThatAreNotThereAreRefused() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> THREE.vector(3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> THREE.vector(-1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> THREE.dot(0, 3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> THREE.cosine(3, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> THREE.select(0, 3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> THREE.copyTo(0, new float[2], 1));
  }

  @Test
  void selectKeepsTheOrderAskedFor() {
    assertThat(THREE.select(2, 0, 2)).isEqualTo(Embeddings.of(2, 0, -2, 1, 0, 0, -2));
    assertThat(THREE.select().count()).isZero();
    assertThat(THREE.select().dimension()).isEqualTo(2);
  }

  @Test
  void similaritiesAreThoseComputedByHand() {
    assertThat(THREE.dot(1, 2)).isEqualTo(-8);
    assertThat(THREE.cosine(0, 1)).isEqualTo(0.6f);
    assertThat(THREE.cosine(1, 2)).isEqualTo(-0.8f);
    assertThat(THREE.cosine(1, new float[] {6, 8})).isEqualTo(1);
    assertThat(THREE.similarities(Embeddings.of(2, 0, 1, 0, 0)))
        .isDeepEqualTo(new float[][] {{0, 0}, {0.8f, 0}, {-1, 0}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> THREE.cosine(0, new float[3]))
        .withMessage("dimensions must be equal, got 2 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> THREE.similarities(Embeddings.of(3, 1, 2, 3)));
    assertThatIllegalArgumentException().isThrownBy(() -> THREE.topK(new float[1], 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 64, 383})
  void cosineIsSymmetricBoundedAndThatOfDoubles(int dimension) {
    Embeddings rows = random(40, dimension, dimension);
    for (int i = 0; i < rows.count(); i++) {
      assertThat(rows.cosine(i, i)).isEqualTo(1, within(1e-6f));
      for (int j = 0; j < rows.count(); j++) {
        float cosine = rows.cosine(i, j);
        assertThat(cosine).isBetween(-1f, 1f).isEqualTo(rows.cosine(j, i));
        assertThat(cosine).isEqualTo(rows.cosine(i, rows.vector(j)));
        double exact = exactCosine(rows.vector(i), rows.vector(j));
        assertThat((double) cosine).isCloseTo(exact, within(1e-6));
      }
    }
  }

  @Test
  void similaritiesAreTheCosines() {
    Embeddings a = random(9, 13, 1);
    float[][] all = a.similarities(a);
    for (int i = 0; i < a.count(); i++) {
      for (int j = 0; j < a.count(); j++) {
        assertThat(all[i][j]).isEqualTo(a.cosine(i, j));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50, 199, 200, 201, Integer.MAX_VALUE})
  void topKIsTheStartOfAFullSort(int k) {
    // Few different values, so that many scores are equal.
    Random random = new Random(k);
    Embeddings.Builder builder = Embeddings.builder(200, 3);
    for (int i = 0; i < 200; i++) {
      builder.row(i, new float[] {random.nextInt(3), random.nextInt(3), 1}, 0, 3);
    }
    Embeddings rows = builder.build();
    float[] query = {1, 2, 0.5f};
    List<Match> sorted = new ArrayList<>();
    for (int i = 0; i < rows.count(); i++) {
      sorted.add(new Match(i, rows.cosine(i, query)));
    }
    sorted.sort(Comparator.comparing(Match::score).reversed().thenComparing(Match::index));
    assertThat(rows.topK(query, k)).isEqualTo(sorted.subList(0, Math.min(k, 200)));
    assertThat(rows.topK(Embeddings.of(3, query), k)).containsExactly(rows.topK(query, k));
  }

  @Test
  void topKNeedsAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> THREE.topK(new float[] {1, 1}, 0))
        .withMessage("k must be at least 1, got 0");
    assertThat(Embeddings.builder(0, 2).build().topK(new float[] {1, 1}, 3)).isEmpty();
  }

  @Test
  void zeroVectorsHaveCosineZero() {
    Embeddings rows = Embeddings.of(2, 0, 0, 1, 1);
    assertThat(rows.cosine(0, 1)).isZero();
    assertThat(rows.cosine(0, 0)).isZero();
    assertThat(rows.topK(new float[] {0, 0}, 2)).containsExactly(new Match(0, 0), new Match(1, 0));
  }

  @Test
  void whatIsNotFiniteHasNoSimilarityAndIsNotFound() {
    float nan = Float.NaN;
    float inf = Float.POSITIVE_INFINITY;
    Embeddings rows = Embeddings.of(2, nan, 1, 1, 0, inf, 0, 0, 1);
    assertThat(rows.cosine(0, 1)).isNaN();
    assertThat(rows.cosine(1, 0)).isNaN();
    assertThat(rows.cosine(2, 1)).isNaN();
    assertThat(rows.cosine(2, 3)).isNaN();
    assertThat(rows.cosine(0, new float[] {0, 0})).isNaN();
    assertThat(rows.topK(new float[] {2, 1}, 4)).extracting(Match::index).containsExactly(1, 3);
    assertThat(rows.topK(new float[] {nan, 0}, 4)).isEmpty();
  }

  @Test
  void equalityIsByShapeAndBits() {
    assertThat(Embeddings.of(2, 1, 2))
        .isEqualTo(Embeddings.of(2, 1, 2))
        .hasSameHashCodeAs(Embeddings.of(2, 1, 2))
        .isNotEqualTo(Embeddings.of(1, 1, 2))
        .isNotEqualTo(Embeddings.of(2, 1, 3))
        .isNotEqualTo("[1, 2]");
    assertThat(Embeddings.builder(0, 2).build()).isNotEqualTo(Embeddings.builder(0, 3).build());
  }

  @Test
  void builderKeepsItsLimits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embeddings.builder(-1, 2))
        .withMessage("count must not be negative, got -1");
    assertThatIllegalArgumentException().isThrownBy(() -> Embeddings.builder(1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embeddings.builder(Integer.MAX_VALUE, 2))
        .withMessageContaining("more than one array holds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embeddings.builder(Integer.MAX_VALUE, Integer.MAX_VALUE));
    Embeddings.Builder builder = Embeddings.builder(2, 2);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> builder.row(2, new float[2], 0, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> builder.row(0, new float[2], 1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.row(0, new float[3], 0, 3));
  }

  @Test
  void builtBuilderIsOfNoMoreUse() {
    Embeddings.Builder builder = Embeddings.builder(2, 1).row(1, new float[] {5}, 0, 1);
    assertThat(builder.build()).isEqualTo(Embeddings.of(1, 0, 5));
    assertThatIllegalStateException().isThrownBy(builder::build);
    assertThatIllegalStateException().isThrownBy(() -> builder.row(0, new float[1], 0, 1));
  }

  private static Embeddings random(int count, int dimension, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Embeddings.of(dimension, values);
  }

  private static double exactCosine(float[] a, float[] b) {
    double dot = 0;
    double lengthA = 0;
    double lengthB = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      lengthA += (double) a[i] * a[i];
      lengthB += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(lengthA) / Math.sqrt(lengthB);
  }
}
