package io.github.nlptoolkit.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/** One search in one state of an index. */
final class IndexReading {
  /** The constant of the paper. */
  private static final int RANK_OFFSET = 60;

  private final IndexSearcher searcher;
  private final IndexSettings settings;
  private final Analyzer analyzer;

  IndexReading(IndexSearcher searcher, IndexSettings settings, Analyzer analyzer) {
    this.searcher = searcher;
    this.settings = settings;
    this.analyzer = analyzer;
  }

  List<IndexHit> search(IndexQuery query, int k) throws IOException {
    int entries = searcher.getIndexReader().numDocs();
    if (entries == 0) {
      return List.of();
    }
    int wanted = Math.min(k, entries);
    int candidates = Math.min(entries, Math.max(k, query.candidates()));
    Optional<float[]> vector = query.vector();
    Optional<String> text = query.text();
    Map<Integer, Float> scores;
    if (vector.isPresent() && text.isPresent()) {
      scores =
          fused(byVector(vector.get(), query, candidates), byText(text.get(), query, candidates));
    } else if (vector.isPresent()) {
      scores = byVector(vector.get(), query, candidates);
    } else {
      scores = byText(text.orElse(""), query, wanted);
    }
    return hits(scores, wanted);
  }

  /** Documents with their similarities, the best first. */
  private Map<Integer, Float> byVector(float[] vector, IndexQuery query, int candidates)
      throws IOException {
    IndexFilter filter = query.filter();
    Query nearest =
        new KnnFloatVectorQuery(
            Fields.VECTOR,
            settings.similarity().prepared(vector),
            candidates,
            filter == null ? null : filter.query());
    Map<Integer, Float> found = new LinkedHashMap<>();
    for (ScoreDoc doc : searcher.search(nearest, candidates).scoreDocs) {
      found.put(doc.doc, settings.similarity().shown(doc.score));
    }
    return found;
  }

  /** Documents with their BM25 scores, the best first. */
  private Map<Integer, Float> byText(String text, IndexQuery query, int candidates)
      throws IOException {
    Query words = WordQuery.of(analyzer, text);
    IndexFilter filter = query.filter();
    if (filter != null) {
      words =
          new BooleanQuery.Builder()
              .add(words, Occur.MUST)
              .add(filter.query(), Occur.FILTER)
              .build();
    }
    Map<Integer, Float> found = new LinkedHashMap<>();
    for (ScoreDoc doc : searcher.search(words, candidates).scoreDocs) {
      found.put(doc.doc, doc.score);
    }
    return found;
  }

  private static Map<Integer, Float> fused(
      Map<Integer, Float> byVector, Map<Integer, Float> byText) {
    Map<Integer, Float> sums = new LinkedHashMap<>();
    for (Map<Integer, Float> list : List.of(byVector, byText)) {
      int rank = 1;
      for (int doc : list.keySet()) {
        sums.merge(doc, 1f / (RANK_OFFSET + rank), Float::sum);
        rank++;
      }
    }
    Map<Integer, Float> sorted = new LinkedHashMap<>();
    sums.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private List<IndexHit> hits(Map<Integer, Float> scores, int wanted) throws IOException {
    StoredFields stored = searcher.storedFields();
    List<IndexHit> hits = new ArrayList<>();
    for (Map.Entry<Integer, Float> entry : scores.entrySet()) {
      if (hits.size() == wanted) {
        break;
      }
      hits.add(Fields.hit(stored.document(entry.getKey()), entry.getValue()));
    }
    return List.copyOf(hits);
  }
}
