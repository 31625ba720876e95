package io.github.nlptoolkit.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TrainingLoopTest {
  private static final TrainingOptions OPTIONS =
      TrainingOptions.defaults().learningRate(0.05).schedule(Schedule.LINEAR, 2);

  @TempDir Path temp;

  /** Seven batches an epoch, other ones in each. */
  private static Batches<float[][]> epoch(long epoch) {
    return Batches.of(
        IntStream.range(0, 7).mapToObj(i -> Line.points((int) (10 * epoch + i), 4)).toList());
  }

  private static double learn(TrainedProgram program, List<float[][]> batches, long seed) {
    double scale = 1.0 / batches.stream().mapToInt(b -> b.length).sum();
    // What the seed gives goes in as well, as dropout would.
    double noise = 1 + (seed >>> 40) * 1e-9;
    double loss = 0;
    for (float[][] batch : batches) {
      loss += program.addGradients(List.of(Line.part(batch, scale * noise)));
    }
    return loss;
  }

  private static TrainingLoop.Builder<float[][]> loop(TrainedProgram program, long steps) {
    return TrainingLoop.builder(
            program,
            TrainingLoopTest::epoch,
            (List<float[][]> batches, long seed) -> learn(program, batches, seed))
        .options(OPTIONS)
        .steps(steps);
  }

  private Checkpointing every(long steps) {
    return new Checkpointing(temp, steps, 2, true);
  }

  @Test
  void learns() throws IOException {
    List<TrainingStep> steps = new ArrayList<>();
    try (TrainedProgram program = Line.load()) {
      loop(program, 150).listener(steps::add).build().run();
      assertThat(program.steps()).isEqualTo(150);
      assertThat(Line.weights(program))
          .usingComparatorWithPrecision(0.05)
          .containsExactly(2, -1, 0.5);
    }
    assertThat(steps).hasSize(150);
    assertThat(steps.get(0).rate()).isZero();
    assertThat(steps.get(2).rate()).isEqualTo(0.05);
    assertThat(steps.get(6).epoch()).isZero();
    assertThat(steps.get(7).epoch()).isEqualTo(1);
    assertThat(steps.get(149).loss()).isLessThan(0.01);
  }

  @Test
  void goesOnAsIfItHadNeverStopped() throws IOException {
    List<TrainingStep> whole = new ArrayList<>();
    double[] expected;
    try (TrainedProgram program = Line.load()) {
      loop(program, 20).listener(whole::add).build().run();
      expected = Line.weights(program);
    }
    for (int stop : new int[] {5, 6, 7, 14, 19}) {
      Path folder = temp.resolve("stop" + stop);
      Checkpointing where = new Checkpointing(folder, 1, 1, true);
      List<TrainingStep> steps = new ArrayList<>();
      try (TrainedProgram program = Line.load()) {
        assertThatThrownBy(
                () ->
                    loop(program, 20)
                        .checkpointing(where)
                        .listener(
                            step -> {
                              if (step.step() > stop) {
                                throw new IOException("killed");
                              }
                              steps.add(step);
                            })
                        .build()
                        .run())
            .hasMessage("killed");
      }
      try (TrainedProgram program = Line.load()) {
        loop(program, 20).checkpointing(where).listener(steps::add).build().run();
        assertThat(Line.weights(program)).containsExactly(expected);
      }
      assertThat(steps).isEqualTo(whole);
    }
  }

  @Test
  void aSecondTrainingBeginsAtItsFirstStep() throws IOException {
    List<TrainingStep> steps = new ArrayList<>();
    double[] expected;
    try (TrainedProgram program = Line.load()) {
      loop(program, 4).build().run();
      loop(program, 6).listener(steps::add).build().run();
      expected = Line.weights(program);
      assertThat(program.steps()).isEqualTo(10);
    }
    assertThat(steps).extracting(TrainingStep::step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(steps.get(0).rate()).isZero();
    try (TrainedProgram program = Line.load()) {
      loop(program, 4).build().run();
      assertThatThrownBy(
              () ->
                  loop(program, 6)
                      .checkpointing(every(3))
                      .listener(
                          step -> {
                            if (step.step() == 5) {
                              throw new IOException("killed");
                            }
                          })
                      .build()
                      .run())
          .hasMessage("killed");
    }
    try (TrainedProgram program = Line.load()) {
      loop(program, 6).checkpointing(every(3)).build().run();
      assertThat(program.steps()).isEqualTo(10);
      assertThat(Line.weights(program)).containsExactly(expected);
    }
  }

  @Test
  void accumulationTakesBatchesTogetherWithinAnEpoch() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    try (TrainedProgram program = Line.load()) {
      TrainingLoop.builder(
              program,
              TrainingLoopTest::epoch,
              (List<float[][]> batches, long seed) -> {
                sizes.add(batches.size());
                return learn(program, batches, seed);
              })
          .options(OPTIONS.accumulation(3))
          .steps(5)
          .build()
          .run();
    }
    assertThat(sizes).containsExactly(3, 3, 1, 3, 3);
  }

  @Test
  void keepsTheNewestCheckpoints() throws IOException {
    List<Path> told = new ArrayList<>();
    try (TrainedProgram program = Line.load()) {
      loop(program, 11)
          .checkpointing(every(3))
          .export(folder -> Files.createFile(folder.resolve("model.txt")))
          .listener(
              new TrainingListener() {
                @Override
                public void onStep(TrainingStep step) {}

                @Override
                public void onCheckpoint(Path folder) {
                  told.add(folder);
                }
              })
          .build()
          .run();
    }
    assertThat(names()).containsExactly("checkpoint-11", "checkpoint-9");
    assertThat(told)
        .extracting(path -> path.getFileName().toString())
        .containsExactly("checkpoint-3", "checkpoint-6", "checkpoint-9", "checkpoint-11");
    assertThat(temp.resolve("checkpoint-9").resolve("model.txt")).exists();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void whenADiskIsFullTheCheckpointBeforeStays() throws IOException {
    try (TrainedProgram program = Line.load()) {
      int[] saved = {0};
      assertThatThrownBy(
              () ->
                  loop(program, 9)
                      .checkpointing(every(2))
                      .export(
                          folder -> {
                            Files.write(folder.resolve("model.bin"), new byte[100]);
                            if (++saved[0] == 3) {
                              throw new IOException("No space left on device");
                            }
                          })
                      .build()
                      .run())
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
    }
    assertThat(names()).containsExactly("checkpoint-2", "checkpoint-4");
    try (TrainedProgram program = Line.load()) {
      loop(program, 9).checkpointing(every(2)).build().run();
      assertThat(program.steps()).isEqualTo(9);
    }
  }

  @Test
  void aLossThatIsNotFiniteStopsAndKeepsTheLastCheckpoint() throws IOException {
    for (boolean infinite : new boolean[] {true, false}) {
      Path folder = temp.resolve("infinite-" + infinite);
      try (TrainedProgram program = Line.load()) {
        double[][] before = new double[1][];
        DivergedException e =
            catchThrowableOfType(
                DivergedException.class,
                () ->
                    TrainingLoop.builder(
                            program,
                            TrainingLoopTest::epoch,
                            (List<float[][]> batches, long seed) -> {
                              before[0] = Line.weights(program);
                              double loss = learn(program, batches, seed);
                              if (program.steps() == 5 && infinite) {
                                return Double.POSITIVE_INFINITY;
                              }
                              return program.steps() == 5 ? Double.NaN : loss;
                            })
                        .options(OPTIONS)
                        .steps(9)
                        .checkpointing(new Checkpointing(folder, 2, 2, true))
                        .build()
                        .run());
        assertThat(e)
            .hasMessageContaining("diverged at step 6")
            .hasMessageContaining(infinite ? "the loss is Infinity" : "the loss is NaN")
            .hasMessageContaining("the last good one is " + folder.resolve("checkpoint-4"));
        assertThat(e.step()).isEqualTo(6);
        assertThat(e.checkpoint()).contains(folder.resolve("checkpoint-4"));
        assertThat(Line.weights(program)).containsExactly(before[0]);
      }
      assertThat(folder.resolve("checkpoint-4").resolve("training.json")).exists();
    }
  }

  @Test
  void gradientsThatAreNotFiniteStop() {
    try (TrainedProgram program = Line.load()) {
      assertThatThrownBy(
              () ->
                  TrainingLoop.builder(
                          program,
                          TrainingLoopTest::epoch,
                          (List<float[][]> batches, long seed) -> {
                            program.addGradients(List.of(Line.part(batches.get(0), Double.NaN)));
                            return 1;
                          })
                      .steps(3)
                      .build()
                      .run())
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining(
              "diverged at step 1: the norm of the gradients is NaN; there is no");
    }
  }

  @Test
  void anInterruptStopsBetweenSteps() {
    try (TrainedProgram program = Line.load()) {
      assertThatThrownBy(
              () ->
                  loop(program, 50)
                      .listener(
                          step -> {
                            if (step.step() == 4) {
                              Thread.currentThread().interrupt();
                            }
                          })
                      .build()
                      .run())
          .isInstanceOf(CancellationException.class)
          .hasMessage("interrupted before step 5");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(program.steps()).isEqualTo(4);
    }
  }

  @Test
  void aCheckpointOfAnotherTrainingIsRefused() throws IOException {
    try (TrainedProgram program = Line.load()) {
      loop(program, 2).checkpointing(every(1)).setting("text bytes", "12").build().run();
    }
    try (TrainedProgram program = Line.load()) {
      double[] before = Line.weights(program);
      assertThatThrownBy(
              () ->
                  loop(program, 3)
                      .checkpointing(every(1))
                      .setting("text bytes", "13")
                      .build()
                      .run())
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("settings.text bytes")
          .hasMessageContaining("\"13\"")
          .hasMessageContaining("\"12\"");
      assertThatThrownBy(
              () ->
                  loop(program, 3)
                      .options(OPTIONS.seed(7))
                      .checkpointing(every(1))
                      .setting("text bytes", "12")
                      .build()
                      .run())
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("settings.seed");
      assertThat(Line.weights(program)).containsExactly(before);
    }
    try (TrainedProgram other = Line.load(true, false)) {
      // Frozen where the other was trained: all it needs is there.
      loop(other, 3).checkpointing(every(1)).setting("text bytes", "12").build().run();
    }
  }

  @Test
  void aCheckpointWithoutAWeightIsRefused() throws IOException {
    try (TrainedProgram program = Line.load(true, false)) {
      loop(program, 2).checkpointing(every(1)).build().run();
    }
    try (TrainedProgram program = Line.load()) {
      assertThatThrownBy(() -> loop(program, 3).checkpointing(every(1)).build().run())
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("training.safetensors")
          .hasMessageContaining("mean.line.bias");
    }
  }

  @Test
  void checkpointsAreNotOverwrittenUnasked() throws IOException {
    try (TrainedProgram program = Line.load()) {
      loop(program, 2).checkpointing(every(1)).build().run();
      assertThatThrownBy(
              () ->
                  loop(program, 3)
                      .checkpointing(new Checkpointing(temp, 1, 2, false))
                      .build()
                      .run())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has checkpoints, such as")
          .hasMessageContaining("checkpoint-2");
    }
  }

  @Test
  void whatAKilledProcessLeftIsCleared() throws IOException {
    Path left = Files.createDirectories(temp.resolve(".checkpoint-4.0a-1b.tmp"));
    Files.createFile(left.resolve("training.safetensors"));
    Path other = Files.createDirectories(temp.resolve("mine"));
    try (TrainedProgram program = Line.load()) {
      loop(program, 1).checkpointing(every(5)).build().run();
    }
    assertThat(left).doesNotExist();
    assertThat(other).exists();
    assertThat(names()).containsExactly("checkpoint-1", "mine");
  }

  @Test
  void aDamagedCheckpointIsToldAndNotPassedOver() throws IOException {
    try (TrainedProgram program = Line.load()) {
      loop(program, 4).checkpointing(every(2)).build().run();
    }
    Path json = temp.resolve("checkpoint-4").resolve("training.json");
    Files.write(
        json,
        "{\"format\": 1, \"settings\": {}}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    try (TrainedProgram program = Line.load()) {
      assertThatThrownBy(() -> loop(program, 9).checkpointing(every(2)).build().run())
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(json.toString());
    }
    Files.delete(json);
    try (TrainedProgram program = Line.load()) {
      assertThatThrownBy(() -> loop(program, 9).checkpointing(every(2)).build().run())
          .isInstanceOfAny(ModelFormatException.class, NoSuchFileException.class)
          .hasMessageContaining("training.json");
    }
  }

  @Test
  void nothingToTrainOn() {
    try (TrainedProgram program = Line.load()) {
      assertThatThrownBy(
              () ->
                  TrainingLoop.builder(
                          program,
                          epoch -> Batches.of(List.<float[][]>of()),
                          (List<float[][]> batches, long seed) -> 0)
                      .steps(1)
                      .build()
                      .run())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no batch at all");
      assertThatThrownBy(() -> loop(program, -1)).hasMessageContaining("-1");
      assertThatThrownBy(() -> new Checkpointing(temp, 0, 1, true)).hasMessageContaining("every");
      assertThatThrownBy(() -> new Checkpointing(temp, 1, 0, true)).hasMessageContaining("keep");
    }
  }
}
