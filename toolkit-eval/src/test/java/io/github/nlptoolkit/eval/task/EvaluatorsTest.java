package io.github.nlptoolkit.eval.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.eval.dataset.Analogy;
import io.github.nlptoolkit.eval.dataset.KeyphraseDocument;
import io.github.nlptoolkit.eval.dataset.LabelledText;
import io.github.nlptoolkit.eval.dataset.RerankingQuery;
import io.github.nlptoolkit.eval.dataset.RetrievalData;
import io.github.nlptoolkit.eval.dataset.ScoredPair;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.sequence.data.TaggedSentence;
import io.github.nlptoolkit.text.LanguageModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluatorsTest {
  private final WordHashEmbedder embedder = new WordHashEmbedder();

  private static void checkWhole(Evaluation evaluation) {
    int[] all = new int[evaluation.items().count()];
    Arrays.setAll(all, i -> i);
    assertThat(evaluation.items().statistic().of(all))
        .isCloseTo(evaluation.mainScore(), within(1e-12));
    assertThat(evaluation.interval().lower()).isLessThanOrEqualTo(evaluation.mainScore());
    assertThat(evaluation.interval().upper()).isGreaterThanOrEqualTo(evaluation.mainScore());
    assertThat(evaluation.provenance().dataHash()).hasSize(64);
    assertThat(evaluation.provenance().versions()).containsKeys("java", "toolkit");
    Provenance ofModel = evaluation.ofModel("m", "h", Map.of("precision", "int8")).provenance();
    assertThat(ofModel.modelHash()).isEqualTo("h");
    assertThat(ofModel.settings())
        .containsEntry("precision", "int8")
        .containsAllEntriesOf(evaluation.provenance().settings());
  }

  @Test
  void similarity() {
    List<ScoredPair> pairs =
        List.of(
            new ScoredPair("a b c d", "a b c d", 5),
            new ScoredPair("a b c d", "a b c e", 4),
            new ScoredPair("a b c d", "a b x y", 2.5),
            new ScoredPair("a b c d", "w x y z", 0));
    long[] progress = new long[2];
    Evaluation evaluation =
        SimilarityEvaluator.evaluate(
            embedder,
            pairs,
            1,
            (done, total) -> {
              progress[0] = done;
              progress[1] = total;
            });
    assertThat(evaluation.mainMetric()).isEqualTo("spearman_cosine");
    assertThat(evaluation.mainScore()).isEqualTo(1);
    assertThat(evaluation.scores())
        .containsKeys("pearson_cosine", "spearman_dot", "spearman_euclidean", "pearson_manhattan");
    assertThat(progress).containsExactly(4, 4);
    assertThat(evaluation.charts()).hasSize(1);
    checkWhole(evaluation);
    assertThat(SimilarityEvaluator.evaluate(embedder, List.of(), 1, Progress.SILENT).mainScore())
        .isNaN();
  }

  @Test
  void pairClassification() {
    List<ScoredPair> pairs =
        List.of(
            new ScoredPair("a b c", "a b d", 1),
            new ScoredPair("e f g", "e f h", 1),
            new ScoredPair("i j k", "l m n", 0),
            new ScoredPair("o p q", "r s t", 0));
    Evaluation evaluation =
        PairClassificationEvaluator.evaluate(embedder, pairs, 1, Progress.SILENT);
    assertThat(evaluation.mainScore()).isEqualTo(1);
    assertThat(evaluation.scores()).containsEntry("accuracy", 1.0).containsEntry("f1", 1.0);
    checkWhole(evaluation);
  }

  @Test
  void retrievalAndReranking() {
    RetrievalData data =
        new RetrievalData(
            Map.of("q1", "red apple", "q2", "blue sky", "none", "zzz"),
            Map.of("d1", "red apple pie", "d2", "blue sky today", "d3", "green tea"),
            Map.of("q1", Map.of("d1", 1), "q2", Map.of("d2", 1)));
    Evaluation evaluation = RetrievalEvaluator.evaluate(embedder, data, 1, Progress.SILENT);
    assertThat(evaluation.mainScore()).isEqualTo(1);
    assertThat(evaluation.items().count()).isEqualTo(2);
    assertThat(evaluation.scores()).containsEntry("accuracy@1", 1.0).containsEntry("mrr@10", 1.0);
    checkWhole(evaluation);
    assertThatThrownBy(
            () -> new RetrievalData(Map.of("q", "x"), Map.of(), Map.of("q", Map.of("d", 1))))
        .hasMessageContaining("document \"d\"");

    Evaluation order =
        RetrievalEvaluator.evaluateReranking(
            embedder,
            List.of(
                new RerankingQuery("a b", List.of("a b c"), List.of("x", "y")),
                new RerankingQuery("a b", List.of("z"), List.of("a b d", "y")),
                new RerankingQuery("left out", List.of(), List.of("y"))),
            1,
            Progress.SILENT);
    assertThat(order.items().count()).isEqualTo(2);
    assertThat(order.items().column(0)[0]).isEqualTo(1);
    assertThat(order.items().column(0)[1]).isLessThan(1);
    checkWhole(order);
  }

  private static List<LabelledText> texts(int count, int seed) {
    Random random = new Random(seed);
    List<LabelledText> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String label = i % 2 == 0 ? "fruit" : "metal";
      String[] words =
          i % 2 == 0
              ? new String[] {"apple", "pear", "plum", "fig"}
              : new String[] {"iron", "zinc", "gold", "tin"};
      texts.add(
          new LabelledText(
              label, words[random.nextInt(4)] + " " + words[random.nextInt(4)] + " w" + i));
    }
    return texts;
  }

  @Test
  void classification() {
    for (ClassificationEvaluator.Classifier classifier :
        List.of(
            new ClassificationEvaluator.Classifier.Logistic(),
            new ClassificationEvaluator.Classifier.NearestNeighbours(5))) {
      Evaluation evaluation =
          ClassificationEvaluator.evaluate(
              embedder, texts(60, 1), texts(40, 2), classifier, 1, Progress.SILENT);
      assertThat(evaluation.mainScore()).isGreaterThan(0.9);
      assertThat(evaluation.charts()).hasSize(2);
      assertThat(evaluation.scores().get("calibration_error")).isBetween(0.0, 0.5);
      checkWhole(evaluation);
    }
    assertThatThrownBy(
            () ->
                ClassificationEvaluator.evaluate(
                    embedder,
                    List.of(),
                    texts(4, 1),
                    new ClassificationEvaluator.Classifier.Logistic(),
                    1,
                    Progress.SILENT))
        .hasMessageContaining("at least 1 text");
  }

  /** scikit-learn 1.9.1: LogisticRegression(tol=1e-10).fit(X, y).predict_proba([[0.5, 0.5]]). */
  @Test
  void logisticRegressionHasScikitLearnsMinimum() {
    float[][] rows = {{0, 0}, {1, 0}, {0, 1}, {1, 1}, {2, 1}, {2, 2}};
    LogisticRegression model = LogisticRegression.train(rows, new int[] {0, 0, 1, 1, 2, 2}, 3);
    double[] expected = {0.44842765098034876, 0.4043587869292489, 0.14721356209040232};
    assertThat(model.probabilities(new float[] {0.5f, 0.5f}))
        .containsExactly(expected, within(1e-4));
  }

  @Test
  void clustering() {
    Evaluation evaluation =
        ClusteringEvaluator.evaluate(
            embedder,
            texts(20, 3),
            (vectors, k, seed) -> {
              int[] found = new int[vectors.count()];
              for (int i = 0; i < found.length; i++) {
                found[i] = 7 - i % 2;
              }
              return found;
            },
            1,
            Progress.SILENT);
    assertThat(evaluation.mainMetric()).isEqualTo("v_measure");
    assertThat(evaluation.scores()).containsEntry("v_measure", 1.0).containsEntry("ari", 1.0);
    checkWhole(evaluation);
  }

  @Test
  void clustersThatAgreeInPart() {
    List<LabelledText> texts = texts(30, 3);
    Evaluation evaluation =
        ClusteringEvaluator.evaluate(
            embedder,
            texts,
            (vectors, k, seed) -> {
              int[] found = new int[vectors.count()];
              Arrays.setAll(found, i -> i < 12 ? i % 2 : (i / 5) % 2);
              return found;
            },
            1,
            Progress.SILENT);
    assertThat(evaluation.mainScore()).isBetween(0.01, 0.99);
    assertThat(evaluation.items().allowsRepeats()).isFalse();
    assertThat(evaluation.interval().lower()).isNotNegative();
    assertThat(evaluation.interval().upper()).isBetween(evaluation.mainScore(), 1.0);
    checkWhole(evaluation);
  }

  @Test
  void keyphrases() {
    Evaluation evaluation =
        KeyphraseEvaluator.evaluate(
            document -> List.of(new Keyword(document, 1, List.of())),
            List.of(
                new KeyphraseDocument("neural network", List.of("Neural Networks")),
                new KeyphraseDocument("tree", List.of("graph", "bush")),
                new KeyphraseDocument("nothing", List.of())),
            1,
            Progress.SILENT);
    assertThat(evaluation.mainScore()).isEqualTo(0.5);
    assertThat(evaluation.items().count()).isEqualTo(2);
    checkWhole(evaluation);
  }

  @Test
  void tagging() {
    List<TaggedSentence> entities =
        List.of(
            new TaggedSentence(List.of("Ada", "sleeps"), List.of("B-PER", "O")),
            new TaggedSentence(List.of("Rome"), List.of("B-LOC")));
    Evaluation f1 =
        TaggingEvaluator.evaluate(
            tokens -> tokens.size() == 2 ? List.of("B-PER", "O") : List.of("B-PER"),
            entities,
            1,
            Progress.SILENT);
    assertThat(f1.mainMetric()).isEqualTo("f1");
    assertThat(f1.mainScore()).isEqualTo(0.5);
    checkWhole(f1);

    List<TaggedSentence> parts =
        List.of(new TaggedSentence(List.of("a", "b", "c", "d"), List.of("X", "Y", "X", "X")));
    Evaluation accuracy =
        TaggingEvaluator.evaluate(tokens -> List.of("X", "X", "X", "X"), parts, 1, Progress.SILENT);
    assertThat(accuracy.mainMetric()).isEqualTo("accuracy");
    assertThat(accuracy.mainScore()).isEqualTo(0.75);
    checkWhole(accuracy);
  }

  @Test
  void perplexity() {
    LanguageModel coin =
        new LanguageModel() {
          @Override
          public double[] log10Probabilities(List<String> words) {
            double[] logs = new double[words.size() + 1];
            Arrays.fill(logs, Math.log10(0.5));
            for (int i = 0; i < words.size(); i++) {
              logs[i] = knows(words.get(i)) ? logs[i] : -3;
            }
            return logs;
          }

          @Override
          public boolean knows(String word) {
            return !word.equals("?");
          }
        };
    Evaluation evaluation =
        LanguageModelEvaluator.evaluate(
            coin, List.of(List.of("a", "b"), List.of("?"), List.of()), 1, Progress.SILENT);
    assertThat(evaluation.scores().get("perplexity_known")).isCloseTo(2, within(1e-12));
    assertThat(evaluation.mainScore()).isGreaterThan(2);
    assertThat(evaluation.scores().get("unknown")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(evaluation.items().isHigherBetter()).isFalse();
    checkWhole(evaluation);
  }

  /** Knows all but "?", finds a word near itself only and forms plurals with s. */
  private static final WordSpace WORDS =
      new WordSpace() {
        @Override
        public OptionalDouble similarity(String a, String b) {
          return a.equals("?") || b.equals("?")
              ? OptionalDouble.empty()
              : OptionalDouble.of(1.0 / (1 + Math.abs(a.length() - b.length())));
        }

        @Override
        public Optional<Boolean> answers(Analogy question) {
          return question.a().equals("?")
              ? Optional.empty()
              : Optional.of(question.answer().equals(question.c() + "s"));
        }
      };

  @Test
  void analogies() {
    List<Analogy> questions =
        List.of(
            new Analogy("plural", "cat", "cats", "dog", "dogs"),
            new Analogy("odd", "cat", "cats", "mouse", "mice"),
            new Analogy("odd", "?", "cats", "x", "xs"));
    Evaluation evaluation = AnalogyEvaluator.evaluate(WORDS, questions, false, 1, Progress.SILENT);
    assertThat(evaluation.mainScore()).isEqualTo(0.5);
    assertThat(evaluation.scores().get("known")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(evaluation.scores().get("accuracy: plural")).isEqualTo(1);
    checkWhole(evaluation);
    Evaluation all = AnalogyEvaluator.evaluate(WORDS, questions, true, 1, Progress.SILENT);
    assertThat(all.mainScore()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(all.items().count()).isEqualTo(3);
    assertThat(all.provenance().dataHash()).isNotEqualTo(evaluation.provenance().dataHash());
    assertThat(AnalogyEvaluator.evaluate(WORDS, List.of(), true, 1, Progress.SILENT).mainScore())
        .isNaN();
  }

  @Test
  void similarWords() {
    List<ScoredPair> pairs =
        List.of(
            new ScoredPair("a", "b", 9),
            new ScoredPair("a", "bb", 7),
            new ScoredPair("?", "b", 5),
            new ScoredPair("a", "bbb", 4));
    Evaluation evaluation =
        WordSimilarityEvaluator.evaluate(WORDS, pairs, false, 1, Progress.SILENT);
    assertThat(evaluation.mainScore()).isCloseTo(1, within(1e-12));
    assertThat(evaluation.scores().get("known")).isEqualTo(0.75);
    checkWhole(evaluation);
    Evaluation all = WordSimilarityEvaluator.evaluate(WORDS, pairs, true, 1, Progress.SILENT);
    assertThat(all.mainScore()).isCloseTo(0.8, within(1e-12));
    assertThat(all.items().count()).isEqualTo(4);
    assertThat(
            WordSimilarityEvaluator.evaluate(WORDS, List.of(), true, 1, Progress.SILENT)
                .mainScore())
        .isNaN();
  }
}
