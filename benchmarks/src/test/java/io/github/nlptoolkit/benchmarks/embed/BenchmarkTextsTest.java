package io.github.nlptoolkit.benchmarks.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.models.Models;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkTextsTest {

  @Test
  void hasTextsOfTheLengthsThatAreReported() throws IOException {
    try (Tokenizer tokenizer =
        Tokenizer.load(
            Models.standard().resolve(Models.DEFAULT).resolve("tokenizer.json"),
            TokenizerOptions.unlimited())) {
      List<Integer> lengths =
          tokenizer.ids(BenchmarkTexts.sentences()).stream().map(TokenIds::size).toList();
      assertThat(lengths).hasSize(512).allMatch(length -> length >= 12 && length <= 60);
      assertThat(lengths.stream().mapToInt(Integer::intValue).average().orElse(0))
          .isBetween(29.0, 31.0);
      assertThat(tokenizer.ids(BenchmarkTexts.ofTokens(7)).size()).isEqualTo(7);
      assertThat(tokenizer.ids(BenchmarkTexts.ofTokens(30)).size()).isEqualTo(30);
    }
  }

  @Test
  void hasNoTextTwice() {
    assertThat(BenchmarkTexts.sentences()).doesNotHaveDuplicates();
  }

  @Test
  void refusesOtherLengths() {
    assertThatThrownBy(() -> BenchmarkTexts.ofTokens(8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tokens must be one of [7, 30], got 8");
  }
}
