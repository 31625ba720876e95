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
    assertRefused(json.substring(0, (int) (share * json.length())), "EOF while parsing");
  }

  @Test
  void notJson() throws IOException {
    assertRefused("tokenizer", "expected");
    assertRefused("[]", "expected struct Tokenizer");
    assertRefused("{}", "found");
    assertRefused("[".repeat(100_000), "found");
    assertRefused("{\"model\":".repeat(100_000), "recursion limit exceeded");
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

  @Test
  void lowerCasingReportsTheSame() throws IOException {
    TokenizerOptions lower = OPTIONS.lowerCase(true);
    for (String json : new String[] {"{", "[]", "3", "{\"a\": }"}) {
      try (TemporaryFile file = new TemporaryFile(json)) {
        assertThatThrownBy(() -> Tokenizer.load(file.path(), lower))
            .isInstanceOf(ModelFormatException.class);
      }
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
