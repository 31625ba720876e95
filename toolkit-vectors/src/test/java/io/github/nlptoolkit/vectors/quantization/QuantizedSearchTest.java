package io.github.nlptoolkit.vectors.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.vectors.SemanticSearch;
import io.github.nlptoolkit.vectors.Similarity;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuantizedSearchTest {
  private static Embeddings random(int count, int dimension, long seed) {
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

  private static QuantizedEmbeddings quantized(Precision precision, Embeddings vectors) {
    return switch (precision) {
      case INT8 -> Quantizer.int8(QuantizationRanges.calibrated(vectors)).quantize(vectors);
      case UINT8 -> Quantizer.uint8(QuantizationRanges.calibrated(vectors)).quantize(vectors);
      case BINARY -> Quantizer.binary().quantize(vectors);
      case UBINARY -> Quantizer.ubinary().quantize(vectors);
    };
  }

  @ParameterizedTest
  @EnumSource
  void scoresAnewWithTheRestoredVectors(Precision precision) {
    Embeddings corpus = random(3000, 77, 1);
    Embeddings queries = random(5, 77, 2);
    QuantizedEmbeddings small = quantized(precision, corpus);
    // All rows are candidates: the order is that of the new scores.
    QuantizedSearch search = QuantizedSearch.builder(small).rescoreMultiplier(300).build();
    SemanticSearch exact =
        SemanticSearch.builder(77).add(small.restored()).similarity(Similarity.DOT).build();
    List<List<Match>> found = search.search(queries, 10);
    List<List<Match>> expected = exact.search(queries, 10);
    for (int q = 0; q < 5; q++) {
      assertThat(found.get(q)).hasSize(10);
      for (int i = 0; i < 10; i++) {
        assertThat(found.get(q).get(i).score())
            .isCloseTo(expected.get(q).get(i).score(), within(2e-4f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BINARY", "UBINARY"})
  void bitsAreComparedByTheirNumber(Precision precision) {
    Embeddings corpus = random(2500, 70, 3);
    float[] query = random(1, 70, 4).vector(0);
    List<Match> found =
        QuantizedSearch.builder(quantized(precision, corpus))
            .rescoreMultiplier(0)
            .build()
            .search(Embeddings.of(70, query), 2500)
            .get(0);
    assertThat(found).hasSize(2500);
    for (Match match : found) {
      float[] row = corpus.vector(match.index());
      int differences = 0;
      for (int k = 0; k < 70; k++) {
        differences += (row[k] > 0) != (query[k] > 0) ? 1 : 0;
      }
      assertThat(match.score()).isEqualTo(-differences);
    }
  }

  @Test
  void originalsGiveExactScores() {
    Embeddings corpus = random(4000, 64, 5);
    Embeddings queries = random(20, 64, 6);
    SemanticSearch exact =
        SemanticSearch.builder(64).add(corpus).similarity(Similarity.DOT).build();
    QuantizedSearch search =
        QuantizedSearch.builder(quantized(Precision.INT8, corpus))
            .rescoreMultiplier(4)
            .originals(corpus::vector)
            .build();
    int common = 0;
    for (int q = 0; q < 20; q++) {
      Embeddings query = queries.select(q);
      Set<Integer> expected = new HashSet<>();
      exact.search(query, 10).get(0).forEach(match -> expected.add(match.index()));
      for (Match match : search.search(query, 10).get(0)) {
        common += expected.contains(match.index()) ? 1 : 0;
        assertThat(match.score())
            .isCloseTo(
                Similarity.DOT.score(query.vector(0), corpus.vector(match.index())), within(1e-4f));
      }
    }
    assertThat(common).isGreaterThan(190);
  }

  @Test
  void restoredValuesAreWithinABucket() {
    Embeddings vectors = random(200, 9, 7);
    QuantizationRanges ranges = QuantizationRanges.calibrated(vectors);
    QuantizedEmbeddings small = Quantizer.int8(ranges).quantize(vectors);
    for (int row = 0; row < 200; row++) {
      float[] restored = small.restored(row);
      for (int k = 0; k < 9; k++) {
        float step = (ranges.greatest()[k] - ranges.least()[k]) / 255;
        assertThat(vectors.vector(row)[k] - restored[k]).isBetween(-1e-5f, step + 1e-5f);
      }
    }
  }

  @Test
  void empty() {
    QuantizedEmbeddings none = Quantizer.binary().quantize(Embeddings.of(9));
    assertThat(none.count()).isZero();
    assertThat(QuantizedSearch.builder(none).build().search(random(2, 9, 1), 3))
        .containsExactly(List.of(), List.of());
  }

  @Test
  void badInput() {
    QuantizationRanges ranges = QuantizationRanges.of(new float[] {0, 0}, new float[] {1, 1});
    assertThatThrownBy(() -> Quantizer.int8(ranges).quantize(random(2, 3, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("vectors must have the dimension of the ranges, 2, got 3");
    assertThatThrownBy(() -> Quantizer.binary().quantize(Embeddings.of(2, 0, Float.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("value 1 of vector 0 must be a number, got NaN");
    assertThatThrownBy(() -> QuantizationRanges.of(new float[] {1}, new float[] {0}))
        .hasMessage("range of dimension 0 must be finite and rising, got [1.0, 0.0]");
    QuantizedSearch search =
        QuantizedSearch.builder(quantized(Precision.INT8, random(9, 3, 1))).build();
    assertThatThrownBy(() -> search.search(random(1, 4, 1), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> search.search(random(1, 3, 1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
