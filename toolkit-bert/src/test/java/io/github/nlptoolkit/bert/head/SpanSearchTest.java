package io.github.nlptoolkit.bert.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanSearchTest {

  @Test
  void theBestSpansAreThoseOfASearchOfAll() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      int tokens = 3 + random.nextInt(20);
      float[] logits = new float[2 * tokens];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) random.nextGaussian();
      }
      boolean[] context = new boolean[tokens];
      int from = 1 + random.nextInt(tokens - 1);
      for (int i = from; i < tokens - 1; i++) {
        context[i] = true;
      }
      int most = 1 + random.nextInt(6);
      List<double[]> all = new ArrayList<>();
      for (int i = from; i < tokens - 1; i++) {
        for (int j = i; j < tokens - 1 && j < i + most; j++) {
          all.add(new double[] {i, j, (double) logits[2 * i] + logits[2 * j + 1]});
        }
      }
      all.sort(Comparator.comparingDouble((double[] span) -> span[2]).reversed());
      List<SpanSearch.Found> found = new SpanSearch(logits, context).best(4, most);
      assertThat(found).hasSize(Math.min(4, all.size()));
      for (int i = 0; i < found.size(); i++) {
        assertThat((double) found.get(i).first()).isEqualTo(all.get(i)[0]);
        assertThat((double) found.get(i).last()).isEqualTo(all.get(i)[1]);
      }
    }
  }

  @Test
  void scoresAreProductsOfProbabilities() {
    float[] logits = {0, 0, 9, 9, (float) Math.log(3), (float) Math.log(2)};
    SpanSearch search = new SpanSearch(logits, new boolean[] {false, false, true});
    // Over the first token and the context: 1/4 and 3/4 for the start, 1/3 and 2/3 for the end.
    assertThat(search.impossible()).isCloseTo(1 / 12.0, within(1e-7));
    assertThat(search.best(3, 5))
        .singleElement()
        .satisfies(found -> assertThat(found.score()).isCloseTo(0.5, within(1e-7)));
  }

  @Test
  void aWindowWithoutContextHasNoSpans() {
    assertThat(new SpanSearch(new float[4], new boolean[2]).best(3, 5)).isEmpty();
  }
}
