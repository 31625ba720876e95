package io.github.nlptoolkit.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.engine.GoldenFolders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final String TEXT = "one two three four five six seven eight nine ten";

  private static Tokenizer tokenizer(TokenizerOptions options) throws IOException {
    return Tokenizer.load(
        GoldenFolders.root().resolve("neural/encoders/bert-wordpiece/tokenizer.json"), options);
  }

  @Test
  void aTextWithinTheLimitIsOneWindow() throws IOException {
    try (Tokenizer tokenizer = tokenizer(TokenizerOptions.limit(64))) {
      List<Encoding> windows = tokenizer.windows(TEXT, 8);
      assertThat(windows).hasSize(1);
      assertThat(windows.get(0).ids()).isEqualTo(tokenizer.encode(TEXT).ids());
    }
  }

  @Test
  void windowsOverlapByTheStrideAndLoseNothing() throws IOException {
    try (Tokenizer tokenizer = tokenizer(TokenizerOptions.limit(8));
        Tokenizer unlimited = tokenizer(TokenizerOptions.unlimited())) {
      Encoding whole = unlimited.encode(TEXT);
      List<Encoding> windows = tokenizer.windows(TEXT, 2);
      List<String> joined = new ArrayList<>(windows.get(0).tokens().subList(0, 7));
      for (int i = 0; i < windows.size(); i++) {
        Encoding window = windows.get(i);
        List<String> tokens = window.tokens();
        assertThat(window.size()).isLessThanOrEqualTo(8);
        assertThat(tokens.get(0)).isEqualTo("[CLS]");
        assertThat(tokens.get(tokens.size() - 1)).isEqualTo("[SEP]");
        if (i > 0) {
          List<String> before = windows.get(i - 1).tokens();
          assertThat(tokens.subList(1, 3)).isEqualTo(before.subList(5, 7));
          joined.addAll(tokens.subList(3, tokens.size() - 1));
        }
        Encoding last = window;
        assertThat(TEXT.substring(0, last.span(1).start()) + last.span(1).of(TEXT))
            .endsWith(tokens.get(1).replace("##", ""));
      }
      joined.add("[SEP]");
      assertThat(joined).isEqualTo(whole.tokens());
    }
  }

  @Test
  void theFirstTextOfAPairIsInEveryWindow() throws IOException {
    try (Tokenizer tokenizer = tokenizer(TokenizerOptions.limit(12))) {
      int question = tokenizer.encode("who").size() - 2;
      List<Encoding> windows = tokenizer.windowsOfPair("who", TEXT, 1);
      assertThat(windows.size()).isGreaterThan(1);
      for (Encoding window : windows) {
        assertThat(window.sequenceIds()).startsWith(-1, 0);
        assertThat(window.sequenceIds()[question + 2]).isEqualTo(1);
        assertThat(window.typeIds()[question + 2]).isEqualTo(1);
        assertThat(window.ids()).startsWith(windows.get(0).ids()[0], windows.get(0).ids()[1]);
      }
      Encoding last = windows.get(windows.size() - 1);
      assertThat(last.span(last.size() - 2).end()).isEqualTo(TEXT.length());
    }
  }

  @Test
  void anEmptyTextIsOneWindow() throws IOException {
    try (Tokenizer tokenizer = tokenizer(TokenizerOptions.limit(8))) {
      assertThat(tokenizer.windows("", 2)).hasSize(1);
      assertThat(tokenizer.windowsOfPair("", "", 2)).hasSize(1);
    }
  }

  @Test
  void strideAndFirstTextMustLeaveRoom() throws IOException {
    try (Tokenizer tokenizer = tokenizer(TokenizerOptions.limit(8))) {
      assertThatThrownBy(() -> tokenizer.windows(TEXT, 6))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stride must be at least 0 and less than 6")
          .hasMessageContaining("got 6");
      assertThatThrownBy(() -> tokenizer.windowsOfPair(TEXT, "who", 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("leaves no room for the second");
    }
  }
}
