package io.github.nlptoolkit.engine.tokenizer;

import static io.github.nlptoolkit.engine.tokenizer.TestTokenizers.BERT;
import static io.github.nlptoolkit.engine.tokenizer.TestTokenizers.ROBERTA;
import static io.github.nlptoolkit.engine.tokenizer.TestTokenizers.XLM_ROBERTA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
  private static final TokenizerOptions UNLIMITED = TokenizerOptions.unlimited();

  @Test
  void emptyAndBlankTexts() throws IOException {
    try (Tokenizer tokenizer = TestTokenizers.load(BERT, UNLIMITED)) {
      assertThat(tokenizer.encode("").tokens()).containsExactly("[CLS]", "[SEP]");
      assertThat(tokenizer.encode(" \n\t ").tokens()).containsExactly("[CLS]", "[SEP]");
      assertThat(tokenizer.encodePair("", "").tokens()).containsExactly("[CLS]", "[SEP]", "[SEP]");
      assertThat(tokenizer.ids(List.of())).isEmpty();
      assertThat(tokenizer.encodeAll(List.of())).isEmpty();
    }
  }

  @Test
  void spansAreOfTheOriginalText() throws IOException {
    String text = "The 👍🏽 ÀÉÎ ﬁne e\u0301x";
    try (Tokenizer tokenizer = TestTokenizers.load(BERT, UNLIMITED)) {
      Encoding encoding = tokenizer.encode(text);
      assertThat(encoding.span(0)).isEqualTo(new Span(0, 0));
      assertThat(encoding.span(1).of(text)).isEqualTo("The");
      int emoji = encoding.tokens().indexOf("[UNK]");
      assertThat(encoding.span(emoji).of(text)).isEqualTo("👍🏽");
      int last = encoding.size() - 2;
      assertThat(encoding.span(last).end()).isEqualTo(text.length());
      // Accents are stripped and letters lowered, which changes the lengths in between.
      StringBuilder covered = new StringBuilder();
      for (int i = 1; i <= last; i++) {
        covered.append(encoding.span(i).of(text));
      }
      assertThat(covered.toString()).startsWith("The👍🏽ÀÉÎ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BERT, ROBERTA, XLM_ROBERTA})
  void spansOfChineseAndEmojiCoverTheText(String name) throws IOException {
    String text = "冰川很慢，😀👍🏽 café 𠮷野家";
    try (Tokenizer tokenizer = TestTokenizers.load(name, UNLIMITED)) {
      Encoding encoding = tokenizer.encode(text);
      boolean[] covered = new boolean[text.length()];
      int start = 0;
      for (int i = 1; i < encoding.size() - 1; i++) {
        Span span = encoding.span(i);
        assertThat(span.start()).isGreaterThanOrEqualTo(start);
        assertThat(span.end()).isLessThanOrEqualTo(text.length());
        // No span begins or ends within a pair of surrogates.
        assertThat(Character.isLowSurrogate(text.charAt(span.start()))).isFalse();
        assertThat(span.end() < text.length() && Character.isLowSurrogate(text.charAt(span.end())))
            .isFalse();
        Arrays.fill(covered, span.start(), span.end(), true);
        start = span.start();
      }
      for (int i = 0; i < covered.length; i++) {
        assertThat(covered[i] || text.charAt(i) == ' ').as("char %d", i).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BERT, ROBERTA, XLM_ROBERTA})
  void loneSurrogatesAreReplacementCharacters(String name) throws IOException {
    String broken = "a\uD83D b\uDE00\uD83D\uDE00c \uDC00";
    String replaced = "a\uFFFD b\uFFFD\uD83D\uDE00c \uFFFD";
    try (Tokenizer tokenizer = TestTokenizers.load(name, UNLIMITED)) {
      Encoding encoding = tokenizer.encode(broken);
      Encoding expected = tokenizer.encode(replaced);
      assertThat(encoding.ids()).isEqualTo(expected.ids());
      for (int i = 0; i < encoding.size(); i++) {
        assertThat(encoding.span(i)).isEqualTo(expected.span(i));
      }
      assertThat(encoding.span(encoding.size() - 2).end()).isLessThanOrEqualTo(broken.length());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BERT, ROBERTA, XLM_ROBERTA})
  void textAfterNulIsKept(String name) throws IOException {
    try (Tokenizer tokenizer = TestTokenizers.load(name, UNLIMITED)) {
      Encoding encoding = tokenizer.encode("card\0 card");
      String covered = encoding.span(encoding.size() - 2).of("card\0 card");
      assertThat(covered).isNotEmpty();
      assertThat(encoding.span(encoding.size() - 2).end()).isEqualTo("card\0 card".length());
    }
  }

  @Test
  void ownTruncationAndPaddingOfTheFileDoNotCount() throws IOException {
    String json = TestTokenizers.json(BERT);
    String padding =
        "{\"strategy\":{\"Fixed\":128},\"direction\":\"Right\",\"pad_to_multiple_of\":null,"
            + "\"pad_id\":0,\"pad_type_id\":0,\"pad_token\":\"[PAD]\"}";
    String truncation =
        "{\"direction\":\"Left\",\"max_length\":3,\"strategy\":\"OnlySecond\",\"stride\":0}";
    String changed =
        json.replaceFirst("\"truncation\":\\s*null", "\"truncation\": " + truncation)
            .replaceFirst("\"padding\":\\s*null", "\"padding\": " + padding);
    assertThat(changed).contains("Fixed").contains("OnlySecond");
    try (TemporaryFile file = new TemporaryFile(changed);
        Tokenizer tokenizer = Tokenizer.load(file.path(), TokenizerOptions.limit(20));
        Tokenizer plain = TestTokenizers.load(BERT, TokenizerOptions.limit(20))) {
      String text = "What is wrong with my card?";
      assertThat(tokenizer.encode(text).tokens()).isEqualTo(plain.encode(text).tokens());
      assertThat(tokenizer.encode(text).truncated()).isFalse();
      assertThat(tokenizer.ids(text.repeat(9)).size()).isEqualTo(20);
    }
  }

  @Test
  void lowerCasingComesBeforeTheTokenizersOwnSteps() throws IOException {
    try (Tokenizer cased = TestTokenizers.load("bert-sharded", UNLIMITED);
        Tokenizer lower = TestTokenizers.load("bert-sharded", UNLIMITED.lowerCase(true))) {
      assertThat(lower.encode("What Is Wrong").ids())
          .isEqualTo(cased.encode("what is wrong").ids())
          .isNotEqualTo(cased.encode("What Is Wrong").ids());
      Encoding encoding = lower.encode("İS X");
      assertThat(encoding.span(encoding.size() - 2)).isEqualTo(new Span(3, 4));
    }
  }

  @Test
  void tokensAndIdsMapToEachOther() throws IOException {
    for (String name : TestTokenizers.KINDS) {
      try (Tokenizer tokenizer = TestTokenizers.load(name, UNLIMITED)) {
        for (int id = 0; id < tokenizer.vocabularySize(); id++) {
          assertThat(tokenizer.idOf(tokenizer.tokenOf(id))).as(name).hasValue(id);
        }
        int size = tokenizer.vocabularySize();
        assertThat(tokenizer.idOf("no such token")).isEmpty();
        assertThatThrownBy(() -> tokenizer.tokenOf(size))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("no token has the id " + size);
        assertThatThrownBy(() -> tokenizer.tokenOf(-1))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void decodes() throws IOException {
    try (Tokenizer tokenizer = TestTokenizers.load(BERT, UNLIMITED)) {
      assertThat(tokenizer.decode(tokenizer.ids("what is wrong with my card ?").ids()))
          .isEqualTo("what is wrong with my card?");
      assertThat(tokenizer.decode()).isEmpty();
      assertThatThrownBy(() -> tokenizer.decode(1, 1_000_000))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1000000");
    }
  }

  @Test
  void limitsAreChecked() throws IOException {
    assertThatThrownBy(() -> TokenizerOptions.limit(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxTokens must be at least 1, got 0");
    assertThatThrownBy(() -> UNLIMITED.truncation(TruncationStrategy.ONLY_FIRST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TestTokenizers.load(BERT, TokenizerOptions.limit(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least the special tokens of this tokenizer, 2, got 1");
    try (Tokenizer tokenizer = TestTokenizers.load(BERT, TokenizerOptions.limit(2))) {
      assertThat(tokenizer.encode("a card").tokens()).containsExactly("[CLS]", "[SEP]");
      assertThat(tokenizer.encode("a card").truncated()).isTrue();
      assertThat(tokenizer.encode("").truncated()).isFalse();
      assertThatThrownBy(() -> tokenizer.encodePair("a", "b"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("3, got 2");
    }
  }

  @Test
  void strategiesThatCannotWork() throws IOException {
    TokenizerOptions limit = TokenizerOptions.limit(6);
    String four = "a b c d e";
    try (Tokenizer second =
            TestTokenizers.load(BERT, limit.truncation(TruncationStrategy.ONLY_SECOND));
        Tokenizer first =
            TestTokenizers.load(BERT, limit.truncation(TruncationStrategy.ONLY_FIRST));
        Tokenizer none =
            TestTokenizers.load(BERT, limit.truncation(TruncationStrategy.DO_NOT_TRUNCATE))) {
      assertThatThrownBy(() -> second.encode(four))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ONLY_SECOND needs a second text");
      assertThatThrownBy(() -> second.ids(four)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> first.encodePair("a", four))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ONLY_FIRST leaves nothing: the second text has 5");
      assertThat(first.encodePair(four, "a").tokens())
          .containsExactly("[CLS]", "a", "b", "[SEP]", "a", "[SEP]");
      assertThat(second.encodePair("a", four).tokens())
          .containsExactly("[CLS]", "a", "[SEP]", "a", "b", "[SEP]");
      assertThat(second.encode("a b c d").size()).isEqualTo(6);
      assertThat(none.encode(four).size()).isEqualTo(7);
      assertThat(none.encode(four).truncated()).isFalse();
    }
  }

  @Test
  void nullsAreNamed() throws IOException {
    try (Tokenizer tokenizer = TestTokenizers.load(BERT, UNLIMITED)) {
      String none = System.getProperty("no such property");
      assertThatThrownBy(() -> tokenizer.encodePair("a", none))
          .isInstanceOf(NullPointerException.class)
          .hasMessageContaining("second");
      assertThatThrownBy(() -> tokenizer.ids(none))
          .isInstanceOf(NullPointerException.class)
          .hasMessageContaining("text");
    }
  }

  @Test
  void copiesCannotChangeIt() throws IOException {
    try (Tokenizer tokenizer = TestTokenizers.load(BERT, UNLIMITED)) {
      Encoding encoding = tokenizer.encode("card");
      encoding.ids()[0] = 99;
      encoding.typeIds()[0] = 99;
      encoding.wordIds()[0] = 99;
      encoding.sequenceIds()[0] = 99;
      encoding.specialTokensMask()[0] = false;
      assertThat(encoding.ids()[0]).isEqualTo(2);
      assertThat(encoding.typeIds()[0]).isZero();
      assertThat(encoding.wordIds()[0]).isEqualTo(-1);
      assertThat(encoding.sequenceIds()[0]).isEqualTo(-1);
      assertThat(encoding.specialTokensMask()[0]).isTrue();
      assertThat(encoding.tokenIds().id(0)).isEqualTo(2);
      assertThat(encoding.tokenIds().typeId(0)).isZero();
    }
  }
}
