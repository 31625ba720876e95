package io.github.nlptoolkit.vectors.mining;

import java.util.List;

/** Scores documents against a query, as a cross-encoder does. */
@FunctionalInterface
public interface PairScorer {
  /**
   * Scores documents.
   *
   * @param query the query
   * @param documents the documents
   * @return a score for each document, in order; higher is better
   */
  float[] score(String query, List<String> documents);
}
