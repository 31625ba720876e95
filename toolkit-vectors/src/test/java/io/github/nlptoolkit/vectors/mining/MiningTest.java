package io.github.nlptoolkit.vectors.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.Similarity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MiningTest {
  /** Vectors around a few centres, some of them the same. */
  private static Embeddings clustered(int count, int dimension, long seed) {
    Random random = new Random(seed);
    float[][] centres = new float[12][dimension];
    for (float[] centre : centres) {
      for (int k = 0; k < dimension; k++) {
        centre[k] = (float) random.nextGaussian();
      }
    }
    Embeddings.Builder builder = Embeddings.builder(count, dimension);
    for (int i = 0; i < count; i++) {
      float[] row = centres[random.nextInt(centres.length)].clone();
      boolean isCopy = random.nextInt(20) == 0;
      for (int k = 0; k < dimension && !isCopy; k++) {
        row[k] += 0.6f * (float) random.nextGaussian();
      }
      builder.row(i, row, 0, dimension);
    }
    return builder.build();
  }

  @Test
  void allPairsOnceAndInOrder() {
    Embeddings embeddings = clustered(300, 16, 1);
    List<Pair> all = ParaphraseMining.builder().topK(299).build().mine(embeddings);
    assertThat(all).hasSize(300 * 299 / 2);
    Set<List<Integer>> different = new HashSet<>();
    all.forEach(pair -> different.add(List.of(pair.first(), pair.second())));
    assertThat(different).hasSize(all.size());
    assertThat(all).allSatisfy(pair -> assertThat(pair.first()).isLessThan(pair.second()));
    assertThat(all)
        .isSortedAccordingTo(
            Comparator.comparingDouble((Pair pair) -> -pair.score())
                .thenComparingInt(Pair::first)
                .thenComparingInt(Pair::second));
  }

  @Test
  void aLimitLeavesTheBestPairs() {
    Embeddings embeddings = clustered(700, 16, 2);
    for (Similarity similarity : Similarity.values()) {
      List<Pair> all =
          ParaphraseMining.builder().topK(50).similarity(similarity).build().mine(embeddings);
      for (int most : new int[] {1, 7, 500, 3000}) {
        List<Pair> some =
            ParaphraseMining.builder()
                .topK(50)
                .maxPairs(most)
                .similarity(similarity)
                .build()
                .mine(embeddings);
        assertThat(some).isEqualTo(all.subList(0, most));
      }
    }
  }

  @Test
  void fewRowsHaveFewPairs() {
    ParaphraseMining mining = ParaphraseMining.builder().build();
    assertThat(mining.mine(Embeddings.of(3))).isEmpty();
    assertThat(mining.mine(Embeddings.of(3, 1, 2, 3))).isEmpty();
    assertThat(mining.mine(Embeddings.of(2, 1, 0, 2, 0))).containsExactly(new Pair(0, 1, 1));
  }

  @Test
  void communitiesAreThoseOfTheDefinition() {
    Embeddings embeddings = clustered(1500, 24, 3);
    for (double threshold : new double[] {0.5, 0.7, 0.9}) {
      for (int least : new int[] {1, 5, 40}) {
        assertThat(
                CommunityDetection.builder()
                    .threshold(threshold)
                    .minCommunitySize(least)
                    .build()
                    .detect(embeddings))
            .isEqualTo(defined(embeddings, (float) threshold, least));
      }
    }
  }

  /** As the definition says, with all neighbours at once. */
  private static List<List<Integer>> defined(Embeddings embeddings, float threshold, int least) {
    float[][] cosines = Similarity.COSINE.matrix(embeddings, embeddings);
    List<List<Integer>> candidates = new ArrayList<>();
    List<Integer> centres = new ArrayList<>();
    for (int i = 0; i < cosines.length; i++) {
      float[] row = cosines[i];
      List<Integer> near = new ArrayList<>();
      for (int j = 0; j < row.length; j++) {
        if (row[j] >= threshold) {
          near.add(j);
        }
      }
      near.sort(Comparator.comparingDouble((Integer j) -> -row[j]));
      candidates.add(near);
      if (near.size() >= least) {
        centres.add(i);
      }
    }
    centres.sort(Comparator.comparingInt((Integer i) -> -candidates.get(i).size()));
    Set<Integer> used = new HashSet<>();
    List<List<Integer>> communities = new ArrayList<>();
    for (int centre : centres) {
      List<Integer> left = new ArrayList<>(candidates.get(centre));
      left.removeAll(used);
      if (!used.contains(centre) && left.size() >= least) {
        left.remove(Integer.valueOf(centre));
        left.add(0, centre);
        communities.add(left);
        used.addAll(left);
      }
    }
    communities.sort(Comparator.comparingInt((List<Integer> one) -> -one.size()));
    return communities;
  }

  @Test
  void noVectorsNoCommunities() {
    assertThat(CommunityDetection.builder().build().detect(Embeddings.of(3))).isEmpty();
    assertThat(
            CommunityDetection.builder().minCommunitySize(1).build().detect(Embeddings.of(2, 0, 0)))
        .isEmpty();
  }

  @Test
  void badSettings() {
    assertThatThrownBy(() -> ParaphraseMining.builder().topK(0))
        .hasMessage("topK must be at least 1, got 0");
    assertThatThrownBy(() -> ParaphraseMining.builder().maxPairs(0))
        .hasMessage("maxPairs must be at least 1, got 0");
    assertThatThrownBy(() -> CommunityDetection.builder().threshold(Double.NaN))
        .hasMessage("threshold must be in [-1, 1], got NaN");
    assertThatThrownBy(() -> CommunityDetection.builder().minCommunitySize(0))
        .hasMessage("minCommunitySize must be at least 1, got 0");
  }
}
