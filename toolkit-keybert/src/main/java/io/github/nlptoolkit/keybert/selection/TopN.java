package io.github.nlptoolkit.keybert.selection;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import java.util.Arrays;
import java.util.List;

/**
 * The candidates most similar to the document, best first. Peer: KeyBERT 0.9.0's default.
 *
 * <p>Cost: O(n·d + n log n) for n candidates of d dimensions. Immutable and thread-safe.
 */
public record TopN() implements Selection {

  @Override
  public List<Match> select(float[] document, Embeddings candidates, int topN) {
    Relevance relevance = Relevance.of(document, candidates, topN);
    return Arrays.stream(relevance.best(topN)).mapToObj(relevance::match).toList();
  }
}
