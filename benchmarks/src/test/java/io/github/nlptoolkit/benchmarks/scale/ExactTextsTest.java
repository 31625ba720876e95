package io.github.nlptoolkit.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExactTextsTest {

  @Test
  void hasAsManyTokensAsAsked() throws IOException {
    try (Tokenizer tokenizer =
        Tokenizer.load(
            Models.standard().resolve(Models.DEFAULT).resolve("tokenizer.json"),
            TokenizerOptions.unlimited())) {
      ExactTexts exact = ExactTexts.with(tokenizer);
      for (int tokens : new int[] {3, 8, 512}) {
        List<String> texts = exact.texts(5, tokens);
        assertThat(tokenizer.ids(texts)).extracting(TokenIds::size).containsOnly(tokens);
        assertThat(exact.texts(5, tokens)).isEqualTo(texts);
      }
      assertThat(exact.texts(5, 8)).doesNotHaveDuplicates();
      assertThatThrownBy(() -> exact.texts(5, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tokens must be at least 3, got 2 to 2");
    }
  }
}
