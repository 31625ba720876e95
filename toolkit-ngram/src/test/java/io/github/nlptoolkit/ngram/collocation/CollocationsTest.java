package io.github.nlptoolkit.ngram.collocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CollocationsTest {

  /** "new companies" of Manning and Schuetze, sections 5.3 and 5.4. */
  @Test
  void associationsEqualTheBook() {
    double pair = 8;
    double first = 15828;
    double second = 4675;
    double total = 14307668;
    assertThat(Association.STUDENT_T.score(pair, first, second, total))
        .isCloseTo(0.999932, within(1e-3));
    assertThat(Association.CHI_SQUARE.score(pair, first, second, total))
        .isCloseTo(1.55, within(1e-2));
    assertThat(Association.PMI.score(20, 42, 20, total)).isCloseTo(18.38, within(1e-2));
  }

  @Test
  void independentWordsHaveNoAssociation() {
    assertThat(Association.PMI.score(4, 20, 20, 100)).isCloseTo(0, within(1e-12));
    assertThat(Association.STUDENT_T.score(4, 20, 20, 100)).isCloseTo(0, within(1e-12));
    assertThat(Association.CHI_SQUARE.score(4, 20, 20, 100)).isCloseTo(0, within(1e-12));
    assertThat(Association.LOG_LIKELIHOOD.score(4, 20, 20, 100)).isCloseTo(0, within(1e-9));
  }

  /** 2 (10 ln(10/4) + 10 ln(10/16) + ...) of a table that can be computed by hand. */
  @Test
  void logLikelihoodOfATable() {
    double expected =
        2
            * (10 * Math.log(10 / 4.0)
                + 10 * Math.log(10 / 16.0)
                + 10 * Math.log(10 / 16.0)
                + 70 * Math.log(70 / 64.0));
    assertThat(Association.LOG_LIKELIHOOD.score(10, 20, 20, 100)).isCloseTo(expected, within(1e-9));
    assertThat(Association.CHI_SQUARE.score(5, 5, 5, 5)).isZero();
  }

  @Test
  void ranksPairs() {
    Collocations collocations = new Collocations();
    collocations.add(List.of("new", "york", "is", "new"));
    collocations.add(List.of("in", "new", "york"));
    collocations.add(List.of());
    List<Collocations.Collocation> best = collocations.best(Association.LOG_LIKELIHOOD, 1, 2);
    assertThat(best).hasSize(2);
    assertThat(best.get(0).first()).isEqualTo("new");
    assertThat(best.get(0).second()).isEqualTo("york");
    assertThat(best.get(0).count()).isEqualTo(2);
    assertThat(collocations.best(Association.PMI, 2, 9)).hasSize(1);
    assertThatThrownBy(() -> collocations.best(Association.PMI, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void phrasesForgetWhatIsRare() {
    Phrases phrases = Phrases.builder().minCount(1).threshold(0).maxVocabulary(4).build();
    for (int i = 0; i < 50; i++) {
      phrases.add(List.of("a", "b"));
      phrases.add(List.of("x" + i));
    }
    assertThat(phrases.vocabularySize()).isLessThanOrEqualTo(4);
    assertThat(phrases.count("a_b")).isGreaterThan(10);
    assertThatThrownBy(() -> Phrases.builder().delimiter("").build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
