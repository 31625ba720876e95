package io.github.nlptoolkit.keyword;

import java.util.ArrayList;
import java.util.List;

/** Finds the keywords of documents. Implementations are thread-safe. */
public interface KeywordExtractor {

  /**
   * The keywords of one document.
   *
   * @param document the document's text
   * @return its keywords in the extractor's order; empty for a document without candidates, such as
   *     a blank one
   */
  List<Keyword> extract(String document);

  /**
   * The keywords of several documents.
   *
   * @param documents their texts
   * @return a list for each document, in order
   */
  default List<List<Keyword>> extractAll(List<String> documents) {
    List<List<Keyword>> all = new ArrayList<>(documents.size());
    for (String document : documents) {
      all.add(extract(document));
    }
    return List.copyOf(all);
  }
}
