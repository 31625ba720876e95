package io.github.nlptoolkit.sequence.crf.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.sequence.crf.AttributeSequence;
import io.github.nlptoolkit.sequence.crf.CrfModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrfTrainerTest {

  private static final Lbfgs LBFGS = Lbfgs.builder().c2(0.1).build();

  @TempDir Path folder;

  /** A sentence and its labels. */
  private record Sentence(AttributeSequence attributes, List<String> labels) {}

  /** Words of three kinds; the label "C" of the third depends on the label before. */
  private static List<Sentence> sentences(int count, long seed) {
    Random random = new Random(seed);
    List<Sentence> all = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      AttributeSequence.Builder tokens = AttributeSequence.builder();
      List<String> labels = new ArrayList<>();
      int length = 1 + random.nextInt(12);
      for (int t = 0; t < length; t++) {
        int kind = random.nextInt(3);
        tokens.token().add("w=" + kind + "-" + random.nextInt(5)).add("k" + kind);
        tokens.add("value", random.nextInt(3));
        boolean afterA = t > 0 && labels.get(t - 1).equals("A");
        labels.add(kind == 0 ? "A" : kind == 1 ? "B" : afterA ? "C" : "B");
      }
      all.add(new Sentence(tokens.build(), labels));
    }
    return all;
  }

  private static CrfDataset dataset(List<Sentence> sentences) {
    CrfDataset.Builder data = CrfDataset.builder();
    sentences.forEach(s -> data.add(s.attributes, s.labels));
    return data.build();
  }

  private static double accuracy(CrfModel model, List<Sentence> sentences) {
    int right = 0;
    int all = 0;
    for (Sentence s : sentences) {
      List<String> tags = model.tag(s.attributes);
      for (int t = 0; t < tags.size(); t++) {
        right += tags.get(t).equals(s.labels.get(t)) ? 1 : 0;
        all++;
      }
    }
    return (double) right / all;
  }

  static List<Algorithm> algorithms() {
    return List.of(
        LBFGS,
        Lbfgs.builder().c1(0.5).c2(0).build(),
        Lbfgs.builder().lineSearch(LineSearch.BACKTRACKING).build(),
        Lbfgs.builder().lineSearch(LineSearch.STRONG_BACKTRACKING).build(),
        new AveragedPerceptron(20, 0),
        new PassiveAggressive(PassiveAggressive.Type.PA, 1, true, true, 20, 0),
        new PassiveAggressive(PassiveAggressive.Type.PA_I, 1, false, false, 20, 0),
        new PassiveAggressive(PassiveAggressive.Type.PA_II, 1, true, true, 20, 0),
        new Arow(1, 1, 20, 0),
        new L2Sgd(0.1, 30, 10, 1e-6, L2Sgd.Calibration.defaults()));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everyAlgorithmLearnsAndRepeatsItself(Algorithm algorithm) {
    CrfDataset data = dataset(sentences(200, 1));
    CrfModel model = CrfTrainer.builder(algorithm).build().train(data).model();
    assertThat(accuracy(model, sentences(100, 2))).isGreaterThan(0.98);
    CrfModel again = CrfTrainer.builder(algorithm).build().train(data).model();
    assertThat(again.stateFeatures()).containsExactlyElementsOf(model.stateFeatures().toList());
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    CrfDataset data = dataset(sentences(100, 3));
    List<CrfModel> models = new ArrayList<>();
    for (int threads : new int[] {1, 2, 3, 8, 11}) {
      models.add(CrfTrainer.builder(LBFGS).threads(threads).build().train(data).model());
    }
    for (CrfModel model : models) {
      assertThat(model.stateFeatures())
          .containsExactlyElementsOf(models.get(0).stateFeatures().toList());
    }
  }

  @Test
  void gradientsAreThoseOfDifferences() {
    CrfDataset.Builder builder = CrfDataset.builder();
    for (Sentence s : sentences(6, 4)) {
      builder.add(s.attributes, s.labels, 1.5);
    }
    for (Sentence s : sentences(6, 5)) {
      List<List<String>> allowed = new ArrayList<>();
      for (String label : s.labels) {
        allowed.add(allowed.size() % 3 == 0 ? List.of() : List.of(label, "B"));
      }
      builder.addPartial(s.attributes, allowed);
    }
    CrfDataset data = builder.build();
    FeatureTable features = FeatureTable.of(data, 0, false, false);
    Workers workers = new Workers(1);
    Vectors vectors = new Vectors(workers, features.size());
    LikelihoodObjective objective = new LikelihoodObjective(data, features, 0.3, workers, vectors);
    double[] weights = new Random(6).doubles(features.size(), -1, 1).toArray();
    double[] gradient = new double[features.size()];
    objective.evaluate(weights, gradient);
    double[] unused = new double[features.size()];
    for (int k = 0; k < features.size(); k++) {
      double[] moved = weights.clone();
      moved[k] += 1e-5;
      double above = objective.evaluate(moved, unused);
      moved[k] -= 2e-5;
      double below = objective.evaluate(moved, unused);
      assertThat(gradient[k]).isCloseTo((above - below) / 2e-5, within(1e-5));
    }
  }

  @Test
  void scoresOfAnySizeAreSummed() {
    CrfDataset data = dataset(sentences(20, 7));
    FeatureTable features = FeatureTable.of(data, 0, true, true);
    Workers workers = new Workers(1);
    Vectors vectors = new Vectors(workers, features.size());
    LikelihoodObjective objective = new LikelihoodObjective(data, features, 0, workers, vectors);
    double[] gradient = new double[features.size()];
    double[] weights = new Random(8).doubles(features.size(), -1, 1).toArray();
    // Everything underflows between labels whose transition is this unlikely.
    for (int i = features.states; i < features.size(); i++) {
      weights[i] *= 4000;
    }
    double value = objective.evaluate(weights, gradient);
    assertThat(value).isFinite().isPositive();
    for (int k = 0; k < features.size(); k++) {
      assertThat(gradient[k]).isFinite();
    }
    double[] unused = new double[features.size()];
    for (int k = features.states; k < features.size(); k++) {
      double[] moved = weights.clone();
      moved[k] += 1e-4;
      double above = objective.evaluate(moved, unused);
      moved[k] -= 2e-4;
      double below = objective.evaluate(moved, unused);
      assertThat(gradient[k]).isCloseTo((above - below) / 2e-4, within(1e-3));
    }
    weights[0] = Double.NaN;
    assertThat(objective.evaluate(weights, gradient)).isNaN();
  }

  @Test
  void featuresAreThoseThatWereAskedFor() {
    CrfDataset data = dataset(sentences(50, 9));
    int labels = data.labels().size();
    assertThat(FeatureTable.of(data, 0, true, true).size())
        .isEqualTo(data.attributes() * labels + labels * labels);
    FeatureTable seen = FeatureTable.of(data, 0, false, false);
    FeatureTable frequent = FeatureTable.of(data, 20, false, false);
    assertThat(frequent.size()).isLessThan(seen.size()).isPositive();
    for (double frequency : frequent.observed) {
      assertThat(frequency).isGreaterThanOrEqualTo(20);
    }
    assertThatThrownBy(() -> CrfTrainer.builder(LBFGS).minFrequency(1e9).build().train(data))
        .hasMessageContaining("minFrequency");
  }

  @Test
  void partLabelsTeachTheRest() {
    CrfDataset.Builder data = CrfDataset.builder();
    Random random = new Random(10);
    for (Sentence s : sentences(400, 11)) {
      List<Set<String>> allowed = new ArrayList<>();
      for (String label : s.labels) {
        allowed.add(random.nextInt(3) == 0 ? Set.of() : Set.of(label));
      }
      data.addPartial(s.attributes, allowed);
    }
    CrfDataset built = data.build();
    for (Algorithm algorithm : List.of(LBFGS, new AveragedPerceptron(20, 0))) {
      CrfModel model = CrfTrainer.builder(algorithm).build().train(built).model();
      assertThat(accuracy(model, sentences(100, 12))).isGreaterThan(0.97);
    }
  }

  @Test
  void weightsCountAsRepetitions() {
    List<Sentence> sentences = sentences(30, 13);
    CrfDataset.Builder twice = CrfDataset.builder();
    CrfDataset.Builder weighted = CrfDataset.builder();
    for (Sentence s : sentences) {
      twice.add(s.attributes, s.labels).add(s.attributes, s.labels);
      weighted.add(s.attributes, s.labels, 2);
    }
    Lbfgs exact = Lbfgs.builder().epsilon(1e-9).delta(1e-13).build();
    double one = CrfTrainer.builder(exact).build().train(twice.build()).objective();
    double other = CrfTrainer.builder(exact).build().train(weighted.build()).objective();
    assertThat(other).isCloseTo(one, within(1e-8 * one));
  }

  @Test
  void hashedAttributesTrainAsWell() {
    CrfDataset.Builder data = CrfDataset.builder().hashBits(12);
    sentences(200, 14).forEach(s -> data.add(s.attributes, s.labels));
    CrfModel model = CrfTrainer.builder(LBFGS).build().train(data.build()).model();
    assertThat(model.hashBits()).isEqualTo(12);
    assertThat(accuracy(model, sentences(100, 15))).isGreaterThan(0.98);
  }

  @Test
  void heldOutDataEndsTheTraining() {
    List<Sentence> other = sentences(50, 16);
    List<Double> accuracies = new ArrayList<>();
    TrainingResult result =
        CrfTrainer.builder(Lbfgs.builder().c2(0).epsilon(0).period(0).maxIterations(500).build())
            .heldOut(dataset(other), 3)
            .listener(
                progress -> {
                  accuracies.add(progress.heldOutAccuracy().orElseThrow());
                  return true;
                })
            .build()
            .train(dataset(sentences(100, 17)));
    assertThat(result.reason()).isEqualTo(StopReason.HELD_OUT);
    double best = accuracies.stream().mapToDouble(a -> a).max().orElseThrow();
    assertThat(result.heldOutAccuracy()).hasValue(best);
    assertThat(accuracy(result.model(), other)).isCloseTo(best, within(1e-12));
  }

  @Test
  void labelsOfHeldOutDataThatWereNeverSeenAreWrong() {
    CrfDataset.Builder other = CrfDataset.builder();
    other.add(AttributeSequence.of(List.of(List.of("k0"), List.of("new"))), List.of("A", "NEW"));
    TrainingResult result =
        CrfTrainer.builder(LBFGS).heldOut(other.build()).build().train(dataset(sentences(100, 18)));
    assertThat(result.heldOutAccuracy()).hasValue(0.5);
  }

  @Test
  void aListenerSeesProgressAndStops() {
    List<TrainingProgress> seen = new ArrayList<>();
    TrainingResult result =
        CrfTrainer.builder(LBFGS)
            .listener(
                progress -> {
                  seen.add(progress);
                  return progress.iteration() < 4;
                })
            .build()
            .train(dataset(sentences(100, 19)));
    assertThat(result.reason()).isEqualTo(StopReason.LISTENER);
    assertThat(result.iterations()).isEqualTo(4);
    assertThat(seen).extracting(TrainingProgress::iteration).containsExactly(1, 2, 3, 4);
    assertThat(seen.get(3).objective()).isLessThan(seen.get(0).objective());
    assertThat(seen.get(3).activeFeatures()).isPositive();
  }

  @Test
  void trainingGoesOnFromACheckpoint() throws IOException {
    CrfDataset data = dataset(sentences(100, 20));
    Path file = folder.resolve("checkpoint.crf");
    Lbfgs few = Lbfgs.builder().c2(0.1).maxIterations(6).build();
    TrainingResult first = CrfTrainer.builder(few).checkpoint(file, 3).build().train(data);
    List<Double> objectives = new ArrayList<>();
    CrfTrainer.builder(LBFGS)
        .startFrom(CrfModel.load(file))
        .listener(progress -> objectives.add(progress.objective()))
        .build()
        .train(data);
    assertThat(objectives.get(0)).isLessThan(first.objective());
    double whole = CrfTrainer.builder(LBFGS).build().train(data).objective();
    assertThat(objectives.get(objectives.size() - 1)).isCloseTo(whole, within(1e-3 * whole));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void valuesThatOverflowEndWithFiniteWeights(Algorithm algorithm) {
    CrfDataset.Builder data = CrfDataset.builder();
    for (int i = 0; i < 20; i++) {
      AttributeSequence.Builder tokens = AttributeSequence.builder();
      tokens.token().add("x", i % 3 == 0 ? 1e200 : -1e180).add("y");
      tokens.token().add("x", 1e170 * i).add("z");
      data.add(tokens.build(), List.of(i % 2 == 0 ? "A" : "B", "C"));
    }
    TrainingResult result = CrfTrainer.builder(algorithm).build().train(data.build());
    assertThat(result.model().stateFeatures()).allMatch(f -> Double.isFinite(f.weight()));
  }

  @Test
  void emptySentencesAreLeftOutAndNoDataIsAnError() {
    CrfDataset.Builder data = CrfDataset.builder();
    data.add(AttributeSequence.of(List.of()), List.of());
    assertThat(data.build().sequences()).isZero();
    assertThatThrownBy(() -> CrfTrainer.builder(LBFGS).build().train(CrfDataset.builder().build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one token");
    AttributeSequence one = AttributeSequence.of(List.of(List.of("x")));
    assertThatThrownBy(() -> CrfDataset.builder().add(one, List.of("A", "B")))
        .hasMessageContaining("got 2");
    assertThatThrownBy(() -> CrfDataset.builder().add(one, List.of("A"), -1))
        .hasMessageContaining("-1");
    CrfDataset.Builder done = CrfDataset.builder();
    done.build();
    assertThatThrownBy(() -> done.add(one, List.of("A"))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(done::build).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSentenceOfAHundredThousandTokensTrains() {
    AttributeSequence.Builder tokens = AttributeSequence.builder();
    List<String> labels = new ArrayList<>();
    for (int t = 0; t < 100_000; t++) {
      tokens.token().add("w" + t % 100);
      labels.add(t % 100 < 50 ? "A" : "B");
    }
    CrfDataset data = CrfDataset.builder().add(tokens.build(), labels).build();
    TrainingResult result =
        CrfTrainer.builder(Lbfgs.builder().maxIterations(10).build()).build().train(data);
    assertThat(result.objective()).isFinite();
    assertThat(result.model().tag(tokens.build())).isEqualTo(labels);
  }

  @Test
  void optionsOutOfRangeAreNamed() {
    assertThatThrownBy(() -> Lbfgs.builder().c2(-1).build()).hasMessageContaining("c2");
    assertThatThrownBy(() -> Lbfgs.builder().c1(Double.NaN).build()).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Lbfgs.builder().memories(0).build()).hasMessageContaining("memories");
    assertThatThrownBy(() -> new Arow(0, 1, 1, 0)).hasMessageContaining("variance");
    assertThatThrownBy(() -> CrfTrainer.builder(LBFGS).threads(0).build())
        .hasMessageContaining("threads");
    assertThatThrownBy(() -> CrfDataset.builder().hashBits(31)).hasMessageContaining("31");
  }
}
