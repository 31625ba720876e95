package io.github.nlptoolkit.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorIndexTest {
  @TempDir Path temporary;

  static float[][] random(int count, int dimension, long seed) {
    Random random = new Random(seed);
    float[][] centres = new float[40][dimension];
    for (float[] centre : centres) {
      for (int k = 0; k < dimension; k++) {
        centre[k] = (float) random.nextGaussian();
      }
    }
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = centres[random.nextInt(centres.length)].clone();
      for (int k = 0; k < dimension; k++) {
        rows[i][k] += 0.7f * (float) random.nextGaussian();
      }
    }
    return rows;
  }

  private static List<IndexEntry> entries(float[][] vectors) {
    return IntStream.range(0, vectors.length)
        .mapToObj(
            i ->
                IndexEntry.of("id" + i, vectors[i])
                    .with("parity", i % 2 == 0 ? "even" : "odd")
                    .with("tenth", Integer.toString(i % 10)))
        .toList();
  }

  private static List<String> ids(List<IndexHit> hits) {
    return hits.stream().map(IndexHit::id).toList();
  }

  @Test
  void findsNearlyAllNearestAfterReopening() throws IOException {
    float[][] vectors = random(4000, 48, 1);
    try (VectorIndex index =
        VectorIndex.create(temporary, IndexSettings.of(48, TextLanguage.ANY))) {
      index.add(entries(vectors));
    }
    Embeddings exact = Embeddings.ofRows(List.of(vectors));
    int found = 0;
    try (VectorIndex index = VectorIndex.open(temporary)) {
      assertThat(index.count()).isEqualTo(4000);
      assertThat(index.settings()).isEqualTo(IndexSettings.of(48, TextLanguage.ANY));
      float[][] queries = random(50, 48, 2);
      for (float[] query : queries) {
        List<Match> expected = exact.topK(query, 10);
        List<IndexHit> hits = index.search(IndexQuery.vector(query), 10);
        Set<String> wanted =
            expected.stream().map(match -> "id" + match.index()).collect(Collectors.toSet());
        for (IndexHit hit : hits) {
          found += wanted.contains(hit.id()) ? 1 : 0;
        }
        int best = Integer.parseInt(hits.get(0).id().substring(2));
        assertThat(hits.get(0).score()).isCloseTo(exact.cosine(best, query), within(1e-5f));
        assertThat(hits)
            .isSortedAccordingTo(Comparator.comparingDouble((IndexHit hit) -> -hit.score()));
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(475);
  }

  @ParameterizedTest
  @EnumSource
  void scoresAreSimilarities(VectorSimilarity similarity) throws IOException {
    float[][] vectors = {{1, 0, 0}, {0, 2, 0}, {-3, 0, 0}, {0, 0, 0}, {1, 1, 0}};
    float[] query = {2, 0, 0};
    IndexSettings settings = new IndexSettings(3, similarity, TextLanguage.ANY, 16, 100);
    try (VectorIndex index = VectorIndex.create(temporary, settings)) {
      index.add(entries(vectors));
      index.commit();
      List<IndexHit> hits = index.search(IndexQuery.vector(query), 9);
      assertThat(hits).hasSize(5);
      for (IndexHit hit : hits) {
        float[] vector = vectors[Integer.parseInt(hit.id().substring(2))];
        float expected =
            switch (similarity) {
              case DOT -> vector[0] * query[0];
              case COSINE ->
                  vector[0] == 0
                      ? 0
                      : (float) (Math.signum(vector[0]) / Math.sqrt(vector[1] != 0 ? 2 : 1));
              case EUCLIDEAN -> (float) -Math.hypot(vector[0] - query[0], vector[1] - query[1]);
            };
        assertThat(hit.score()).as(hit.id()).isCloseTo(expected, within(1e-5f));
      }
      assertThat(index.search(IndexQuery.vector(new float[3]), 2)).hasSize(2);
    }
  }

  @Test
  void filtersAreObeyed() throws IOException {
    float[][] vectors = random(1000, 8, 3);
    try (VectorIndex index = VectorIndex.create(temporary, IndexSettings.of(8, TextLanguage.ANY))) {
      index.add(entries(vectors));
      index.commit();
      IndexQuery query = IndexQuery.vector(vectors[0]);
      IndexFilter even = IndexFilter.is("parity", "even");
      List<IndexHit> hits = index.search(query.filter(even), 20);
      assertThat(hits).hasSize(20);
      assertThat(hits).allSatisfy(hit -> assertThat(hit.fields()).containsEntry("parity", "even"));
      assertThat(index.search(query.filter(even.and(IndexFilter.is("tenth", "4"))), 1000))
          .hasSize(100);
      assertThat(index.search(query.filter(even.or(IndexFilter.is("tenth", "3"))), 1000))
          .hasSize(600);
      assertThat(index.search(query.filter(even.not()), 1000)).hasSize(500);
      assertThat(index.search(query.filter(IndexFilter.in("tenth", List.of("1", "2"))), 1000))
          .hasSize(200);
      assertThat(ids(index.search(query.filter(IndexFilter.ids(List.of("id7", "none"))), 3)))
          .containsExactly("id7");
      assertThat(index.search(query.filter(IndexFilter.is("nothing", "x")), 3)).isEmpty();
    }
  }

  @Test
  void addedReplacedAndDeleted() throws IOException {
    try (VectorIndex index = VectorIndex.create(temporary, IndexSettings.of(2, TextLanguage.ANY))) {
      index.add(List.of(IndexEntry.of("a", new float[] {1, 0}), IndexEntry.ofText("b", "words")));
      assertThat(index.count()).isZero();
      index.commit();
      assertThat(index.count()).isEqualTo(2);
      index.add(
          List.of(
              IndexEntry.of("a", new float[] {0, 1}, "first"),
              IndexEntry.of("a", new float[] {0, 1}, "second")));
      index.commit();
      assertThat(index.count()).isEqualTo(2);
      List<IndexHit> hits = index.search(IndexQuery.vector(new float[] {0, 1}), 5);
      assertThat(hits).hasSize(1);
      assertThat(hits.get(0).text()).isEqualTo("second");
      assertThat(hits.get(0).score()).isCloseTo(1, within(1e-6f));
      index.delete(List.of("a", "not there"));
      index.commit();
      assertThat(index.search(IndexQuery.vector(new float[] {0, 1}), 5)).isEmpty();
      assertThat(ids(index.search(IndexQuery.text("words"), 5))).containsExactly("b");
    }
    try (VectorIndex index = VectorIndex.open(temporary)) {
      assertThat(index.count()).isEqualTo(1);
      index.delete(IndexFilter.ids(List.of("b")));
      index.optimize();
      assertThat(index.count()).isZero();
      assertThat(index.search(IndexQuery.hybrid("words", new float[] {1, 0}), 5)).isEmpty();
    }
  }

  @Test
  void englishAndChineseWords() throws IOException {
    Path english = temporary.resolve("en");
    try (VectorIndex index =
        VectorIndex.create(english, IndexSettings.of(1, TextLanguage.ENGLISH))) {
      index.add(
          List.of(
              IndexEntry.ofText("rivers", "The rivers carve deep valleys"),
              IndexEntry.ofText("glacier", "A glacier moves slowly 😀"),
              IndexEntry.ofText("empty", "")));
      index.commit();
      assertThat(ids(index.search(IndexQuery.text("a carved river"), 5))).containsExactly("rivers");
      assertThat(index.search(IndexQuery.text("the"), 5)).isEmpty();
      assertThat(index.search(IndexQuery.text(""), 5)).isEmpty();
      assertThat(index.search(IndexQuery.text("AND (OR \"* glacier"), 5)).hasSize(1);
      String many =
          IntStream.range(0, 5000).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
      assertThat(index.search(IndexQuery.text("glacier " + many), 5)).hasSize(1);
    }
    Path chinese = temporary.resolve("zh");
    try (VectorIndex index =
        VectorIndex.create(chinese, IndexSettings.of(1, TextLanguage.CHINESE))) {
      index.add(
          List.of(IndexEntry.ofText("天气", "今天北京的天气很好"), IndexEntry.ofText("银行", "我的银行卡丢失了怎么办")));
      index.commit();
      assertThat(ids(index.search(IndexQuery.text("银行"), 5))).containsExactly("银行");
      assertThat(ids(index.search(IndexQuery.text("北京天气"), 5))).containsExactly("天气");
    }
  }

  @Test
  void bothTogetherByReciprocalRanks() throws IOException {
    try (VectorIndex index =
        VectorIndex.create(temporary, IndexSettings.of(2, TextLanguage.ENGLISH))) {
      index.add(
          List.of(
              IndexEntry.of("both", new float[] {1, 0.2f}, "red apple"),
              IndexEntry.of("vector", new float[] {1, 0}, "blue stone"),
              IndexEntry.of("word", new float[] {-1, 0}, "apple apple apple")));
      index.commit();
      List<IndexHit> hits = index.search(IndexQuery.hybrid("apple", new float[] {1, 0}), 3);
      // both: second by vector and by words; vector: first and none; word: third and first.
      assertThat(ids(hits)).containsExactly("word", "both", "vector");
      assertThat(hits.get(0).score()).isCloseTo(1f / 63 + 1f / 61, within(1e-6f));
      assertThat(hits.get(1).score()).isCloseTo(2f / 62, within(1e-6f));
      assertThat(hits.get(2).score()).isCloseTo(1f / 61, within(1e-6f));
      assertThat(
              ids(
                  index.search(
                      IndexQuery.hybrid("apple", new float[] {1, 0})
                          .filter(IndexFilter.ids(List.of("word"))),
                      3)))
          .containsExactly("word");
    }
  }

  @Test
  void manyDimensionsAndManyParts() throws IOException {
    int dimension = 1536;
    float[][] vectors = random(60, dimension, 4);
    try (VectorIndex index =
        VectorIndex.create(temporary, IndexSettings.of(dimension, TextLanguage.ANY))) {
      for (IndexEntry entry : entries(vectors)) {
        index.add(List.of(entry));
        index.commit();
      }
      assertThat(ids(index.search(IndexQuery.vector(vectors[17]), 1))).containsExactly("id17");
    }
    try (VectorIndex index = VectorIndex.open(temporary)) {
      index.optimize();
      index.verify();
      assertThat(ids(index.search(IndexQuery.vector(vectors[41]), 1))).containsExactly("id41");
    }
  }

  @Test
  void severalThreads() throws Exception {
    float[][] vectors = random(900, 16, 5);
    List<IndexEntry> all = entries(vectors);
    List<Throwable> failures = new ArrayList<>();
    try (VectorIndex index =
        VectorIndex.create(temporary, IndexSettings.of(16, TextLanguage.ANY))) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        List<IndexEntry> part = all.subList(t * 300, t * 300 + 300);
        Thread thread =
            new Thread(
                () -> {
                  try {
                    for (int i = 0; i < part.size(); i += 50) {
                      index.add(part.subList(i, i + 50));
                      index.commit();
                      index.search(IndexQuery.vector(vectors[i]), 3);
                    }
                  } catch (IOException | RuntimeException | AssertionError e) {
                    synchronized (failures) {
                      failures.add(e);
                    }
                  }
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).isEmpty();
      assertThat(index.count()).isEqualTo(900);
      Set<String> found = new HashSet<>();
      for (int i = 0; i < 900; i += 9) {
        found.addAll(ids(index.search(IndexQuery.vector(vectors[i]), 1)));
      }
      assertThat(found).hasSizeGreaterThan(95);
    }
  }

  @Test
  void badInput() throws IOException {
    assertThatThrownBy(() -> IndexSettings.of(0, TextLanguage.ANY))
        .hasMessage("dimension must be in [1, 4096], got 0");
    assertThatThrownBy(() -> IndexEntry.of("", new float[1])).hasMessage("id must not be empty");
    assertThatThrownBy(() -> IndexEntry.of("x", new float[] {0, Float.NaN}))
        .hasMessage("value 1 of the vector of x must be finite, got NaN");
    assertThatThrownBy(() -> IndexEntry.of("长".repeat(20_000), new float[1]))
        .hasMessage("id must have at most 32766 bytes, got 60000");
    assertThatThrownBy(() -> IndexEntry.of("x", new float[1]).with("f", "y".repeat(40_000)))
        .hasMessageContaining("field f must have at most");
    assertThatThrownBy(() -> IndexQuery.vector(new float[] {Float.POSITIVE_INFINITY}))
        .hasMessage("value 0 of the query must be finite, got Infinity");
    assertThatThrownBy(() -> IndexQuery.text("x").candidates(0))
        .hasMessage("candidates must be at least 1, got 0");
    VectorIndex index = VectorIndex.create(temporary, IndexSettings.of(2, TextLanguage.ANY));
    assertThatThrownBy(() -> index.add(List.of(IndexEntry.of("x", new float[3]))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the vector of x must have the dimension of the index, 2, got 3");
    assertThatThrownBy(() -> index.search(IndexQuery.vector(new float[3]), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a query must have the dimension of the index, 2, got 3");
    assertThatThrownBy(() -> index.search(IndexQuery.text("x"), 0))
        .hasMessage("k must be at least 1, got 0");
    index.close();
    index.close();
    assertThatThrownBy(() -> index.search(IndexQuery.text("x"), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this index is closed");
    assertThatThrownBy(() -> index.add(List.of())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(index::commit).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(index::count).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(index::verify).isInstanceOf(IllegalStateException.class);
  }
}
