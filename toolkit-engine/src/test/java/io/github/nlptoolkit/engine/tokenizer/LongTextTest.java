package io.github.nlptoolkit.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Of a long text only the beginning is tokenised; the tokens are those of the whole text. */
class LongTextTest {
  private static final int[] LIMITS = {2, 7, 129, 512};

  @TestFactory
  Stream<DynamicTest> beginningsGiveTheTokensOfTheWholeText() {
    return TestTokenizers.KINDS.stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> compareAll(name)));
  }

  private static void compareAll(String name) throws IOException {
    try (Tokenizer whole = TestTokenizers.load(name, TokenizerOptions.unlimited())) {
      for (Map.Entry<String, String> text : texts(20_000).entrySet()) {
        Encoding all = whole.encode(text.getValue());
        for (int limit : LIMITS) {
          try (Tokenizer tokenizer = TestTokenizers.load(name, TokenizerOptions.limit(limit))) {
            compare(text.getKey(), tokenizer, text.getValue(), all, limit);
          }
        }
      }
    }
  }

  private static void compare(
      String kind, Tokenizer tokenizer, String text, Encoding all, int limit) {
    Encoding encoding = tokenizer.encode(text);
    String as = kind + " at " + limit;
    assertThat(encoding.truncated()).as(as).isEqualTo(all.size() > limit);
    assertThat(encoding.size()).as(as).isEqualTo(Math.min(limit, all.size()));
    int[] ids = encoding.ids();
    int[] expected = all.ids();
    // The last one is the special token that ends the text.
    for (int i = 0; i < ids.length - 1; i++) {
      assertThat(ids[i]).as("token %s of %s", i, as).isEqualTo(expected[i]);
      assertThat(encoding.span(i)).as("span %s of %s", i, as).isEqualTo(all.span(i));
    }
    assertThat(ids[ids.length - 1]).as(as).isEqualTo(expected[expected.length - 1]);
    assertThat(tokenizer.ids(text).ids()).as(as).isEqualTo(ids);
  }

  /** English, Chinese, emoji, one word, nothing but space, and a mixture with long gaps. */
  private static Map<String, String> texts(int length) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("English", "No transactions are being accepted, what's wrong with my card? ");
    texts.put("numbers", "3.14159 1,000,000 2024-01-31 ");
    texts.put("emoji", "🎉👍🏽❤️👨‍👩‍👧 ");
    texts.put("emoji without spaces", "🎉👍🏽❤️🇩🇪🇫🇷");
    texts.put("one letter", "a");
    texts.put("spaces", " ");
    texts.put("lines", "one\r\n\r\n\ttwo  \u00a0\u3000three\n");
    texts.put("accents", "e\u0301a\u0308\u0327 ÀÉÎ ﬁ ｆｕｌｌ ");
    texts.put("lone surrogates", "\uD83Da \uDE00b ");
    texts.put("special tokens", "a [MASK] b <mask> c [SEP] d </s> e");
    texts.replaceAll((kind, part) -> part.repeat(length / part.length() + 1).substring(0, length));
    texts.put("Chinese", random(length, 0x4e00, 0x9fa5));
    texts.put("a word", random(5 * length, 'a', 'z' + 1));
    texts.put("digits", random(length, '0', '9' + 1));
    texts.put("any characters", random(length, 1, 0x3000));
    texts.put("a long gap", "card" + " ".repeat(length) + "card card");
    texts.put("a long word in between", "card " + "x".repeat(length) + " card card");
    return texts;
  }

  private static String random(int length, int low, int high) {
    Random random = new Random(length + low);
    StringBuilder text = new StringBuilder(length);
    while (text.length() < length) {
      text.append((char) (low + random.nextInt(high - low)));
    }
    return text.toString();
  }

  /** The wanted tokens end where the first beginning that is tried does, whatever is cut there. */
  @TestFactory
  Stream<DynamicTest> theCutSpoilsNothing() {
    return TestTokenizers.KINDS.stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> compareNearTheCut(name)));
  }

  private static void compareNearTheCut(String name) throws IOException {
    int limit = 7;
    int beginning = 5 * 8 + 512;
    try (Tokenizer whole = TestTokenizers.load(name, TokenizerOptions.unlimited());
        Tokenizer tokenizer = TestTokenizers.load(name, TokenizerOptions.limit(limit))) {
      for (String part :
          new String[] {"transactions,", "e\u0301", "pleasewithdraw", "🎉🇩🇪", "...!"}) {
        for (int spaces = beginning - 60; spaces <= beginning; spaces++) {
          String text = " ".repeat(spaces) + part.repeat(120);
          compare(spaces + " spaces, " + part, tokenizer, text, whole.encode(text), limit);
        }
      }
    }
  }

  @Test
  void longPairsAreCutLikeWholeOnes() throws IOException {
    String english = "No transactions are being accepted, what's wrong with my card? ";
    String chinese = random(30_000, 0x4e00, 0x9fa5);
    String[][] pairs = {
      {english.repeat(500), chinese},
      {chinese, english.repeat(500)},
      {english.repeat(900), english.repeat(901)},
      {english.repeat(901), english.repeat(900)},
      {english, chinese},
      {chinese, english},
      {"", chinese}
    };
    for (int limit : new int[] {4, 5, 64, 65, 512}) {
      TokenizerOptions options = TokenizerOptions.limit(limit);
      try (Tokenizer tokenizer = TestTokenizers.load(TestTokenizers.BERT, options);
          Tokenizer whole =
              TestTokenizers.load(TestTokenizers.BERT, TokenizerOptions.unlimited())) {
        for (String[] pair : pairs) {
          int first = whole.ids(pair[0]).size() - 2;
          int second = whole.ids(pair[1]).size() - 2;
          Truncation kept =
              Truncation.of(TruncationStrategy.LONGEST_FIRST, first, second, limit - 3);
          Encoding encoding = tokenizer.encodePair(pair[0], pair[1]);
          assertThat(encoding.size()).isEqualTo(kept.first() + kept.second() + 3);
          assertThat(encoding.sequenceIds()[kept.first() + 1]).isEqualTo(-1);
          assertThat(encoding.truncated()).isTrue();
        }
      }
    }
  }

  @Test
  void tenMillionCharsTakeSeconds() throws IOException {
    int length = 10_000_000;
    String english = "No transactions are being accepted, what's wrong with my card? ";
    String[] texts = {
      english.repeat(length / english.length()), random(length, 0x4e00, 0x9fa5), "=".repeat(length)
    };
    for (String name : List.of(TestTokenizers.BERT, TestTokenizers.ROBERTA, "xlm-roberta")) {
      try (Tokenizer tokenizer = TestTokenizers.load(name, TokenizerOptions.limit(256))) {
        for (String text : texts) {
          // WordPiece must see one word to its end, which takes longer.
          if (text.charAt(0) != '=' || !name.equals(TestTokenizers.BERT)) {
            Assertions.assertTimeout(
                Duration.ofSeconds(20), () -> assertThat(tokenizer.ids(text).truncated()).isTrue());
          }
        }
      }
    }
  }
}
