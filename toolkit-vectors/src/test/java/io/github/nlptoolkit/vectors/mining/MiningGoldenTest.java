package io.github.nlptoolkit.vectors.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.vectors.golden.Goldens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pairs and communities of sentence-transformers. */
class MiningGoldenTest {
  private static final float TOLERANCE = 2e-6f;

  @Test
  void paraphrases() throws IOException {
    JsonObject recorded = Goldens.json("util/paraphrase_mining.json");
    Embeddings embeddings = Goldens.embeddings(recorded.get("embeddings"));
    for (JsonObject call : Goldens.calls(recorded)) {
      JsonObject arguments = call.getAsJsonObject("arguments");
      Goldens.checkKnown(
          arguments,
          Set.of("top_k", "max_pairs", "query_chunk_size", "corpus_chunk_size", "score_function"));
      ParaphraseMining.Builder builder =
          ParaphraseMining.builder().similarity(Goldens.similarity(arguments));
      if (arguments.has("top_k")) {
        builder.topK(arguments.get("top_k").getAsInt());
      }
      if (arguments.has("max_pairs")) {
        builder.maxPairs(arguments.get("max_pairs").getAsInt());
      }
      check(builder.build().mine(embeddings), call);
    }
  }

  private static void check(List<Pair> found, JsonObject call) {
    assertThat(found).hasSize(call.get("count").getAsInt());
    String key =
        call.keySet().stream()
            .filter(name -> name.equals("pairs") || name.startsWith("first_"))
            .findFirst()
            .orElseThrow();
    JsonArray expected = call.getAsJsonArray(key);
    assertThat(expected).isNotEmpty();
    float last = expected.get(expected.size() - 1).getAsJsonArray().get(2).getAsFloat();
    for (int i = 0; i < expected.size(); i++) {
      JsonArray row = expected.get(i).getAsJsonArray();
      float score = row.get(2).getAsFloat();
      float tolerance = TOLERANCE * Math.max(1, Math.abs(score));
      assertThat(found.get(i).score()).isCloseTo(score, within(tolerance));
      boolean isThere =
          found.stream()
              .anyMatch(
                  pair ->
                      pair.first() == row.get(0).getAsInt()
                          && pair.second() == row.get(1).getAsInt()
                          && Math.abs(pair.score() - score) <= tolerance);
      // Which of equal ones stays at the end is not defined.
      assertThat(isThere || score - last < TOLERANCE).as("%s", row).isTrue();
    }
    if (call.has("sum_of_scores")) {
      assertThat(found.stream().mapToDouble(Pair::score).sum())
          .isCloseTo(call.get("sum_of_scores").getAsDouble(), within(1e-4));
    }
  }

  @Test
  void communities() throws IOException {
    JsonObject recorded = Goldens.json("util/community_detection.json");
    Embeddings embeddings = Goldens.embeddings(recorded.get("embeddings"));
    for (JsonObject call : Goldens.calls(recorded)) {
      JsonObject arguments = call.getAsJsonObject("arguments");
      Goldens.checkKnown(arguments, Set.of("threshold", "min_community_size", "batch_size"));
      CommunityDetection.Builder builder = CommunityDetection.builder();
      if (arguments.has("threshold")) {
        builder.threshold(arguments.get("threshold").getAsDouble());
      }
      if (arguments.has("min_community_size")) {
        builder.minCommunitySize(arguments.get("min_community_size").getAsInt());
      }
      List<List<Integer>> expected = new ArrayList<>();
      for (JsonElement community : call.getAsJsonArray("communities")) {
        expected.add(Goldens.ints(community.getAsJsonArray()));
      }
      assertThat(builder.build().detect(embeddings)).as("%s", arguments).isEqualTo(expected);
    }
  }
}
