package io.github.nlptoolkit.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.golden.Goldens;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scores of sentence-transformers' similarity functions. */
class SimilarityGoldenTest {
  private static final float TOLERANCE = 1e-5f;

  private static String name(Similarity similarity) {
    return switch (similarity) {
      case COSINE -> "cos_sim";
      case DOT -> "dot_score";
      case EUCLIDEAN -> "euclidean_sim";
      case MANHATTAN -> "manhattan_sim";
    };
  }

  @ParameterizedTest
  @EnumSource
  void matrixAndPairs(Similarity similarity) throws IOException {
    JsonObject recorded = Goldens.json("util/similarity.json");
    Embeddings a = Goldens.embeddings(recorded.get("a"));
    Embeddings b = Goldens.embeddings(recorded.get("b"));

    float[][] matrix = similarity.matrix(a, b);
    JsonArray expected = recorded.getAsJsonArray(name(similarity));
    assertThat(matrix.length).isEqualTo(expected.size()).isPositive();
    for (int i = 0; i < matrix.length; i++) {
      assertThat(matrix[i])
          .containsExactly(Goldens.floats(expected.get(i).getAsJsonArray()), within(TOLERANCE));
      for (int j = 0; j < matrix[i].length; j++) {
        assertThat(similarity.score(a.vector(i), b.vector(j)))
            .isCloseTo(matrix[i][j], within(TOLERANCE));
      }
    }
    assertThat(similarity.pairwise(a, b))
        .containsExactly(
            Goldens.floats(recorded.getAsJsonArray("pairwise_" + name(similarity))),
            within(TOLERANCE));
  }

  @Test
  void angleNormalizedAndTruncated() throws IOException {
    JsonObject recorded = Goldens.json("util/similarity.json");
    Embeddings a = Goldens.embeddings(recorded.get("a"));
    Embeddings b = Goldens.embeddings(recorded.get("b"));
    assertThat(Vectors.pairwiseAngle(a, b))
        .containsExactly(
            Goldens.floats(recorded.getAsJsonArray("pairwise_angle_sim")), within(TOLERANCE));
    assertThat(Vectors.normalized(a).toArray())
        .containsExactly(
            Goldens.embeddings(recorded.get("normalize_embeddings")).toArray(), within(TOLERANCE));
    int truncations = 0;
    for (String key : recorded.keySet()) {
      if (key.startsWith("truncate_embeddings_")) {
        int dimension = Integer.parseInt(key.substring(key.lastIndexOf('_') + 1));
        assertThat(Vectors.truncated(a, dimension))
            .isEqualTo(Goldens.embeddings(recorded.get(key)));
        truncations++;
      }
    }
    assertThat(truncations).isPositive();
  }
}
