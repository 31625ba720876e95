package io.github.nlptoolkit.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.vectors.golden.Goldens;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rows and scores of sentence-transformers' semantic_search. */
class SemanticSearchGoldenTest {
  private static final float TOLERANCE = 2e-6f;
  private static final Set<String> KNOWN =
      Set.of("top_k", "score_function", "corpus_chunk_size", "query_chunk_size");

  @Test
  void calls() throws IOException {
    JsonObject recorded = Goldens.json("util/semantic_search.json");
    Embeddings corpus = Goldens.embeddings(recorded.get("corpus"));
    Embeddings queries = Goldens.embeddings(recorded.get("queries"));
    for (JsonObject call : Goldens.calls(recorded)) {
      JsonObject arguments = call.getAsJsonObject("arguments");
      Goldens.checkKnown(arguments, KNOWN);
      int k = arguments.has("top_k") ? arguments.get("top_k").getAsInt() : 10;
      SemanticSearch search =
          SemanticSearch.builder(corpus.dimension())
              .add(corpus)
              .similarity(Goldens.similarity(arguments))
              .build();
      List<List<Match>> found = search.search(queries, k);
      JsonArray ids = call.getAsJsonArray("corpus_ids");
      assertThat(found).hasSize(ids.size());
      for (int i = 0; i < found.size(); i++) {
        check(
            found.get(i),
            ids.get(i).getAsJsonArray(),
            call.getAsJsonArray("scores").get(i).getAsJsonArray());
        assertThat(search.search(queries.vector(i), k)).isEqualTo(found.get(i));
      }
    }
  }

  @Test
  void oneQuery() throws IOException {
    JsonObject recorded = Goldens.json("util/semantic_search.json");
    JsonObject one = recorded.getAsJsonObject("one_dimensional_query");
    JsonArray ids = one.getAsJsonArray("corpus_ids");
    Embeddings queries = Goldens.embeddings(recorded.get("queries"));
    SemanticSearch search = SemanticSearch.of(Goldens.embeddings(recorded.get("corpus")));
    check(search.search(queries.vector(0), ids.size()), ids, one.getAsJsonArray("scores"));
  }

  private static void check(List<Match> found, JsonArray ids, JsonArray scores) {
    assertThat(found.stream().map(Match::index).toList()).isEqualTo(Goldens.ints(ids));
    for (int j = 0; j < found.size(); j++) {
      assertThat(found.get(j).score()).isCloseTo(scores.get(j).getAsFloat(), within(TOLERANCE));
    }
  }
}
