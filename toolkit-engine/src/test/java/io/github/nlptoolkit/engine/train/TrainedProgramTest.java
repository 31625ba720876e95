package io.github.nlptoolkit.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.engine.program.Program;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tensor.KeptTensors;
import io.github.nlptoolkit.engine.train.TrainedProgram.Part;
import io.github.nlptoolkit.failure.InferenceException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TrainedProgramTest {
  private static final AdamW SETTINGS = new AdamW(0.9, 0.99, 1e-6, 0.1);

  /** The gradient of the mean squared error, in double precision. */
  private static double[] gradient(double[] w, float[][] points) {
    double[] gradient = new double[3];
    for (float[] p : points) {
      double off = w[0] * p[0] + w[1] * p[1] + w[2] - p[2];
      gradient[0] += 2 * off * p[0] / points.length;
      gradient[1] += 2 * off * p[1] / points.length;
      gradient[2] += 2 * off / points.length;
    }
    return gradient;
  }

  private static double norm(double[] vector) {
    return Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
  }

  private static double[] start() {
    return new double[] {Line.SLOPES[0], Line.SLOPES[1], Line.OFFSET[0]};
  }

  @Test
  void gradientsAreThoseOfTheFormula() {
    float[][] points = Line.points(0, 6);
    try (TrainedProgram program = Line.load()) {
      double loss = program.addGradients(List.of(Line.part(points, 1.0 / 6)));
      double[] expected = gradient(start(), points);
      assertThat(loss).isGreaterThan(0.1);
      assertThat((double) program.gradient(0).values()[0]).isCloseTo(expected[0], within(1e-6));
      assertThat((double) program.gradient(0).values()[1]).isCloseTo(expected[1], within(1e-6));
      assertThat((double) program.gradient(1).values()[0]).isCloseTo(expected[2], within(1e-6));
    }
  }

  @Test
  void stepsAreThoseOfAdamW() {
    double[] w = start();
    double[] m = new double[3];
    double[] v = new double[3];
    try (TrainedProgram program = Line.load()) {
      for (int step = 1; step <= 5; step++) {
        float[][] points = Line.points(step, 4);
        double[] g = gradient(w, points);
        program.addGradients(List.of(Line.part(points, 0.25)));
        double found = program.step(SETTINGS, 0.05, 1);
        double norm = norm(g);
        assertThat(found).isCloseTo(norm, within(1e-5));
        double clip = Math.min(1, 1 / (norm + 1e-6));
        for (int i = 0; i < 3; i++) {
          double clipped = g[i] * clip;
          // The offset does not decay.
          w[i] -= i < 2 ? 0.05 * 0.1 * w[i] : 0;
          m[i] = 0.9 * m[i] + 0.1 * clipped;
          v[i] = 0.99 * v[i] + 0.01 * clipped * clipped;
          double square = Math.sqrt(v[i] / (1 - Math.pow(0.99, step))) + 1e-6;
          w[i] -= 0.05 * m[i] / (1 - Math.pow(0.9, step)) / square;
        }
        assertThat(Line.weights(program)).usingComparatorWithPrecision(1e-5).containsExactly(w);
        assertThat(program.steps()).isEqualTo(step);
      }
    }
  }

  @Test
  void partsGiveTheGradientOfTheWhole() {
    float[][] points = Line.points(3, 8);
    try (TrainedProgram whole = Line.load();
        TrainedProgram cut = Line.load()) {
      double loss = whole.addGradients(List.of(Line.part(points, 0.125)));
      double sum =
          cut.addGradients(
              List.of(
                  Line.part(Arrays.copyOf(points, 3), 0.125),
                  Line.part(Arrays.copyOfRange(points, 3, 8), 0.125)));
      assertThat(sum).isCloseTo(loss, within(1e-6));
      for (int i = 0; i < 2; i++) {
        assertThat(cut.gradient(i).values())
            .usingComparatorWithPrecision(1e-6f)
            .containsExactly(whole.gradient(i).values());
      }
    }
  }

  @Test
  void manyPartsGiveTheSameBitsEachTime() {
    float[] first = manyParts();
    for (int i = 0; i < 5; i++) {
      assertThat(manyParts()).containsExactly(first);
    }
  }

  private static float[] manyParts() {
    try (TrainedProgram program = Line.load()) {
      List<Part> parts =
          java.util.stream.IntStream.range(0, 40)
              .mapToObj(i -> Line.part(Line.points(i, 1 + i % 7), 0.01 * i))
              .toList();
      program.addGradients(parts);
      return program.gradient(0).values();
    }
  }

  @Test
  void frozenWeightsStay() {
    try (TrainedProgram program = Line.load(false, true)) {
      program.addGradients(List.of(Line.part(Line.points(0, 4), 0.25)));
      assertThatThrownBy(() -> program.gradient(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("line.weight is not trained");
      program.step(SETTINGS, 0.05, 0);
      assertThat(program.weight(0).values()).containsExactly(Line.SLOPES);
      assertThat(program.weight(1).values()[0]).isNotEqualTo(Line.OFFSET[0]);
    }
  }

  @Test
  void somethingMustBeTrained() {
    assertThatThrownBy(() -> Line.load(false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one of the 2 parameters must be trained");
  }

  @Test
  void gradientsThatAreNotFiniteChangeNothing() {
    float[][] points = Line.points(0, 2);
    points[1][2] = Float.POSITIVE_INFINITY;
    try (TrainedProgram program = Line.load()) {
      double loss = program.addGradients(List.of(Line.part(points, 0.5)));
      assertThat(loss).isInfinite();
      assertThat(Double.isFinite(program.step(SETTINGS, 0.05, 1))).isFalse();
      assertThat(program.steps()).isZero();
      assertThat(Line.weights(program)).containsExactly(start());
      // And the next step is as if there had been none.
      program.addGradients(List.of(Line.part(Line.points(0, 2), 0.5)));
      assertThat(program.step(SETTINGS, 0.05, 1)).isFinite();
    }
  }

  @Test
  void anInterruptDoesNotCutAStepInTwo() {
    double[] expected;
    try (TrainedProgram program = Line.load()) {
      program.addGradients(List.of(Line.part(Line.points(0, 4), 0.25)));
      program.step(SETTINGS, 0.05, 1);
      expected = Line.weights(program);
    }
    try (TrainedProgram program = Line.load()) {
      program.addGradients(List.of(Line.part(Line.points(0, 4), 0.25)));
      Thread caller = Thread.currentThread();
      Thread other =
          new Thread(
              () -> {
                for (int i = 0; i < 2000; i++) {
                  caller.interrupt();
                  Thread.onSpinWait();
                }
              });
      other.start();
      int cancelled = 0;
      while (program.steps() == 0) {
        try {
          program.step(SETTINGS, 0.05, 1);
        } catch (CancellationException e) {
          Thread.interrupted();
          cancelled++;
        }
      }
      while (other.isAlive()) {
        Thread.onSpinWait();
      }
      Thread.interrupted();
      assertThat(cancelled).isNotNegative();
      assertThat(Line.weights(program)).containsExactly(expected);
    }
  }

  @Test
  void withoutGradientsThereIsNoStep() {
    try (TrainedProgram program = Line.load()) {
      assertThatThrownBy(() -> program.step(SETTINGS, 0.1, 1))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("gradient_norms");
    }
  }

  @Test
  void aPartThatFailsFailsTheBatch() {
    try (TrainedProgram program = Line.load()) {
      Part good = Line.part(Line.points(0, 2), 0.5);
      Part bad =
          new Part(
              "squared_error",
              List.of(
                  new Argument.Floats(new FloatTensor(new float[] {1, 2, 3}, 1, 3)),
                  new Argument.Floats(new FloatTensor(new float[] {1}, 1, 1)),
                  new Argument.Decimal(1)));
      assertThatThrownBy(() -> program.addGradients(List.of(bad, good, good, good)))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("squared_error");
      program.dropGradients();
      program.addGradients(List.of(good, good));
      assertThat(program.step(SETTINGS, 0.1, 1)).isFinite();
    }
  }

  @Test
  void closed() {
    TrainedProgram program = Line.load();
    program.close();
    program.close();
    assertThatThrownBy(() -> program.weight(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> program.addGradients(List.of(Line.part(Line.points(0, 2), 1))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void argumentsOfEveryKindGetThrough() {
    FloatTensor one = new FloatTensor(new float[] {1, 2}, 2);
    FloatTensor two = new FloatTensor(new float[] {3}, 1);
    try (Program program =
        Program.load(
            Line.text().with(TrainedProgram.class, "training.py").recorded(), Device.cpu())) {
      Lanes.shared()
          .run(
              () -> {
                try (KeptTensors kept =
                        program.record("adopt", new Argument.Tensors(List.of(one, two)));
                    KeptTensors echo =
                        program.record(
                            "echo",
                            Argument.indices(7, 8),
                            new Argument.Tensors(List.of(two, one)),
                            new Argument.Int(-3),
                            new Argument.Decimal(0.5),
                            new Argument.Bool(true),
                            new Argument.Str("gelu"),
                            Argument.ints(4, 5),
                            Argument.decimals(0.25, 0.75, 1e-3),
                            new Argument.Kept(kept))) {
                  assertThat(echo.size()).isEqualTo(2 + 2 + 3 + 2 + 2);
                  assertThat(echo.read(0).values()).containsExactly(7, 8);
                  assertThat(echo.read(1).values())
                      .containsExactly(2, -3, 0.5f, 1, 4, 'e', 2, 3, 2);
                  assertThat(echo.read(3).values()).containsExactly(5);
                  assertThat(echo.read(6).values()).containsExactly(1e-3f);
                  assertThat(echo.read(7).values()).containsExactly(3);
                  assertThat(echo.read(9).values()).containsExactly(1, 2);
                  return true;
                }
              });
    }
  }

  @Test
  void closedTensorsAreOfNoUse() {
    KeptTensors[] kept = new KeptTensors[1];
    try (Program program =
        Program.load(
            Line.text().with(TrainedProgram.class, "training.py").recorded(), Device.cpu())) {
      Argument weights = new Argument.Tensors(List.of(new FloatTensor(new float[] {1, 2}, 2)));
      Lanes.shared()
          .run(
              () -> {
                try (KeptTensors made = program.record("adopt", weights)) {
                  kept[0] = made;
                }
                return true;
              });
      assertThatThrownBy(() -> kept[0].read(0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(
              () ->
                  Lanes.shared()
                      .run(() -> program.record("add_gradients", new Argument.Kept(kept[0]))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the tensors are closed");
    }
  }
}
