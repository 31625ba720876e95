package io.github.nlptoolkit.eval.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Queries, documents, and which documents answer which query.
 *
 * @param queries the text of each query, by name
 * @param documents the text of each document, by name
 * @param judgements the grades of documents, by query; at least 1 is relevant
 */
public record RetrievalData(
    Map<String, String> queries,
    Map<String, String> documents,
    Map<String, Map<String, Integer>> judgements) {

  /**
   * Makes a data set.
   *
   * @throws IllegalArgumentException if a judgement names a query or a document that there is not
   */
  public RetrievalData {
    queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
    documents = Collections.unmodifiableMap(new LinkedHashMap<>(documents));
    for (Map.Entry<String, Map<String, Integer>> entry : judgements.entrySet()) {
      if (!queries.containsKey(entry.getKey())) {
        throw new IllegalArgumentException(
            "there is a judgement of query \"" + entry.getKey() + "\", but no such query");
      }
      for (String document : entry.getValue().keySet()) {
        if (!documents.containsKey(document)) {
          throw new IllegalArgumentException(
              "there is a judgement of document \"" + document + "\", but no such document");
        }
      }
    }
    judgements = Map.copyOf(judgements);
  }
}
