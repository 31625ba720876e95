package io.github.nlptoolkit.benchmarks.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FreshJvmTest {

  /** Answers with its argument and process; fails without an argument. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] arguments) {
      FreshJvm.answer(arguments[0] + " " + ProcessHandle.current().pid());
    }
  }

  @Test
  void takesTheFirstLineOfAnotherProcess() throws IOException, InterruptedException {
    FreshJvm.Answer answer = FreshJvm.run(Echo.class, "hello");
    assertThat(answer.line())
        .matches("hello \\d+")
        .doesNotEndWith(" " + ProcessHandle.current().pid());
    assertThat(answer.millis()).isGreaterThan(1);
  }

  @Test
  void failsIfTheProcessFails() {
    assertThatThrownBy(() -> FreshJvm.run(Echo.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(Echo.class.getName())
        .hasMessageContaining("ended with 1");
  }
}
