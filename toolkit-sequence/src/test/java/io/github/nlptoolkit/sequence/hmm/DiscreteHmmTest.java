package io.github.nlptoolkit.sequence.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscreteHmmTest {
  private static final double[] START = {0.6, 0.3, 0.1};
  private static final double[][] TRANSITION = {{0.5, 0.2, 0.3}, {0, 0.6, 0.4}, {0.3, 0.3, 0.4}};
  private static final double[][] WITH_END = {{0.4, 0.2, 0.3}, {0, 0.5, 0.4}, {0.3, 0.3, 0.1}};
  private static final double[] END = {0.1, 0.1, 0.3};
  private static final double[][] EMISSION = {{0.5, 0.5}, {0.1, 0.9}, {1, 0}};

  private static DiscreteHmm model(boolean end) {
    return end
        ? DiscreteHmm.of(START, WITH_END, END, EMISSION)
        : DiscreteHmm.of(START, TRANSITION, EMISSION);
  }

  /** log P(states, observations), by its definition. */
  private static double joint(boolean end, int[] path, int[] observations) {
    double p = 1;
    for (int t = 0; t < path.length; t++) {
      double[][] rows = end ? WITH_END : TRANSITION;
      p *= t == 0 ? START[path[t]] : rows[path[t - 1]][path[t]];
      p *= EMISSION[path[t]][observations[t]];
    }
    return Math.log(end ? p * END[path[path.length - 1]] : p);
  }

  private static List<int[]> allPaths(int length) {
    List<int[]> paths = new ArrayList<>();
    for (int code = 0; code < Math.pow(3, length); code++) {
      int[] path = new int[length];
      for (int t = 0, rest = code; t < length; t++, rest /= 3) {
        path[t] = rest % 3;
      }
      paths.add(path);
    }
    return paths;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void resultsEqualThoseOfAllPaths(boolean end) {
    DiscreteHmm model = model(end);
    Random random = new Random(3);
    for (int length = 1; length <= 6; length++) {
      int[] observations = random.ints(length, 0, 2).toArray();
      List<int[]> paths = allPaths(length);
      paths.sort(Comparator.comparingDouble((int[] path) -> -joint(end, path, observations)));
      double sum =
          paths.stream().mapToDouble(path -> Math.exp(joint(end, path, observations))).sum();
      assertThat(model.logLikelihood(observations)).isCloseTo(Math.log(sum), within(1e-12));

      List<StatePath> best = model.nBest(observations, 1000);
      long possible =
          paths.stream()
              .filter(path -> joint(end, path, observations) > Double.NEGATIVE_INFINITY)
              .count();
      assertThat(best).hasSize((int) possible);
      for (int i = 0; i < best.size(); i++) {
        assertThat(best.get(i).logProbability())
            .isCloseTo(joint(end, paths.get(i), observations), within(1e-12));
        assertThat(joint(end, best.get(i).states(), observations))
            .isCloseTo(best.get(i).logProbability(), within(1e-12));
      }
      assertThat(model.viterbi(observations).logProbability())
          .isCloseTo(best.get(0).logProbability(), within(1e-12));
      double[][] posteriors = model.posteriors(observations);
      for (int t = 0; t < length; t++) {
        for (int j = 0; j < 3; j++) {
          int at = t;
          int state = j;
          double expected =
              paths.stream()
                  .filter(path -> path[at] == state)
                  .mapToDouble(path -> Math.exp(joint(end, path, observations)))
                  .sum();
          assertThat(posteriors[t][j]).isCloseTo(expected / sum, within(1e-12));
        }
      }
    }
  }

  @Test
  void nothingIsCertain() {
    DiscreteHmm model = model(false);
    assertThat(model.logLikelihood(new int[0])).isZero();
    assertThat(model.viterbi(new int[0]).states()).isEmpty();
    assertThat(model.posteriors(new int[0])).isEmpty();
    assertThat(model.nBest(new int[0], 2)).hasSize(1);
    assertThat(model.logLikelihood(List.of())).isZero();
  }

  @Test
  void aLongSequenceHasAFiniteLikelihood() {
    DiscreteHmm model = model(false);
    int[] observations = new Random(1).ints(100_000, 0, 2).toArray();
    assertThat(model.logLikelihood(observations)).isFinite().isNegative();
    assertThat(model.viterbi(observations).states()).hasSize(100_000);
    double[][] posteriors = model.posteriors(observations);
    assertThat(Arrays.stream(posteriors[99_999]).sum()).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void trainingGainsAndRepeats(boolean end) {
    DiscreteHmm truth = model(end);
    Random random = new Random(9);
    List<int[]> sequences = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      sequences.add(truth.sample(25, random));
    }
    double third = 1.0 / 3;
    double[][] rows = {{0.3, 0.3, 0.2}, {0.2, 0.3, 0.3}, {0.3, 0.2, 0.3}};
    double[][] emission = {{0.4, 0.6}, {0.3, 0.7}, {0.7, 0.3}};
    DiscreteHmm initial =
        end
            ? DiscreteHmm.of(
                new double[] {third, third, third}, rows, new double[] {.2, .2, .2}, emission)
            : DiscreteHmm.of(new double[] {third, third, third}, TRANSITION, emission);
    List<Double> told = new ArrayList<>();
    BaumWelch trainer = BaumWelch.builder().iterations(30).listener(told::add).build();
    BaumWelch.Result<DiscreteHmm> result = trainer.train(initial, sequences);
    assertThat(result.logLikelihoods()).isEqualTo(told).isSorted();
    assertThat(result.model().logLikelihood(sequences))
        .isGreaterThan(initial.logLikelihood(sequences));
    // The model is one again: rows sum to 1, which its maker checks.
    DiscreteHmm model = result.model();
    assertThat(model.emission()).hasDimensions(3, 2);
    told.clear();
    DiscreteHmm again = trainer.train(initial, sequences).model();
    assertThat(again.emission()).isDeepEqualTo(model.emission());
    assertThat(again.transition()).isDeepEqualTo(model.transition());
  }

  @Test
  void aStateThatIsNeverVisitedKeepsItsProbabilities() {
    DiscreteHmm model =
        DiscreteHmm.of(
            new double[] {1, 0},
            new double[][] {{1, 0}, {0.5, 0.5}},
            new double[][] {{0.5, 0.5}, {0.25, 0.75}});
    DiscreteHmm trained =
        BaumWelch.builder().build().train(model, List.of(new int[] {0, 1, 0})).model();
    assertThat(trained.transition()[1]).containsExactly(0.5, 0.5);
    assertThat(trained.emission()[1]).containsExactly(0.25, 0.75);
    assertThat(trained.emission()[0][0]).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void samplesFollowTheModel() {
    DiscreteHmm model = model(false);
    int[] states = model.sampleStates(50_000, new Random(2));
    int behindFirst = 0;
    int first = 0;
    for (int t = 1; t < states.length; t++) {
      if (states[t - 1] == 0) {
        first++;
        behindFirst += states[t] == 2 ? 1 : 0;
      }
      assertThat(states[t - 1] == 1 && states[t] == 0).isFalse();
    }
    assertThat((double) behindFirst / first).isCloseTo(0.3, within(0.02));
    assertThat(model(true).sample(1_000_000, new Random(4)).length).isLessThan(10_000);
    assertThatThrownBy(() -> model.sample(-1, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void probabilitiesThatAreNoneAreRefused() {
    double[] half = {0.5, 0.4};
    double[][] good = {{0.5, 0.5}, {0.5, 0.5}};
    assertThatThrownBy(() -> DiscreteHmm.of(half, good, good))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("start must sum to 1, got 0.9");
    double[] start = {0.5, 0.5};
    assertThatThrownBy(() -> DiscreteHmm.of(start, new double[][] {{0, 0}, {1, 0}}, good))
        .hasMessage("transition row 0 must sum to 1, got zeros only");
    assertThatThrownBy(() -> DiscreteHmm.of(start, good, new double[][] {{1, 0}, {-0.5, 1.5}}))
        .hasMessageContaining("emission row 1 must have probabilities in [0, 1], got -0.5 at 0");
    assertThatThrownBy(() -> DiscreteHmm.of(start, good, new double[][] {{1, 0}, {Double.NaN, 1}}))
        .hasMessageContaining("got NaN at 0");
    assertThatThrownBy(() -> DiscreteHmm.of(start, new double[][] {{1, 0}}, good))
        .hasMessageContaining("each of 2 states");
    assertThatThrownBy(() -> DiscreteHmm.of(start, good, new double[][] {{1, 0}, {1}}))
        .hasMessage("emission row 1 must have 2 values, got 1");
    assertThatThrownBy(() -> DiscreteHmm.of(start, good, new double[] {0.1, 0}, good))
        .hasMessageContaining("transition row 0 with its end must sum to 1");
    assertThatThrownBy(() -> model(false).viterbi(new int[] {0, 2}))
        .hasMessage("a symbol must be in [0, 2), got 2 at 1");
    assertThatThrownBy(() -> model(false).nBest(new int[] {0}, 0)).hasMessageContaining("count");
  }

  @Test
  void modelsAreSavedAndLoaded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("d.hmm");
    for (boolean end : new boolean[] {false, true}) {
      model(end).save(file);
      DiscreteHmm again = DiscreteHmm.load(file);
      int[] observations = {0, 1, 1, 0};
      assertThat(again.logLikelihood(observations))
          .isEqualTo(model(end).logLikelihood(observations));
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> DiscreteHmm.load(file)).isInstanceOf(ModelFormatException.class);
    }
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x40;
      Files.write(file, damaged);
      assertThatThrownBy(() -> DiscreteHmm.load(file)).isInstanceOf(ModelFormatException.class);
    }
    byte[] newer = bytes.clone();
    ByteBuffer.wrap(newer).putInt(8, 2);
    Files.write(file, newer);
    assertThatThrownBy(() -> DiscreteHmm.load(file))
        .hasMessageContaining("version: expected 1, found 2");
  }
}
