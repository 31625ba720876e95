package io.github.nlptoolkit.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no tokenizer. */
class TokenizerFileTest {
  private static final TokenizerOptions OPTIONS = TokenizerOptions.limit(64);

  @TempDir Path temp;

  @Test
  void missing() {
    assertThatThrownBy(() -> Tokenizer.load(temp.resolve("tokenizer.json"), OPTIONS))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("tokenizer.json: expected a readable file, found no such file");
    assertThatThrownBy(() -> Tokenizer.load(temp, OPTIONS))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected a readable file, found something else");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.99, 0.9999})
  void cutShort(double share) throws IOException {
    String json = TestTokenizers.json(TestTokenizers.BERT);
    assertRefused(json.substring(0, (int) (share * json.length())), "not JSON: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokenizer",
        "{'a': tru}",
        "{'a': 01}",
        "{'a': -}",
        "{'a': 1.}",
        "{'a': 1e}",
        "{'a': 1e999}",
        "{'a': +1}",
        "{'a': .5}",
        "{'a': '\t'}",
        "{'a': '\\x'}",
        "{'a': '\\u12g4'}",
        "{'a': '\\ud800'}",
        "{'a': '\\udc00'}",
        "{'a': '\\ud800\\u0041'}",
        "{'a': 1,}",
        "{,}",
        "{'a' 1}",
        "{'a': [1 2]}",
        "{'a': [1}]}",
        "{} {}",
        "{'a': 'b",
        "{'a': nul",
        "{'a': NaN}"
      })
  void notJson(String json) throws IOException {
    assertRefused(json.replace('\'', '"'), "not JSON: ");
  }

  @Test
  void deepNesting() throws IOException {
    assertRefused("{\"a\":" + "[".repeat(100_000), "at most 100 levels");
    assertRefused("{\"model\":{\"a\":" + "{\"b\":".repeat(100_000), "at most 100 levels");
  }

  @Test
  void otherJson() throws IOException {
    assertRefused("[]", "'{' expected at byte 0");
    assertRefused("{}", "Model missing");
    assertRefused("{\"model\": 1}", "'{' expected at byte 10");
  }

  /** Each of these made the library end the process. */
  @Test
  void whatTheLibraryWouldDieOf() throws IOException {
    String bert = TestTokenizers.json(TestTokenizers.BERT);
    int decoder = bert.indexOf("\"decoder\"");
    assertRefused(bert.substring(0, decoder + 25), "not JSON: ");
    assertRefused(
        bert.replaceFirst("\"\\[SEP\\]\":\\s*\\{", "\"[SEPARATOR]\": {"),
        "special_tokens lack \"[SEP]\"");
    assertRefused(
        bert.replaceFirst("\"\\[SEP\\]\":\\s*\\{", "\"[SEPARATOR]\": {")
            .replace("\"TemplateProcessing\"", "1.5"),
        "special_tokens lack \"[SEP]\"");
    String roberta = TestTokenizers.json(TestTokenizers.ROBERTA);
    String prefix = "\"continuing_subword_prefix\":\\s*(null|\"\")";
    assertRefused(
        roberta.replaceFirst(prefix, "\"continuing_subword_prefix\": \"@@\""),
        "lacks the continuing_subword_prefix \"@@\"");
    String xlm = TestTokenizers.json(TestTokenizers.XLM_ROBERTA);
    String map = "(\"precompiled_charsmap\":\\s*)\"[^\"]*\"";
    for (String value : new String[] {"3", "{}", "\"\"", "\"AAAA\"", "\"=\"", "\"AAQAAAA=\""}) {
      assertRefused(xlm.replaceFirst(map, "$1" + value), "found");
    }
    String albert = TestTokenizers.json("albert-shared");
    for (String pattern :
        new String[] {"{\"Regex\": \"\"}", "{\"Regex\": \"x*\"}", "{\"String\": \"\"}"}) {
      assertRefused(
          albert.replaceFirst("\"pattern\":\\s*\\{[^}]*}", "\"pattern\": " + pattern),
          "a pattern that matches empty text");
    }
    assertRefused(
        bert.replaceFirst(
            "(?s)\"pre_tokenizer\":\\s*\\{[^}]*}",
            "\"pre_tokenizer\": {\"type\": \"FixedLength\", \"length\": 0}"),
        "pieces with length 0 in pre_tokenizer");
    assertRefused(
        bert.replaceFirst(
            "(?s)\"decoder\":\\s*\\{[^}]*}",
            "\"decoder\": {\"type\":\"Strip\",\"content\":\"a\",\"start\":0,\"stop\":1}"),
        "\"stop\" 1.0 in decoder");
  }

  @Test
  void notUtf8() throws IOException {
    byte[] bytes =
        TestTokenizers.json(TestTokenizers.BERT)
            .replaceFirst("\\[MASK\\]", "[M\u00c4SK]")
            .getBytes(StandardCharsets.ISO_8859_1);
    try (TemporaryFile file = new TemporaryFile(bytes)) {
      assertThatThrownBy(() -> Tokenizer.load(file.path(), OPTIONS))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("expected JSON in UTF-8");
    }
  }

  @Test
  void replacementCharactersAreNoError() throws IOException {
    String json = TestTokenizers.json(TestTokenizers.BERT).replaceFirst("\"##q\"", "\"\uFFFD\"");
    assertThat(json).contains("\uFFFD");
    try (TemporaryFile file = new TemporaryFile(json);
        Tokenizer tokenizer = Tokenizer.load(file.path(), OPTIONS)) {
      assertThat(tokenizer.idOf("\uFFFD")).isPresent();
    }
  }

  @Test
  void tooLarge() throws IOException {
    Path file = temp.resolve("tokenizer.json");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(TokenizerFile.MOST_BYTES + 1L);
    }
    assertThatThrownBy(() -> Tokenizer.load(file, OPTIONS))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected at most 134217728 bytes, found 134217729 bytes");
  }

