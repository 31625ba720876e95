package io.github.nlptoolkit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nlptoolkit.bert.sentence.EmbeddingListener;
import io.github.nlptoolkit.bert.sentence.EmbeddingProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressDisplayTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Terminal terminal(String terminals) {
    return new Terminal(
        InputStream.nullInputStream(),
        new ByteArrayOutputStream(),
        err,
        terminals,
        60,
        name -> null);
  }

  private String shown() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static EmbeddingProgress progress(long texts, long total, long truncated) {
    return new EmbeddingProgress(texts, total, texts * 10, truncated);
  }

  @Test
  void aBarIsShownToThoseWhoWatch() {
    Terminal terminal = terminal("2");
    try (ProgressDisplay display = new ProgressDisplay(terminal, "embed", 400, 0)) {
      EmbeddingListener call = display.call();
      call.onProgress(progress(100, -1, 0));
      terminal.note("a note");
      call.onProgress(progress(400, -1, 3));
      assertThat(display.truncated()).isEqualTo(3);
    }
    assertThat(shown()).contains("embed", "400/400", "texts", "nlp: a note\n");
    assertThat(shown()).endsWith("\r");
    for (String line : shown().split("[\r\n]", -1)) {
      assertThat(line.length()).isLessThan(60);
    }
  }

  @Test
  void aNoteWipesTheBar() {
    Terminal terminal = terminal("2");
    terminal.draw("half");
    terminal.note("a note\n of two lines");
    terminal.note("another");
    assertThat(shown())
        .isEqualTo(
            "\rhalf"
                + " ".repeat(55)
                + "\r\r"
                + " ".repeat(59)
                + "\rnlp: a note; of two lines\nnlp: another\n");
    terminal.mute();
    terminal.note("nothing");
    assertThat(shown()).doesNotContain("nothing");
  }

  @Test
  void dataOnTheSameScreenWipesTheBar() throws IOException {
    for (String terminals : List.of("12", "2")) {
      Terminal terminal = terminal(terminals);
      terminal.draw("half");
      err.reset();
      terminal.out().write('x');
      assertThat(shown()).isEqualTo(terminals.contains("1") ? "\r" + " ".repeat(59) + "\r" : "");
      terminal.note("free");
      assertThat(shown()).endsWith("\rnlp: free\n").contains(" ".repeat(59));
      err.reset();
    }
  }

  @Test
  void nothingIsShownOtherwise() {
    try (ProgressDisplay display = new ProgressDisplay(terminal("01"), "embed", 400, 0)) {
      display.call().onProgress(progress(100, -1, 1));
      assertThat(display.truncated()).isEqualTo(1);
    }
    assertThat(shown()).isEmpty();
  }

  @Test
  void aMomentIsTooShortForABar() {
    try (ProgressDisplay display =
        new ProgressDisplay(terminal("2"), "embed", 400, Long.MAX_VALUE)) {
      display.call().onProgress(progress(400, -1, 0));
    }
    assertThat(shown()).isEmpty();
  }

  @Test
  void callsAreAddedUp() {
    try (ProgressDisplay display = new ProgressDisplay(terminal("2"), "keywords", 0, 0)) {
      EmbeddingListener first = display.call();
      first.onProgress(progress(5, 10, 1));
      first.onProgress(progress(10, 10, 2));
      EmbeddingListener second = display.call();
      second.onProgress(progress(20, 20, 1));
      assertThat(display.truncated()).isEqualTo(3);
    }
    assertThat(shown()).contains("30/30");
  }

  @Test
  void theBarWithoutATotalHasNoEnd() {
    try (ProgressDisplay display = new ProgressDisplay(terminal("2"), "embed", -1, 0)) {
      display.call().onProgress(progress(7, -1, 0));
    }
    assertThat(shown()).contains("7/?");
  }
}
