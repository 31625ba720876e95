package io.github.nlptoolkit.word2vec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Word vectors in memory and mapped. */
class WordVectorsTest {

  @TempDir private Path folder;

  private static WordVectors random(int count, int dimension) {
    Random random = new Random(11);
    WordVectorsBuilder builder = WordVectors.builder(dimension);
    float[] vector = new float[dimension];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < dimension; i++) {
        vector[i] = (float) random.nextGaussian();
      }
      builder.add("w" + row, row, vector);
    }
    return builder.build();
  }

  /** Many enough for several blocks of memory and several threads. */
  @Test
  void searchIsThatOfASimpleLoop() throws IOException {
    WordVectors vectors = random(30_000, 300);
    Path file = folder.resolve("vectors");
    vectors.save(file);
    WordVectors mapped = WordVectors.map(file);
    float[] query = vectors.vector(12_345);
    List<WordMatch> all = new ArrayList<>();
    for (int row = 0; row < vectors.count(); row++) {
      all.add(new WordMatch(vectors.word(row), Vectors.cosine(query, vectors.vector(row))));
    }
    all.sort(Comparator.comparingDouble(WordMatch::score).reversed());
    for (WordVectors each : List.of(vectors, mapped)) {
      List<WordMatch> best = each.mostSimilar(query, 20);
      for (int i = 0; i < 20; i++) {
        assertThat(best.get(i).word()).isEqualTo(all.get(i).word());
        assertThat(best.get(i).score()).isCloseTo(all.get(i).score(), within(1e-5f));
      }
      assertThat(each.mostSimilar("w12345", 1).get(0).word()).isEqualTo(all.get(1).word());
      assertThat(each.search(WordQuery.query().near("w5").range(100, 103).topN(9))).hasSize(3);
      assertThat(each.rowOf("w29999")).isEqualTo(29_999);
      assertThat(each.rowOf("w30000")).isEqualTo(-1);
      assertThat(each.frequency(77)).isEqualTo(77);
      assertThat(each.mostSimilar("w5", 40_000)).hasSize(29_999);
      assertThat(each.mostSimilar("w5", 0)).isEmpty();
    }
  }

  @Test
  void zerosAndTies() {
    WordVectorsBuilder builder = WordVectors.builder(2);
    builder.add("zero", 0, 0);
    builder.add("a", 1, 0);
    builder.add("b", 2, 0);
    builder.add("nan", Float.NaN, 0);
    builder.add("c", -1, 0);
    assertThat(builder.add("a", 5, 5)).isFalse();
    WordVectors vectors = builder.build();
    assertThat(vectors.similarity("zero", "a")).isZero();
    List<WordMatch> found = vectors.mostSimilar(new float[] {3, 0}, 9);
    assertThat(found.stream().map(WordMatch::word)).containsExactly("a", "b", "zero", "c");
    assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vectors.mostSimilar(new float[] {1}, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WordVectors.builder(2).add("a", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void emptyVectorsAreVectors() throws IOException {
    WordVectors none = WordVectors.builder(4).build();
    none.save(folder.resolve("none"));
    WordVectors mapped = WordVectors.map(folder.resolve("none"));
    assertThat(mapped.count()).isZero();
    assertThat(mapped.rowOf("a")).isEqualTo(-1);
    assertThat(mapped.mostSimilar(new float[4], 3)).isEmpty();
  }

  @Test
  void aFailedSaveLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("vectors");
    random(3, 2).save(file);
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> random(3, 2).save(folder.resolve("no/such/folder")))
        .isInstanceOf(IOException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  /** Against all ways to match words when each word moves as a whole. */
  @Test
  void wordMoversDistanceIsTheLeastCost() {
    Random random = new Random(9);
    for (int round = 0; round < 50; round++) {
      double[][] costs = new double[4][4];
      for (double[] row : costs) {
        for (int j = 0; j < 4; j++) {
          row[j] = random.nextDouble();
        }
      }
      double least = leastAssignment(costs, 0, 0);
      long[] ones = {1, 1, 1, 1};
      assertThat(WordMover.leastCost(costs, ones, ones)).isCloseTo(least, within(1e-12));
    }
    double[][] costs = {{0, 1}, {1, 0}, {5, 2}};
    // 2 units stay at each side, the 3rd source's 4 go to the second sink for 2 each, 2 to the
    // first.
    assertThat(WordMover.leastCost(costs, new long[] {2, 2, 2}, new long[] {3, 3}))
        .isCloseTo(2 * 0 + 1 + 1 * 0 + 2 * 2, within(1e-12));
  }

  private static double leastAssignment(double[][] costs, int row, int used) {
    if (row == costs.length) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < costs.length; j++) {
      if ((used & 1 << j) == 0) {
        least = Math.min(least, costs[row][j] + leastAssignment(costs, row + 1, used | 1 << j));
      }
    }
    return least;
  }

  @Test
  void subwordsHashAsFastTextDoes() {
    // FNV-1a of "<a" is 0x6BD4BCC6 with plain ASCII bytes.
    Subwords one = new Subwords(2, 2, Integer.MAX_VALUE);
    int hash = 0x811C9DC5;
    for (char c : "<a".toCharArray()) {
      hash = (hash ^ c) * 0x01000193;
    }
    assertThat(one.bucketsOf("a")[0]).isEqualTo(Integer.remainderUnsigned(hash, Integer.MAX_VALUE));
    assertThat(one.bucketsOf("a")).hasSize(2);
    assertThat(new Subwords(3, 6, 100).bucketsOf("中文")).hasSize(3);
    assertThat(new Subwords(1, 1, 100).bucketsOf("ab")).hasSize(2);
    assertThat(new Subwords(3, 3, 100).bucketsOf("")).isEmpty();
    assertThatThrownBy(() -> new Subwords(3, 2, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
