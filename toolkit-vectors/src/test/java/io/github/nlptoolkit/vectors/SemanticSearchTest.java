package io.github.nlptoolkit.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SemanticSearchTest {
  static Embeddings random(int count, int dimension, long seed) {
    Random random = new Random(seed);
    Embeddings.Builder builder = Embeddings.builder(count, dimension);
    for (int i = 0; i < count; i++) {
      float[] row = new float[dimension];
      for (int k = 0; k < dimension; k++) {
        row[k] = (float) random.nextGaussian();
      }
      builder.row(i, row, 0, dimension);
    }
    return builder.build();
  }

  /** All rows by their scores, one by one. */
  private static List<Match> ranked(Similarity similarity, Embeddings corpus, float[] query) {
    List<Match> all = new ArrayList<>();
    for (int row = 0; row < corpus.count(); row++) {
      all.add(new Match(row, similarity.score(query, corpus.vector(row))));
    }
    all.sort(Comparator.comparingDouble((Match match) -> match.score()).reversed());
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void findsWhatComparingOneByOneFinds(Similarity similarity) {
    for (int dimension : new int[] {1, 2, 3, 7, 64, 101}) {
      Embeddings corpus = random(5000, dimension, dimension);
      Embeddings queries = random(7, dimension, 99);
      List<List<Match>> found =
          SemanticSearch.builder(dimension)
              .add(corpus)
              .similarity(similarity)
              .threads(3)
              .build()
              .search(queries, 20);
      for (int q = 0; q < queries.count(); q++) {
        List<Match> expected = ranked(similarity, corpus, queries.vector(q));
        for (int i = 0; i < 20; i++) {
          Match match = found.get(q).get(i);
          float scale = Math.max(1, Math.abs(match.score()));
          assertThat(match.score()).isCloseTo(expected.get(i).score(), within(2e-6f * scale));
          float own = similarity.score(queries.vector(q), corpus.vector(match.index()));
          assertThat(match.score()).isCloseTo(own, within(2e-6f * scale));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,1", "3,2", "5,4", "257,2"})
  void threadsBlocksAndNeighboursMakeNoDifference(int queryCount, int threads) {
    int dimension = 35;
    Embeddings corpus = random(9001, dimension, 5);
    Embeddings queries = random(queryCount, dimension, 6);
    List<List<Match>> expected = SemanticSearch.of(corpus).search(queries, 11);
    SemanticSearch.Builder blocks = SemanticSearch.builder(dimension).threads(threads);
    int[] sizes = {0, 1, 1, 17, 1023, 1, 4000, 3958};
    int start = 0;
    for (int size : sizes) {
      blocks.add(corpus.select(IntStream.range(start, start + size).toArray()));
      start += size;
    }
    assertThat(start).isEqualTo(corpus.count());
    SemanticSearch search = blocks.build();
    assertThat(search.search(queries, 11)).isEqualTo(expected);
    for (int q = 0; q < queryCount; q++) {
      assertThat(search.search(queries.vector(q), 11)).isEqualTo(expected.get(q));
    }
  }

  @Test
  void equalScoresComeByRow() {
    Embeddings.Builder builder = Embeddings.builder(4000, 3);
    for (int i = 0; i < 4000; i++) {
      builder.row(i, new float[] {i % 2 == 0 ? 1 : 2, 0, 0}, 0, 3);
    }
    SemanticSearch search = SemanticSearch.builder(3).add(builder.build()).threads(4).build();
    List<Match> found = search.search(new float[] {1, 1, 0}, 1500);
    assertThat(found.stream().map(Match::index).toList())
        .isEqualTo(IntStream.range(0, 1500).boxed().toList());
  }

  @Test
  void allRowsIfKIsLarge() {
    Embeddings corpus = random(50, 4, 1);
    List<Match> found = SemanticSearch.of(corpus).search(corpus.vector(3), Integer.MAX_VALUE);
    assertThat(found).hasSize(50);
    assertThat(found.get(0).index()).isEqualTo(3);
    assertThat(found.get(0).score()).isBetween(0.999999f, 1f);
  }

  @Test
  void emptyCorpusAndNoQueries() {
    Embeddings none = Embeddings.of(4);
    assertThat(SemanticSearch.of(none).search(random(2, 4, 1), 3))
        .containsExactly(List.of(), List.of());
    assertThat(SemanticSearch.of(random(5, 4, 1)).search(none, 3)).isEmpty();
    assertThat(SemanticSearch.builder(4).build().count()).isZero();
  }

  @Test
  void zeroVectorsHaveCosineZero() {
    Embeddings corpus = Embeddings.of(2, 0, 0, 1, 0, -1, 0);
    assertThat(SemanticSearch.of(corpus).search(new float[] {1, 0}, 3))
        .containsExactly(new Match(1, 1), new Match(0, 0), new Match(2, -1));
    assertThat(SemanticSearch.of(corpus).search(new float[] {0, 0}, 1))
        .containsExactly(new Match(0, 0));
  }

  @Test
  void whatIsNotANumberIsNotFound() {
    Embeddings corpus = Embeddings.of(2, Float.NaN, 0, 1, 0, Float.POSITIVE_INFINITY, 1);
    assertThat(SemanticSearch.of(corpus).search(new float[] {1, 0}, 3))
        .containsExactly(new Match(1, 1));
    assertThat(SemanticSearch.of(corpus).search(new float[] {Float.NaN, 0}, 3)).isEmpty();
  }

  @Test
  void badInput() {
    SemanticSearch search = SemanticSearch.of(random(5, 4, 1));
    assertThatThrownBy(() -> search.search(new float[3], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a query must have the dimension of the corpus, 4, got 3");
    assertThatThrownBy(() -> search.search(new float[0], 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> search.search(new float[4], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k must be at least 1, got 0");
    assertThatThrownBy(() -> SemanticSearch.builder(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SemanticSearch.builder(3).add(random(1, 4, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vectors must have the dimension 3, got 4");
    assertThatThrownBy(() -> SemanticSearch.builder(3).threads(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Similarity.of("angular"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got angular");
    assertThatThrownBy(() -> Similarity.DOT.pairwise(random(1, 4, 1), random(2, 4, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void interruptedSearchStops() {
    SemanticSearch search = SemanticSearch.of(random(5000, 8, 1));
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> search.search(new float[8], 1))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      boolean cleared = Thread.interrupted();
      assertThat(cleared).isTrue();
    }
  }
}
