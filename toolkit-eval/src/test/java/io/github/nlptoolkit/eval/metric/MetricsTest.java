package io.github.nlptoolkit.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {

  @Test
  void lengthsThatDifferAreBothPrinted() {
    assertThatThrownBy(() -> ClassificationScores.of(List.of("a", "b"), List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gold labels and predicted labels must be as long, got 2 and 1");
    assertThatThrownBy(() -> Correlation.spearman(new double[3], new double[4]))
        .hasMessage("x and y must be as long, got 3 and 4");
    assertThatThrownBy(() -> BinaryRanking.of(new boolean[1], new double[2]))
        .hasMessage("labels and scores must be as long, got 1 and 2");
    assertThatThrownBy(() -> Regression.of(new double[1], new double[2]))
        .hasMessageContaining("got 1 and 2");
    assertThatThrownBy(() -> KeyphraseScores.of(List.of(), List.of(List.of()), 5))
        .hasMessageContaining("got 0 and 1");
  }

  @Test
  void scoresThatAreNoNumbersAreRefused() {
    assertThatThrownBy(() -> BinaryRanking.of(new boolean[2], new double[] {0, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scores must be finite numbers, got NaN at 1");
    assertThatThrownBy(() -> Regression.of(new double[1], new double[] {Double.POSITIVE_INFINITY}))
        .hasMessage("predicted numbers must be finite numbers, got Infinity at 0");
    assertThatThrownBy(() -> Ranking.of(Map.of("d", Double.NaN), Map.of("d", 1)))
        .hasMessageContaining("\"d\"");
  }

  @Test
  void nothingHasDocumentedScores() {
    ClassificationScores none = ClassificationScores.of(List.of(), List.of());
    assertThat(none.accuracy()).isNaN();
    assertThat(none.balancedAccuracy()).isNaN();
    assertThat(none.score(Average.MACRO).f1()).isZero();
    assertThat(none.dividing(ZeroDivision.NAN).score(Average.MICRO).f1()).isNaN();
    assertThat(none.confusion().matthewsCorrelation()).isZero();
    assertThat(none.confusion().kappa(KappaWeights.NONE)).isNaN();
    BinaryRanking ranking = BinaryRanking.of(new boolean[0], new double[0]);
    assertThat(ranking.rocAuc()).isNaN();
    assertThat(ranking.averagePrecision()).isZero();
    assertThat(ranking.bestF1().value()).isZero();
    assertThat(Correlation.kendall(new double[0], new double[0]).value()).isNaN();
    assertThat(Regression.of(new double[0], new double[0]).meanSquaredError()).isNaN();
    assertThat(RetrievalScores.builder().build().mean(Ranking::ndcg)).isNaN();
    Ranking found = Ranking.of(List.of("a"), Map.of());
    assertThat(found.ndcg() + found.recall(5) + found.averagePrecision()).isZero();
    assertThat(KeyphraseScores.of(List.of(), List.of(), 5).mean().f1()).isNaN();
  }

  @Test
  void constantNumbersHaveNoCorrelation() {
    double[] rising = {1, 2, 3};
    double[] constant = {0.1, 0.1, 0.1};
    assertThat(Correlation.pearson(rising, constant).value()).isNaN();
    assertThat(Correlation.spearman(constant, rising).pValue()).isNaN();
    assertThat(Correlation.kendall(constant, constant).value()).isNaN();
    assertThat(Correlation.kendallC(constant, rising)).isNaN();
  }

  @Test
  void oneClassOnlyHasNoRocAuc() {
    assertThat(BinaryRanking.of(new boolean[] {true, true}, new double[] {0, 1}).rocAuc()).isNaN();
  }

  @Test
  void kendallCountsAllPairs() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      int n = 2 + random.nextInt(60);
      double[] x = IntStream.range(0, n).mapToDouble(i -> random.nextInt(9)).toArray();
      double[] y = IntStream.range(0, n).mapToDouble(i -> random.nextInt(9)).toArray();
      double difference = 0;
      double untiedX = 0;
      double untiedY = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
          difference += Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]);
          untiedX += x[i] == x[j] ? 0 : 1;
          untiedY += y[i] == y[j] ? 0 : 1;
        }
      }
      double expected = difference / Math.sqrt(untiedX * untiedY);
      double found = Correlation.kendall(x, y).value();
      if (untiedX * untiedY == 0) {
        assertThat(found).isNaN();
      } else {
        assertThat(found).isCloseTo(expected, within(1e-12));
      }
    }
  }

  @Test
  void rankingsObeyTheirLaws() {
    Map<String, Integer> grades = Map.of("a", 3, "b", 2, "c", 1, "d", 0);
    Ranking best = Ranking.of(List.of("a", "b", "c", "d"), grades);
    assertThat(best.ndcg()).isEqualTo(1);
    assertThat(best.ndcg(2, Ranking.Gain.EXPONENTIAL)).isEqualTo(1);
    assertThat(best.averagePrecision(2)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(best.cappedAveragePrecision(2)).isEqualTo(1);
    assertThat(best.relevant()).isEqualTo(3);
    assertThatThrownBy(() -> best.precision(0)).hasMessage("k must be at least 1, got 0");
    assertThatThrownBy(() -> Ranking.of(List.of("a", "a"), grades))
        .hasMessage("document \"a\" is found twice");
  }

  @Test
  void thresholdsLieBetweenScores() {
    BinaryRanking ranking =
        BinaryRanking.of(
            new boolean[] {true, true, false, true, false}, new double[] {.9, .8, .6, .6, .1});
    assertThat(ranking.bestAccuracy()).isEqualTo(new BinaryRanking.Best((.8 + .6) / 2, 0.8));
    assertThat(ranking.bestF1().value()).isCloseTo(6 / 7.0, within(1e-12));
    assertThat(ranking.bestF1().threshold()).isCloseTo(0.35, within(1e-12));
  }

  @Test
  void keyPhrasesAreComparedByStems() {
    KeyphraseScores scores =
        KeyphraseScores.of(
            List.of(List.of("Neural networks", "graph"), List.of()),
            List.of(
                List.of("neural network", "Neural Networks", "trees", "graphs", "x"), List.of("y")),
            3);
    assertThat(scores.documents()).hasSize(1);
    assertThat(scores.mean().precision()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(scores.mean().recall()).isEqualTo(1);
    assertThat(scores.mean().f1()).isCloseTo(0.8, within(1e-12));
    assertThat(KeyphraseScores.stemmed("  Generalized\tRelational   DATABASES "))
        .isEqualTo("gener relat databas");
    assertThat(KeyphraseScores.stemmed("机动 控制 Lyapunov functions"))
        .isEqualTo("机动控制lyapunov function");
  }

  @Test
  void wordsAreCutToTheStemsOfNltk() {
    Map<String, String> stems =
        Map.ofEntries(
            Map.entry("caresses", "caress"),
            Map.entry("ponies", "poni"),
            Map.entry("ties", "tie"),
            Map.entry("agreed", "agre"),
            Map.entry("hopping", "hop"),
            Map.entry("filing", "file"),
            Map.entry("happy", "happi"),
            Map.entry("enjoy", "enjoy"),
            Map.entry("relational", "relat"),
            Map.entry("geology", "geolog"),
            Map.entry("theology", "theolog"),
            Map.entry("formality", "formal"),
            Map.entry("electricity", "electr"),
            Map.entry("adoption", "adopt"),
            Map.entry("controlling", "control"),
            Map.entry("Skies", "sky"),
            Map.entry("dying", "die"),
            Map.entry("yyyy", "yyyi"),
            Map.entry("is", "is"),
            Map.entry("", ""));
    stems.forEach((word, stem) -> assertThat(PorterStemmer.stem(word)).as(word).isEqualTo(stem));
  }

  @Test
  void setsNeedKnownLabels() {
    assertThatThrownBy(
            () -> MultilabelScores.of(List.of(Set.of("a")), List.of(Set.of("z")), List.of("a")))
        .hasMessageContaining("item 0 has the label \"z\"");
  }
}
