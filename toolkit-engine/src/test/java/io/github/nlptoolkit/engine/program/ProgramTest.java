package io.github.nlptoolkit.engine.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.engine.checkpoint.Checkpoint;
import io.github.nlptoolkit.engine.checkpoint.SafetensorsWriter;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.failure.InferenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProgramTest {
  private static final ProgramText TINY =
      ProgramText.of(ProgramTest.class, List.of("kept"), "tiny.py");
  private static Program program;

  @TempDir Path temp;

  @BeforeAll
  static void load() {
    program = Program.load(TINY, Device.cpu());
  }

  @AfterAll
  static void close() {
    program.close();
  }

  private static Argument floats(long rows, float... values) {
    return new Argument.Floats(new FloatTensor(values, rows, values.length / rows));
  }

  private static List<FloatTensor> run(Program on, String method, Argument... arguments) {
    return Lanes.shared().run(() -> on.run(method, arguments));
  }

  private static List<FloatTensor> everyKind(String text, boolean negative) {
    return run(
        program,
        "every_kind",
        new Argument.Int(3),
        new Argument.Decimal(0.5),
        new Argument.Bool(negative),
        new Argument.Str(text),
        Argument.ints(10, 20),
        Argument.indices(2, 0, 2),
        floats(3, 0, 2, 4, 6, 8, 10));
  }

  @Test
  void argumentsOfEveryKind() {
    List<FloatTensor> result = everyKind("", false);
    assertThat(result).hasSize(1);
    assertThat(result.get(0).shape()).containsExactly(3, 2);
    assertThat(result.get(0).values()).containsExactly(37, 38, 33, 34, 37, 38);
    assertThat(everyKind("plus é", true).get(0).values())
        .containsExactly(1023, 1022, 1027, 1026, 1023, 1022);
  }

  @Test
  void resultsOfEveryKind() {
    List<FloatTensor> both = run(program, "both", floats(2, 1, 2, 3, 4));
    assertThat(both).hasSize(2);
    assertThat(both.get(0).shape()).containsExactly(2, 2);
    assertThat(both.get(1).shape()).containsExactly(4);
    assertThat(both.get(1).values()).containsExactly(-1, -2, -3, -4);
    assertThat(run(program, "name")).isEmpty();
    assertThat(run(program, "both", floats(1)).get(0).shape()).containsExactly(1, 0);
  }

  @Test
  void weightsStayMapped() throws IOException {
    try (Program own = Program.load(TINY, Device.cpu())) {
      assertThat(run(own, "keep", weights())).isEmpty();
      for (int i = 0; i < 3; i++) {
        System.gc(); // a mapping that nobody keeps would go
        float[] sum = run(own, "add_kept", floats(1, 1, 2, 3)).get(0).values();
        assertThat(sum).containsExactly(101, 202, 303);
      }
    }
  }

  private Argument weights() throws IOException {
    Files.writeString(temp.resolve("config.json"), "{}");
    new SafetensorsWriter()
        .add("w", new float[] {100, 200, 300}, 1, 3)
        .write(temp.resolve("model.safetensors"));
    return new Argument.Weights(List.of(Checkpoint.open(temp).tensor("w")));
  }

  @Test
  void onlyFloatsAndBytesCanBeWeights() throws IOException {
    Files.writeString(temp.resolve("config.json"), "{}");
    byte[] header =
        "{\"n\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] file = new byte[8 + header.length + 8];
    file[0] = (byte) header.length;
    System.arraycopy(header, 0, file, 8, header.length);
    Files.write(temp.resolve("model.safetensors"), file);
    Argument integers = new Argument.Weights(List.of(Checkpoint.open(temp).tensor("n")));
    assertThatThrownBy(() -> run(program, "keep", integers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("n must be F32, F16, BF16, I8 or U8 to be a weight, got I64");
  }

  @Test
  void failuresNameTheMethod() {
    assertThatThrownBy(() -> run(program, "product", floats(2, 1, 2, 3, 4, 5, 6)))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("the program's product failed")
        .hasMessageContaining("2x3");
    assertThatThrownBy(() -> run(program, "indices", Argument.indices(1, 2)))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("the program's indices failed")
        .hasMessageContaining("int64");
    assertThatThrownBy(() -> run(program, "absent"))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("absent");
    assertThatThrownBy(() -> run(program, "product"))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("product");
    assertThatThrownBy(() -> run(program, "product", new Argument.Str("x")))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("product");
    assertThat(everyKind("", false)).hasSize(1);
  }

  @Test
  void badPrograms() {
    assertThatThrownBy(() -> load("misspelt.py"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("libtorch refuses the program")
        .hasMessageContaining("no_such_operator");
    assertThatThrownBy(() -> load("unfinished.py"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("libtorch refuses the program")
        .hasMessageContaining("return (x");
    assertThatThrownBy(() -> load("absent.py"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("absent.py")
        .hasMessageContaining("ProgramTest");
  }

  private static void load(String resource) {
    ProgramText text = ProgramText.of(ProgramTest.class, List.of(), resource);
    Program.load(text, Device.cpu()).close();
  }

  @Test
  void callsAtOnce() {
    List<Callable<Float>> calls = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      float x = i;
      calls.add(() -> program.run("product", floats(1, x)).get(0).values()[0]);
    }
    List<Float> squares = Lanes.shared().runAll(calls);
    for (int i = 0; i < 1000; i++) {
      assertThat(squares.get(i)).isEqualTo((float) i * i);
    }
  }

  @Test
  void closedTwice() {
    Program own = Program.load(TINY, Device.cpu());
    own.close();
    own.close();
    assertThatThrownBy(() -> own.run("name"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the program is closed");
  }

  @Test
  void closedWhileCallsRun() throws InterruptedException {
    Program own = Program.load(TINY, Device.cpu());
    CountDownLatch running = new CountDownLatch(20);
    AtomicInteger refused = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  while (true) {
                    float[] square = run(own, "product", floats(1, 3)).get(0).values();
                    if (square[0] != 9) {
                      return;
                    }
                    running.countDown();
                  }
                } catch (IllegalStateException e) {
                  refused.incrementAndGet();
                }
              },
              "caller");
      callers.add(caller);
      caller.start();
    }
    running.await();
    own.close();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(refused).hasValue(4);
  }
}
