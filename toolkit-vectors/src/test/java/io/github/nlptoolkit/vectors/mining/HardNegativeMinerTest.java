package io.github.nlptoolkit.vectors.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.vectors.mining.HardNegatives.Scored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HardNegativeMinerTest {
  private static final List<String> DOCUMENTS =
      IntStream.range(0, 20).mapToObj(i -> "d" + i).toList();

  /** The query is at angle 0, document i at i · 4 degrees. */
  private static TableEmbedder embedder() {
    Map<String, float[]> vectors = new LinkedHashMap<>();
    vectors.put("q", new float[] {1, 0});
    for (int i = 0; i < DOCUMENTS.size(); i++) {
      double angle = Math.toRadians(4 * i);
      vectors.put(DOCUMENTS.get(i), new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
    }
    return new TableEmbedder(vectors);
  }

  private static List<String> negatives(HardNegativeOptions options) {
    TableEmbedder embedder = embedder();
    return options
        .build()
        .mine(List.of("q"), List.of("d2"), DOCUMENTS, embedder, embedder)
        .queries()
        .get(0)
        .negatives()
        .stream()
        .map(Scored::text)
        .toList();
  }

  @Test
  void theMostSimilarWithoutThePositive() {
    assertThat(negatives(HardNegativeMiner.builder())).containsExactly("d0", "d1", "d3");
    assertThat(negatives(HardNegativeMiner.builder().rangeMin(2)))
        .containsExactly("d3", "d4", "d5");
  }

  @Test
  void aSampleIsSeededAndInOrder() {
    HardNegativeOptions options =
        HardNegativeMiner.builder().rangeMax(15).numNegatives(5).sampleRandomly(7);
    List<String> sample = negatives(options);
    assertThat(sample).hasSize(5).doesNotHaveDuplicates().doesNotContain("d2");
    assertThat(sample).isSortedAccordingTo((a, b) -> DOCUMENTS.indexOf(a) - DOCUMENTS.indexOf(b));
    assertThat(negatives(options)).isEqualTo(sample);
    assertThat(negatives(options.sampleRandomly(8))).isNotEqualTo(sample);
  }

  @Test
  void aScorerDecidesWithAFilterOnly() {
    PairScorer scorer =
        (query, documents) -> {
          float[] scores = new float[documents.size()];
          for (int i = 0; i < scores.length; i++) {
            scores[i] = documents.get(i).equals("d2") ? 100 : DOCUMENTS.indexOf(documents.get(i));
          }
          return scores;
        };
    assertThat(negatives(HardNegativeMiner.builder().scorer(scorer)))
        .containsExactly("d0", "d1", "d3");
    assertThat(negatives(HardNegativeMiner.builder().scorer(scorer).rangeMax(8).absoluteMargin(93)))
        .containsExactly("d7", "d6", "d5");
    assertThatThrownBy(
            () ->
                negatives(
                    HardNegativeMiner.builder()
                        .scorer((query, documents) -> new float[0])
                        .maxScore(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("score for each");
  }

  @Test
  void badInput() {
    TableEmbedder embedder = embedder();
    HardNegativeMiner miner = HardNegativeMiner.builder().build();
    assertThatThrownBy(() -> miner.mine(List.of(), List.of(), embedder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one anchor");
    assertThatThrownBy(() -> miner.mine(List.of("q"), List.of(), embedder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as many positives as anchors, got 0 and 1");
    assertThatThrownBy(() -> negatives(HardNegativeMiner.builder().rangeMin(5).rangeMax(5)))
        .hasMessage("rangeMin must be smaller than rangeMax, got 5 and 5");
    assertThatThrownBy(() -> negatives(HardNegativeMiner.builder().rangeMax(2)))
        .hasMessage("numNegatives must be at most rangeMax - rangeMin, 2, got 3");
    assertThatThrownBy(() -> HardNegativeMiner.builder().maxScore(Double.NaN))
        .hasMessage("maxScore must be finite, got NaN");
  }
}
