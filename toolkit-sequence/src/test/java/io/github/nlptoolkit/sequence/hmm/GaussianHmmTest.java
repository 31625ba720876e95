package io.github.nlptoolkit.sequence.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GaussianHmmTest {
  private static final double[] START = {0.5, 0.5};
  private static final double[][] TRANSITION = {{0.9, 0.1}, {0.2, 0.8}};

  /** As the script beside the recording writes it. */
  private static final class Recording {
    List<Case> cases = List.of();
  }

  private static final class Case {
    String kind = "";
    double prior;
    double[] start = {};
    double[][] transition = {};
    double[][] means = {};
    double[][][] covariances = {};
    List<double[][]> sequences = List.of();
    double log_likelihood;
    int[] path = {};
    double path_log_probability;
    double[][] posteriors = {};
    Trained trained = new Trained();
  }

  private static final class Trained {
    int iterations;
    double[] start = {};
    double[][] transition = {};
    double[][] means = {};
    double[][][] covariances = {};
    double log_likelihood;
  }

  private static List<Case> recorded() throws IOException {
    try (InputStream in =
            Objects.requireNonNull(
                GaussianHmmTest.class.getResourceAsStream("/peer/hmmlearn-gaussian.json"));
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, Recording.class).cases;
    }
  }

  private static GaussianHmm model(Case recorded) {
    if (recorded.kind.equals("full")) {
      return GaussianHmm.full(
          recorded.start, recorded.transition, recorded.means, recorded.covariances);
    }
    double[][] variances = new double[recorded.means.length][recorded.means[0].length];
    for (int j = 0; j < variances.length; j++) {
      for (int d = 0; d < variances[j].length; d++) {
        variances[j][d] = recorded.covariances[j][d][d];
      }
    }
    return GaussianHmm.diagonal(recorded.start, recorded.transition, recorded.means, variances);
  }

  @Test
  void resultsEqualHmmlearns() throws IOException {
    List<Case> cases = recorded();
    assertThat(cases).hasSize(3);
    for (Case recorded : cases) {
      GaussianHmm model = model(recorded);
      assertThat(model.logLikelihood(recorded.sequences))
          .isCloseTo(recorded.log_likelihood, within(1e-9));
      StatePath path = model.viterbi(recorded.sequences.get(0));
      assertThat(path.states()).isEqualTo(recorded.path);
      assertThat(path.logProbability()).isCloseTo(recorded.path_log_probability, within(1e-9));
      check(model.posteriors(recorded.sequences.get(0)), recorded.posteriors);

      BaumWelch.Result<GaussianHmm> result =
          BaumWelch.builder()
              .iterations(recorded.trained.iterations)
              .tolerance(Double.NEGATIVE_INFINITY)
              .variancePrior(recorded.prior)
              .build()
              .train(model, recorded.sequences);
      assertThat(result.model().start()).containsExactly(recorded.trained.start, within(1e-9));
      check(result.model().transition(), recorded.trained.transition);
      check(result.model().means(), recorded.trained.means);
      for (int j = 0; j < recorded.means.length; j++) {
        check(result.model().covariances()[j], recorded.trained.covariances[j]);
      }
      assertThat(result.model().logLikelihood(recorded.sequences))
          .isCloseTo(recorded.trained.log_likelihood, within(1e-8));
    }
  }

  private static void check(double[][] found, double[][] expected) {
    assertThat(found).hasSameDimensionsAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).containsExactly(expected[i], within(1e-9));
    }
  }

  @Test
  void samplesHaveTheModelsMoments() {
    GaussianHmm model =
        GaussianHmm.full(
            new double[] {1},
            new double[][] {{1}},
            new double[][] {{3, -2}},
            new double[][][] {{{2, 0.6}, {0.6, 1}}});
    double[][] sample = model.sample(20_000, new Random(5));
    double meanX = 0;
    double meanY = 0;
    double product = 0;
    for (double[] vector : sample) {
      meanX += vector[0] / sample.length;
      meanY += vector[1] / sample.length;
      product += (vector[0] - 3) * (vector[1] + 2) / sample.length;
    }
    assertThat(meanX).isCloseTo(3, within(0.05));
    assertThat(meanY).isCloseTo(-2, within(0.05));
    assertThat(product).isCloseTo(0.6, within(0.05));
  }

  @Test
  void farObservationsHaveALikelihood() {
    // The second state alone can be near, and it is reached only through the first.
    GaussianHmm model =
        GaussianHmm.diagonal(
            new double[] {1, 0},
            new double[][] {{0.5, 0.5}, {0, 1}},
            new double[][] {{0}, {1000}},
            new double[][] {{1}, {1}});
    double[][] far = {{1000}, {1000}, {1000}};
    assertThat(model.logLikelihood(far)).isFinite().isLessThan(-400_000);
    assertThat(model.posteriors(far)[0]).containsExactly(new double[] {1, 0}, within(1e-6));
    assertThat(model.viterbi(far).states()).containsExactly(0, 1, 1);
  }

  @Test
  void badCovariancesAndObservationsAreRefused() {
    double[][] means = {{0}, {1}};
    assertThatThrownBy(
            () -> GaussianHmm.diagonal(START, TRANSITION, means, new double[][] {{1}, {0}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("state 1 must be positive definite");
    assertThatThrownBy(
            () ->
                GaussianHmm.full(
                    new double[] {1},
                    new double[][] {{1}},
                    new double[][] {{0, 0}},
                    new double[][][] {{{1, 0.5}, {0.4, 1}}}))
        .hasMessageContaining("symmetric");
    assertThatThrownBy(() -> GaussianHmm.diagonal(START, TRANSITION, means, new double[][] {{1}}))
        .hasMessageContaining("each of 2 states");
    GaussianHmm model = GaussianHmm.diagonal(START, TRANSITION, means, new double[][] {{1}, {1}});
    assertThatThrownBy(() -> model.logLikelihood(new double[][] {{1, 2}}))
        .hasMessageContaining("1 dimensions, got 2 at 0");
    assertThatThrownBy(() -> model.logLikelihood(new double[][] {{0}, {Double.NaN}}))
        .hasMessage("an observation must be finite, got NaN at 1");
  }

  @Test
  void modelsAreSavedAndLoaded(@TempDir Path folder) throws IOException {
    GaussianHmm model = model(recorded().get(2));
    Path file = folder.resolve("g.hmm");
    model.save(file);
    GaussianHmm again = GaussianHmm.load(file);
    assertThat(again.means()).isDeepEqualTo(model.means());
    assertThat(again.covariances()[1]).isDeepEqualTo(model.covariances()[1]);
    assertThat(again.transition()).isDeepEqualTo(model.transition());
    assertThatThrownBy(() -> DiscreteHmm.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected 1 (DISCRETE), found 2 (GAUSSIAN)");
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length += 7) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> GaussianHmm.load(file)).isInstanceOf(ModelFormatException.class);
    }
  }
}
