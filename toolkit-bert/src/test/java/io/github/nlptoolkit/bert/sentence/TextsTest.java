package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonNull;
import io.github.nlptoolkit.bert.TinyModel;
import io.github.nlptoolkit.embedding.Embeddings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts of every sort. */
class TextsTest {
  private static SentenceEmbedder embedder;

  @TempDir Path temp;

  @BeforeAll
  static void load() throws IOException {
    embedder = Vectors.load("sbert/pool-mean");
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  @SuppressWarnings("NullAway") // that is what is tested
  void nullTexts() {
    List<String> none = null;
    assertThatThrownBy(() -> embedder.embed(none))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("texts");
    assertThatThrownBy(() -> embedder.embed(Arrays.asList("a", "b", null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("texts[2] is null");
    assertThatThrownBy(() -> embedder.embed(List.of("a"), null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("listener");
  }

  @Test
  void noTexts() {
    Embeddings none = embedder.embed(List.of());
    assertThat(none.count()).isZero();
    assertThat(none.dimension()).isEqualTo(embedder.dimension()).isEqualTo(32);
  }

  @Test
  void blankTextsAreEmptyOnes() {
    float[] empty = embedder.embed("");
    assertThat(empty).hasSize(32).doesNotContain(Float.NaN);
    Vectors.assertSame(embedder.embed(" \t\r\n\u3000"), empty);
    Vectors.assertOther(embedder.embed("a"), empty);
  }

  @Test
  void loneSurrogatesAreReplacementCharacters() throws IOException {
    try (SentenceEmbedder bytes = Vectors.load("sbert/roberta-mean")) {
      float[] expected = bytes.embed("card \ufffd declined \ufffd");
      Vectors.assertSame(bytes.embed("card \ud83d declined \udca1"), expected);
      Vectors.assertSame(
          bytes.embed("card \udca1\ud83d declined \ud83d"),
          bytes.embed("card \ufffd\ufffd declined \ufffd"));
      Vectors.assertOther(bytes.embed("card  declined "), expected);
    }
  }

  @Test
  void emojiAreCharacters() throws IOException {
    try (SentenceEmbedder bytes = Vectors.load("sbert/roberta-mean")) {
      float[] bulb = bytes.embed("an idea \ud83d\udca1");
      float[] rocket = bytes.embed("an idea \ud83d\ude80");
      assertThat(bulb).doesNotContain(Float.NaN);
      Vectors.assertOther(rocket, bulb);
      Vectors.assertSame(bytes.embed("an idea \ud83d\udca1"), bulb);
      assertThat(bytes.embed("\ud83d\udc69\u200d\ud83d\udcbb\ud83c\uddeb\ud83c\uddf7"))
          .doesNotContain(Float.NaN);
    }
  }

  @Test
  void aTextOfTenMegabytesIsCutBeforeItIsTokenised() {
    String start = "no transactions are being accepted with my card ".repeat(200);
    StringBuilder text = new StringBuilder(start);
    while (text.length() < 10_000_000) {
      text.append(start);
    }
    List<EmbeddingProgress> heard = new ArrayList<>();
    Embeddings vectors =
        Assertions.assertTimeout(
            Duration.ofSeconds(30),
            () -> embedder.embed(List.of(text.toString(), "x".repeat(1_000_000)), heard::add));
    Vectors.assertSame(vectors.vector(0), embedder.embed(start));
    assertThat(vectors.vector(1)).doesNotContain(Float.NaN);
    assertThat(heard.get(heard.size() - 1).truncated()).isEqualTo(1);
  }

  @Test
  void aTextWithoutTokensIsZero() throws IOException {
    TinyModel bare = TinyModel.copy("sbert/pool-mean", temp.resolve("bare"));
    bare.json("tokenizer.json", json -> json.add("post_processor", JsonNull.INSTANCE));
    List<EmbeddingProgress> heard = new ArrayList<>();
    try (SentenceEmbedder without = Vectors.load(bare.folder())) {
      Embeddings vectors = without.embed(List.of("", "my card", " "), heard::add);
      assertThat(vectors.vector(0)).isEqualTo(new float[32]);
      assertThat(vectors.vector(1)).isNotEqualTo(new float[32]);
      assertThat(vectors.vector(2)).isEqualTo(new float[32]);
      assertThat(heard.get(heard.size() - 1).texts()).isEqualTo(3);
      assertThat(without.embed("")).isEqualTo(new float[32]);
    }
  }

  @Test
  void theDefaultPromptComesFirst() throws IOException {
    TinyModel plain = TinyModel.copy("sbert/prompts", temp.resolve("plain"));
    plain.json("config_sentence_transformers.json", json -> json.remove("default_prompt_name"));
    List<String> texts = Vectors.texts("sbert/prompts");
    try (SentenceEmbedder with = Vectors.load("sbert/prompts");
        SentenceEmbedder without = Vectors.load(plain.folder())) {
      List<String> prompted = texts.stream().map(text -> "query: " + text).toList();
      assertThat(
              Vectors.difference(
                  Vectors.rows(with.embed(texts)), Vectors.rows(without.embed(prompted))))
          .isLessThanOrEqualTo(1e-6);
      Vectors.assertOther(with.embed(texts.get(0)), without.embed(texts.get(0)));
    }
  }
}
