package io.github.nlptoolkit.sequence.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.sequence.scheme.AllowedTransitions;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatticeTest {

  @Test
  void anEmptySequenceHasTheEmptyPath() {
    Lattice lattice = Lattice.of(Emissions.of(new double[0][]), Transitions.none(3));
    assertThat(lattice.best().orElseThrow().labels()).isEmpty();
    assertThat(lattice.posteriors().logZ()).isZero();
    assertThat(lattice.nBest(5)).hasSize(1);
    assertThat(lattice.score()).isZero();
  }

  @Test
  void tiesGoToTheLowestLabels() {
    Lattice lattice = Lattice.of(Emissions.of(new double[3][2]), Transitions.none(2));
    assertThat(lattice.best().orElseThrow().labels()).containsExactly(0, 0, 0);
    List<LabelPath> all = lattice.nBest(9);
    assertThat(all).hasSize(8);
    assertThat(all.get(0).labels()).containsExactly(0, 0, 0);
    assertThat(all.get(1).labels()).containsExactly(1, 0, 0);
    assertThat(all.get(7).labels()).containsExactly(1, 1, 1);
  }

  @Test
  void schemeRulesAreKept() {
    List<String> labels = List.of("O", "B-X", "I-X");
    float[][] logits = {{0, 0, 5}, {0, 0, 5}, {1, 0, 0}};
    Lattice lattice =
        Lattice.of(
            Emissions.of(logits), Transitions.allowed(AllowedTransitions.of(Scheme.IOB2, labels)));
    assertThat(lattice.best().orElseThrow().names(labels)).containsExactly("B-X", "I-X", "O");
    assertThat(lattice.plus(Transitions.none(3).forbid(2, 0)).best().orElseThrow().names(labels))
        .containsExactly("B-X", "I-X", "B-X");
  }

  @Test
  void aLongSequenceIsDecodedWithinMemory() {
    int length = 100_000;
    double[] scores = new Random(7).doubles(length * 5L, -3, 3).toArray();
    Lattice lattice = Lattice.of(Emissions.of(length, 5, scores), Transitions.none(5));
    LabelPath best = lattice.best().orElseThrow();
    for (int t = 0; t < length; t++) {
      double own = scores[t * 5 + best.label(t)];
      assertThat(own).isEqualTo(Arrays.stream(scores, t * 5, t * 5 + 5).max().orElseThrow());
    }
    Iterator<LabelPath> paths = lattice.paths();
    assertThat(paths.next().labels()).isEqualTo(best.labels());
    assertThat(paths.next().score()).isLessThanOrEqualTo(best.score());
    assertThat(lattice.posteriors().mostProbable()).isEqualTo(best.labels());
  }

  @Test
  void nextBestPathsNeverRiseAndNeverComeTwice() {
    Random random = new Random(11);
    for (int round = 0; round < 30; round++) {
      int labels = 1 + random.nextInt(9);
      int length = 1 + random.nextInt(5);
      double[] emission = random.ints((long) length * labels, -2, 3).asDoubleStream().toArray();
      double[] transition = random.ints((long) labels * labels, -2, 3).asDoubleStream().toArray();
      Lattice lattice =
          Lattice.of(Emissions.of(length, labels, emission), Transitions.of(labels, transition));
      List<LabelPath> paths = lattice.nBest(Integer.MAX_VALUE);
      assertThat(paths).hasSize((int) Math.pow(labels, length));
      assertThat(paths).doesNotHaveDuplicates();
      assertThat(paths.get(0)).isEqualTo(lattice.best().orElseThrow());
      double sum = 0;
      for (int i = 0; i < paths.size(); i++) {
        assertThat(i == 0 || paths.get(i).score() <= paths.get(i - 1).score()).isTrue();
        sum += Math.exp(paths.get(i).score());
      }
      assertThat(lattice.posteriors().logZ()).isCloseTo(Math.log(sum), within(1e-9));
    }
  }

  @Test
  void badScoresAreNamed() {
    assertThatThrownBy(() -> Emissions.of(new double[][] {{0, 1}, {0, Double.NaN}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(1, 1)")
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> Emissions.of(new double[][] {{0, 1}, {0}}))
        .hasMessageContaining("position 1");
    assertThatThrownBy(() -> Transitions.of(new double[][] {{Double.POSITIVE_INFINITY}}))
        .hasMessageContaining("Infinity");
    assertThatThrownBy(() -> Lattice.of(Emissions.of(new double[1][2]), Transitions.none(3)))
        .hasMessageContaining("2 and 3");
    Lattice lattice = Lattice.of(Emissions.of(new double[1][2]), Transitions.none(2));
    assertThatThrownBy(() -> lattice.constrained(Constraints.none().allow(1, 0)))
        .hasMessageContaining("position 1");
    assertThatThrownBy(() -> lattice.constrained(Constraints.none().allow(0, 2)))
        .hasMessageContaining("{2}");
    assertThatThrownBy(() -> lattice.nBest(-1)).hasMessageContaining("-1");
  }

  @Test
  void constraintsOnOnePositionMeet() {
    Lattice lattice = Lattice.of(Emissions.of(new double[][] {{3, 2, 1}}), Transitions.none(3));
    Constraints constraints = Constraints.none().allow(0, 1, 2).allow(0, 0, 2);
    assertThat(lattice.constrained(constraints).best().orElseThrow().labels()).containsExactly(2);
    assertThat(lattice.constrained(constraints.allow(0)).best()).isEmpty();
  }
}
