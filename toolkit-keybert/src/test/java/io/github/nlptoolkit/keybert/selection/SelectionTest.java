package io.github.nlptoolkit.keybert.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

  private static final float[] EAST = {1, 0};

  /** Cosines with east: 1, 0.8, 0.6, 0, -1. */
  private static final Embeddings FAN = Embeddings.of(2, 2, 0, 4, 3, 3, -4, 0, 1, -1, 0);

  static List<Selection> all() {
    return List.of(Selection.topN(), Selection.mmr(0.5), Selection.maxSum(5));
  }

  @Test
  void topNIsTheBestFirst() {
    assertThat(Selection.topN().select(EAST, FAN, 3))
        .containsExactly(new Match(0, 1), new Match(1, 0.8f), new Match(2, 0.6f));
    assertThat(Selection.topN().select(EAST, FAN, Integer.MAX_VALUE))
        .extracting(Match::index)
        .containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void equalScoresGoToTheLowerIndex() {
    Embeddings same = Embeddings.of(2, 0, 1, 1, 1, 2, 2, 0, 4, 4, 4);
    assertThat(Selection.topN().select(EAST, same, 9))
        .extracting(Match::index)
        .containsExactly(1, 2, 4, 0, 3);
    assertThat(Selection.topN().select(new float[] {-1, 0}, same, 9))
        .extracting(Match::index)
        .containsExactly(0, 3, 1, 2, 4);
  }

  @Test
  void mmrWeighsNearnessAgainstWhatIsChosen() {
    // First 0. Then 0.5*0.8-0.5*0.8 = 0 for 1, and 0.5*0.6-0.5*0.6 = 0 for 2: the lower index.
    assertThat(Selection.mmr(0.5).select(EAST, FAN, 2))
        .extracting(Match::index)
        .containsExactly(0, 1);
    // With 0.6: 0.4*0.8-0.6*0.8 = -0.16; 0.4*0.6-0.6*0.6 = -0.12; 0; 0.4*-1+0.6 = 0.2.
    assertThat(Selection.mmr(0.6).select(EAST, FAN, 2))
        .extracting(Match::index)
        .containsExactly(0, 4);
  }

  @Test
  void mmrComesSortedByScore() {
    // With 1 only the difference counts: 0, then 4, then 3 (all the rest is nearer to one of them).
    assertThat(Selection.mmr(1).select(EAST, FAN, 3))
        .containsExactly(new Match(0, 1), new Match(3, 0), new Match(4, -1));
  }

  @Test
  void maxSumTakesTheLeastSimilarAndGivesThemAscending() {
    // Of 0, 1, 2 (cosines 0.8, 0.6, 0): the pair 1, 2.
    assertThat(Selection.maxSum(3).select(EAST, FAN, 2))
        .containsExactly(new Match(2, 0.6f), new Match(1, 0.8f));
    assertThat(Selection.maxSum(5).select(EAST, FAN, 2))
        .extracting(Match::index)
        .containsExactly(4, 0);
  }

  @Test
  void maxSumNeedsEnoughCandidates() {
    assertThat(Selection.maxSum(20).select(EAST, FAN, 6)).isEmpty();
    assertThat(Selection.maxSum(20).select(EAST, FAN, 5)).hasSize(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selection.maxSum(3).select(EAST, FAN, 5))
        .withMessage("nrCandidates must be at least topN, got nrCandidates 3 and topN 5");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void mmrWithoutDiversityIsTopN(long seed) {
    Embeddings candidates = random(60, 5, seed);
    float[] document = random(1, 5, -seed).vector(0);
    for (int topN : new int[] {1, 5, 60, 100}) {
      assertThat(Selection.mmr(0).select(document, candidates, topN))
          .isEqualTo(Selection.topN().select(document, candidates, topN));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void orderOfCandidatesDoesNotMatter(Selection selection) {
    Embeddings candidates = random(40, 6, 5);
    float[] document = random(1, 6, 6).vector(0);
    List<float[]> expected = vectors(selection.select(document, candidates, 4), candidates);
    for (int seed = 0; seed < 10; seed++) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < candidates.count(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(seed));
      Embeddings shuffled = candidates.select(order.stream().mapToInt(i -> i).toArray());
      assertThat(vectors(selection.select(document, shuffled, 4), shuffled))
          .usingElementComparator(java.util.Arrays::compare)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void scoresAreTheCosinesAndNoneComesTwice(Selection selection) {
    Embeddings candidates = random(40, 6, 9);
    float[] document = random(1, 6, 10).vector(0);
    List<Match> chosen = selection.select(document, candidates, 5);
    assertThat(chosen).hasSize(5).extracting(Match::index).doesNotHaveDuplicates();
    for (Match match : chosen) {
      assertThat(match.score()).isEqualTo(candidates.cosine(match.index(), document));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void badInputIsRefused(Selection selection) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> selection.select(EAST, FAN, 0))
        .withMessage("topN must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> selection.select(new float[3], FAN, 1))
        .withMessage("the document's vector must have the candidates' 2 values, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> selection.select(new float[] {Float.NaN, 1}, FAN, 1))
        .withMessageContaining("must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> selection.select(EAST, Embeddings.of(2, 1, 1, Float.NaN, 1), 1))
        .withMessage("vectors must be finite, but candidate 1 has no cosine with the document");
  }

  @ParameterizedTest
  @MethodSource("all")
  void edgesAreDefined(Selection selection) {
    assertThat(selection.select(EAST, Embeddings.builder(0, 2).build(), 1)).isEmpty();
    assertThat(selection.select(EAST, Embeddings.of(2, 3, 4), 1))
        .containsExactly(new Match(0, 0.6f));
    assertThat(selection.select(new float[2], FAN, 1)).extracting(Match::score).containsExactly(0f);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void diversityHasARange(double diversity) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selection.mmr(diversity))
        .withMessage("diversity must be in [0, 1], got " + diversity);
  }

  @Test
  void nrCandidatesHasARange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selection.maxSum(0))
        .withMessage("nrCandidates must be at least 1, got 0");
  }

  @Test
  void roundingIsPythons() {
    // round(float(numpy.float32(x)), 4) in CPython.
    assertThat(Selection.rounded(0.12345f)).isEqualTo(0.1235);
    assertThat(Selection.rounded(0.00005f)).isEqualTo(0.0);
    assertThat(Selection.rounded(0.03125f)).isEqualTo(0.0312);
    assertThat(Selection.rounded(0.09375f)).isEqualTo(0.0938);
    assertThat(Selection.rounded(-0.03125f)).isEqualTo(-0.0312);
    assertThat(Selection.rounded(1f)).isEqualTo(1.0);
  }

  private static List<float[]> vectors(List<Match> matches, Embeddings candidates) {
    return matches.stream().map(match -> candidates.vector(match.index())).toList();
  }

  static Embeddings random(int count, int dimension, long seed) {
    Random random = new Random(seed);
    Embeddings.Builder builder = Embeddings.builder(count, dimension);
    for (int i = 0; i < count; i++) {
      float[] row = new float[dimension];
      for (int j = 0; j < dimension; j++) {
        row[j] = (float) random.nextGaussian();
      }
      builder.row(i, row, 0, dimension);
    }
    return builder.build();
  }
}
