package io.github.nlptoolkit.index;

import java.util.Map;

/**
 * An entry that a search found. Immutable and thread-safe.
 *
 * @param id the entry's id
 * @param score how well it fits; higher is better: the similarity of vectors, the BM25 score of
 *     words, or the reciprocal rank of both
 * @param text the entry's text; empty if it has none
 * @param fields the entry's fields
 */
public record IndexHit(String id, float score, String text, Map<String, String> fields) {
  /** Copies the fields. */
  public IndexHit {
    fields = Map.copyOf(fields);
  }
}