  @Test
  void unknownModel() throws IOException {
    assertRefused(
        TestTokenizers.json(TestTokenizers.BERT).replace("\"WordPiece\"", "\"Wordy\""), "found");
  }

  @Test
  void idsOutOfRange() throws IOException {
    String json = TestTokenizers.json(TestTokenizers.BERT);
    assertRefused(json.replaceFirst("(\"##q\":\\s*)\\d+", "$14294967295"), "an id from 0 to 2^31");
    assertRefused(json.replaceFirst("(\"##q\":\\s*)\\d+", "$1-1"), "found");
  }

  @Test
  void framesOfUnknownTokens() throws IOException {
    String json = TestTokenizers.json(TestTokenizers.BERT);
    String changed =
        json.replaceFirst("(?s)(\"post_processor\".*?\"ids\":\\s*\\[\\s*)\\d+", "$1123456");
    assertThat(changed).isNotEqualTo(json);
    assertRefused(changed, "post_processor: expected ids of tokens, below");
  }

  /** WordPiece cannot say what it does not know; the library finds that out when it meets it. */
  @Test
  void noUnknownToken() throws IOException {
    String json =
        TestTokenizers.json(TestTokenizers.BERT)
            .replaceFirst("(?s)\"unk_token\":\\s*\"\\[UNK\\]\"", "\"unk_token\": \"[NONE]\"");
    try (TemporaryFile file = new TemporaryFile(json);
        Tokenizer tokenizer = Tokenizer.load(file.path(), OPTIONS)) {
      assertThat(tokenizer.encode("card").tokens()).containsExactly("[CLS]", "card", "[SEP]");
      assertThatThrownBy(() -> tokenizer.encode("ᚠ"))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("a text of 1 chars")
          .hasMessageContaining("Missing [UNK] token");
    }
  }

  private static void assertRefused(String json, String reason) throws IOException {
    try (TemporaryFile file = new TemporaryFile(json)) {
      assertThatThrownBy(() -> Tokenizer.load(file.path(), OPTIONS))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(file.path().toString())
          .hasMessageContaining(reason);
    }
  }
}
