package io.github.nlptoolkit.bert.sentence.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Expected numbers are those of sentence-transformers 6.2 and scikit-learn 1.9 on the same angles.
 */
class SentenceEvaluatorTest {

  /** A text is an angle in degrees. */
  private static final TextEmbedder ANGLES =
      new TextEmbedder() {
        @Override
        public int dimension() {
          return 2;
        }

        @Override
        public Embeddings embed(List<String> texts) {
          List<float[]> rows = new ArrayList<>();
          for (String text : texts) {
            double angle = Math.toRadians(Double.parseDouble(text));
            rows.add(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
          }
          return Embeddings.ofRows(rows);
        }

        @Override
        public void close() {}
      };

  private static TrainingExample pair(int first, int second, float label) {
    return TrainingExample.of(List.of("" + first, "" + second), label);
  }

  @Test
  void similarity() {
    List<TrainingExample> pairs =
        List.of(pair(0, 5, 1f), pair(0, 30, 0.5f), pair(0, 60, 0.5f), pair(0, 20, 0.2f));
    Evaluation found = SentenceEvaluator.similarity(pairs).evaluate(ANGLES);
    // Ranks 4, 2, 1, 3 and 4, 2.5, 2.5, 1.
    assertThat(found.score()).isCloseTo(0.3162277660, within(1e-9));
    assertThat(found.primary()).isEqualTo("spearman_cosine");
    assertThat(found.scores().get("pearson_cosine")).isBetween(0.0, 1.0);
    assertThatThrownBy(() -> SentenceEvaluator.similarity(List.of(pair(0, 1, 1))))
        .hasMessageContaining("at least 2");
  }

  @Test
  void binary() {
    List<TrainingExample> pairs =
        List.of(pair(0, 5, 1), pair(0, 10, 1), pair(0, 20, 0), pair(0, 40, 1), pair(0, 80, 0));
    Evaluation found = SentenceEvaluator.binary(pairs).evaluate(ANGLES);
    assertThat(found.score()).isCloseTo((1 + 1 + 0.75) / 3, within(1e-9));
    assertThat(found.scores().get("cosine_accuracy")).isCloseTo(0.8, within(1e-9));
    assertThat(found.scores().get("cosine_f1")).isCloseTo(6 / 7.0, within(1e-9));
    assertThat(found.scores().get("cosine_precision")).isCloseTo(0.75, within(1e-9));
    assertThat(found.scores().get("cosine_recall")).isCloseTo(1, within(1e-9));
  }

  @Test
  void triplets() {
    List<TrainingExample> triplets =
        List.of(
            TrainingExample.of(List.of("0", "5", "10")),
            TrainingExample.of(List.of("0", "50", "10")),
            TrainingExample.of(List.of("90", "80", "10")));
    assertThat(SentenceEvaluator.triplets(triplets).evaluate(ANGLES).score())
        .isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void retrieval() {
    Map<String, String> queries = new LinkedHashMap<>(Map.of("q1", "0", "q2", "90", "q3", "45"));
    Map<String, String> corpus = new LinkedHashMap<>();
    for (int i = 0; i < 12; i++) {
      corpus.put("d" + i, Integer.toString(3 + 8 * i));
    }
    Map<String, Set<String>> relevant = Map.of("q1", Set.of("d0", "d2"), "q2", Set.of("d9"));
    Evaluation found = SentenceEvaluator.retrieval(queries, corpus, relevant).evaluate(ANGLES);
    // q1 ranks d0, d1, d2 first; q2 ranks d11 (91), d10 (83), d9 (75).
    double first = (1 + 0.5) / (1 + 1 / (Math.log(3) / Math.log(2)));
    assertThat(found.score()).isCloseTo((first + 0.5) / 2, within(1e-9));
    assertThat(found.scores().get("cosine_mrr@10")).isCloseTo((1 + 1 / 3.0) / 2, within(1e-9));
    assertThat(found.scores().get("cosine_map@100"))
        .isCloseTo(((1 + 2 / 3.0) / 2 + 1 / 3.0) / 2, within(1e-9));
    assertThat(found.scores().get("cosine_accuracy@1")).isCloseTo(0.5, within(1e-9));
    assertThat(found.scores().get("cosine_recall@3")).isCloseTo(1, within(1e-9));
    assertThat(found.scores().get("cosine_precision@3")).isCloseTo(0.5, within(1e-9));
    assertThatThrownBy(
            () -> SentenceEvaluator.retrieval(queries, corpus, Map.of("q1", Set.of("none"))))
        .hasMessageContaining("none");
  }

  @Test
  void noTextTwiceInABatchAndNoneLost() {
    List<TrainingExample> examples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      examples.add(TrainingExample.of(List.of("q" + i % 30, "d" + i)));
    }
    List<List<TrainingExample>> batches = BatchSampler.NO_DUPLICATES.epoch(examples, 16, 3);
    assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(100);
    for (List<TrainingExample> batch : batches) {
      assertThat(batch).hasSizeBetween(1, 16);
      assertThat(batch.stream().map(example -> example.texts().get(0))).doesNotHaveDuplicates();
    }
    assertThat(BatchSampler.NO_DUPLICATES.epoch(examples, 16, 3)).isEqualTo(batches);
    assertThat(BatchSampler.NO_DUPLICATES.epoch(examples, 16, 4)).isNotEqualTo(batches);
  }

  @Test
  void classesComeInPairs() {
    List<TrainingExample> examples = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      examples.add(TrainingExample.of(List.of("t" + i), i % 5));
    }
    for (List<TrainingExample> batch : BatchSampler.BY_CLASS.epoch(examples, 8, 1)) {
      for (TrainingExample example : batch) {
        float label = example.labels()[0];
        assertThat(batch.stream().filter(other -> other.labels()[0] == label).count())
            .isGreaterThan(1);
      }
    }
  }
}
