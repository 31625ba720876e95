package io.github.nlptoolkit.eval.dataset;

import java.util.List;

/**
 * A query and documents to rank.
 *
 * @param query the query
 * @param positives the relevant ones
 * @param negatives the others
 */
public record RerankingQuery(String query, List<String> positives, List<String> negatives) {

  /** Makes a query. */
  public RerankingQuery {
    positives = List.copyOf(positives);
    negatives = List.copyOf(negatives);
  }
}
