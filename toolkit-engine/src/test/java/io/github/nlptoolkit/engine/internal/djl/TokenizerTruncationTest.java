package io.github.nlptoolkit.engine.internal.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import io.github.nlptoolkit.engine.tokenizer.TruncationStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** We frame and truncate ourselves; this compares it with the library's own. */
class TokenizerTruncationTest {
  private static final String[] WORDS = {"card", "a", "transactions", "wrong?", "名", "x1y2"};

  @ParameterizedTest
  @ValueSource(strings = {"bert-wordpiece", "roberta-bpe", "xlm-roberta", "albert-shared", "mpnet"})
  void asTheLibraryDoes(String name) throws IOException {
    Path file = Path.of("src/test/resources/golden/neural/encoders", name, "tokenizer.json");
    Random random = new Random(17);
    TokenizerNatives.load();
    long library = TokenizersLibrary.LIB.createTokenizerFromString(Files.readString(file));
    int compared = 0;
    for (int round = 0; round < 60; round++) {
      int max = 4 + random.nextInt(20);
      for (TruncationStrategy strategy : TruncationStrategy.values()) {
        if (strategy == TruncationStrategy.DO_NOT_TRUNCATE) {
          TokenizersLibrary.LIB.disableTruncation(library);
        } else {
          TokenizersLibrary.LIB.setTruncation(library, max, strategy.name(), 0);
        }
        TokenizerOptions options = TokenizerOptions.limit(max).truncation(strategy);
        try (Tokenizer tokenizer = Tokenizer.load(file, options)) {
          compared += compare(library, tokenizer, text(random), text(random));
        }
      }
    }
    TokenizersLibrary.LIB.deleteTokenizer(library);
    assertThat(compared).isGreaterThan(200);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int words = random.nextInt(14); words > 0; words--) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.toString();
  }

  /** The number of comparisons in which the library gave tokens and no error. */
  private static int compare(long library, Tokenizer tokenizer, String first, String second) {
    int compared = 0;
    long[] single = library(library, first, null);
    long[] pair = library(library, first, second);
    long[] ours = ours(() -> tokenizer.ids(first));
    long[] oursOfPair = ours(() -> tokenizer.idsOfPair(first, second));
    assertThat(ours).as("%s of %s", tokenizer.options(), first).isEqualTo(single);
    assertThat(oursOfPair)
        .as("%s of %s and %s", tokenizer.options(), first, second)
        .isEqualTo(pair);
    compared += single.length > 0 ? 1 : 0;
    compared += pair.length > 0 ? 1 : 0;
    return compared;
  }

  private static long[] library(
      long library, String first, @org.jspecify.annotations.Nullable String second) {
    try (TokenizerOutput output =
        new TokenizerOutput(
            second == null
                ? TokenizersLibrary.LIB.encode(library, first, true)
                : TokenizersLibrary.LIB.encodeDual(library, first, second, true))) {
      return output.ids();
    } catch (RuntimeException e) {
      assertThat(e).hasMessageContaining("Truncation error");
      return new long[0];
    }
  }

  private static long[] ours(java.util.function.Supplier<TokenIds> call) {
    try {
      return Arrays.stream(call.get().ids()).asLongStream().toArray();
    } catch (IllegalArgumentException e) {
      return new long[0];
    }
  }
}
