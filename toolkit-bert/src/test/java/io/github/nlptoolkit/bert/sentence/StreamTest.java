package io.github.nlptoolkit.bert.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.embedding.Embeddings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Texts as an iterator, and what a listener hears. */
class StreamTest {
  private static final String MODEL = "sbert/max-seq-length";
  private static SentenceEmbedder embedder;

  @BeforeAll
  static void load() throws IOException {
    embedder = Vectors.load(MODEL);
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  /** Makes texts as they are asked for, and counts them. */
  private static final class Source implements Iterator<String> {
    final long total;
    final LongFunction<String> text;
    long read;

    Source(long total, LongFunction<String> text) {
      this.total = total;
      this.text = text;
    }

    @Override
    public boolean hasNext() {
      return read < total;
    }

    @Override
    public String next() {
      return text.apply(read++);
    }
  }

  @Test
  void theBitsOfTheList() throws IOException {
    List<String> texts = Vectors.texts(MODEL, 1000);
    Iterator<Embeddings> sets = embedder.embed(texts.iterator(), EmbeddingListener.none());
    assertThat(Vectors.rows(sets.next())).isDeepEqualTo(Vectors.rows(embedder.embed(texts)));
    assertThat(sets.hasNext()).isFalse();
    assertThatThrownBy(sets::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void moreTextsThanOneSet() throws IOException {
    List<String> texts = Vectors.texts(MODEL, 10_000);
    Source source = new Source(texts.size(), i -> texts.get((int) i));
    Iterator<Embeddings> sets = embedder.embed(source, EmbeddingListener.none());
    assertThat(source.read).isZero();
    float[][] all = Vectors.rows(embedder.embed(texts));
    int given = 0;
    while (sets.hasNext()) {
      assertThat(source.read).as("read ahead").isEqualTo(given);
      float[][] set = Vectors.rows(sets.next());
      assertThat(set.length).isBetween(1, 4096);
      float[][] expected = Arrays.copyOfRange(all, given, given + set.length);
      assertThat(Vectors.difference(expected, set)).isLessThanOrEqualTo(1e-6);
      given += set.length;
    }
    assertThat(given).isEqualTo(texts.size());
  }

  @Test
  void longTextsMakeSmallSets() {
    String text = "my card was declined ".repeat(50_000);
    Source source = new Source(7, i -> text);
    Iterator<Embeddings> sets = embedder.embed(source, EmbeddingListener.none());
    long given = 0;
    while (sets.hasNext()) {
      int set = sets.next().count();
      assertThat(set).as("a million chars each, two million in a set").isBetween(1, 2);
      given += set;
      assertThat(source.read).isEqualTo(given);
    }
    assertThat(given).isEqualTo(7);
  }

  @Test
  void aNullIsNamed() {
    Iterator<Embeddings> sets =
        embedder.embed(Arrays.asList("a", null).iterator(), EmbeddingListener.none());
    assertThatThrownBy(sets::next)
        .isInstanceOf(NullPointerException.class)
        .hasMessage("texts[1] is null");
  }

  @Test
  void noTexts() {
    assertThat(embedder.embed(List.<String>of().iterator(), EmbeddingListener.none()).hasNext())
        .isFalse();
  }

  @Test
  void aListenerHearsOfAll() throws IOException {
    List<String> texts = Vectors.texts(MODEL, 500);
    List<EmbeddingProgress> heard = new ArrayList<>();
    embedder.embed(texts, heard::add);
    check(heard, texts.size(), texts.size());
    List<EmbeddingProgress> streamed = new ArrayList<>();
    embedder.embed(texts.iterator(), streamed::add).next();
    check(streamed, -1, texts.size());
  }

  private static void check(List<EmbeddingProgress> heard, long total, long texts) {
    assertThat(heard).hasSizeGreaterThan(1).allMatch(progress -> progress.total() == total);
    for (int i = 1; i < heard.size(); i++) {
      assertThat(heard.get(i).texts()).isGreaterThan(heard.get(i - 1).texts());
      assertThat(heard.get(i).tokens()).isGreaterThan(heard.get(i - 1).tokens());
    }
    EmbeddingProgress last = heard.get(heard.size() - 1);
    assertThat(last.texts()).isEqualTo(texts);
    assertThat(last.truncated()).isPositive().isLessThan(texts);
    assertThat(last.tokens()).isGreaterThan(2 * texts).isLessThanOrEqualTo(16 * texts);
  }

  @Test
  void cutTextsAreCounted() {
    List<EmbeddingProgress> heard = new ArrayList<>();
    embedder.embed(List.of("a ".repeat(14), "a ".repeat(15), "a ".repeat(16)), heard::add);
    EmbeddingProgress last = heard.get(heard.size() - 1);
    assertThat(embedder.maxTokens()).isEqualTo(16);
    assertThat(last.truncated()).isEqualTo(2);
    assertThat(last.tokens()).isEqualTo(48);
    assertThat(last.texts()).isEqualTo(3);
  }
}
