package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Accuracy, precision, recall, MRR, NDCG and MAP of documents that queries find by the cosine. */
final class RetrievalEvaluator implements SentenceEvaluator {
  private static final int[] CUTS = {1, 3, 5, 10};
  private static final int RANKED = 10;
  private static final int MAP_CUT = 100;

  private final List<String> queries = new ArrayList<>();
  private final List<Set<Integer>> relevant = new ArrayList<>();
  private final List<String> corpus;

  RetrievalEvaluator(
      Map<String, String> queries, Map<String, String> corpus, Map<String, Set<String>> relevant) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (String name : corpus.keySet()) {
      places.put(name, places.size());
    }
    this.corpus = List.copyOf(corpus.values());
    queries.forEach(
        (name, text) -> {
          Set<Integer> documents = new LinkedHashSet<>();
          for (String document : relevant.getOrDefault(name, Set.of())) {
            Integer place = places.get(document);
            if (place == null) {
              throw new IllegalArgumentException(
                  "the document " + document + " of the query " + name + " is not in the corpus");
            }
            documents.add(place);
          }
          if (!documents.isEmpty()) {
            this.queries.add(text);
            this.relevant.add(documents);
          }
        });
    if (this.queries.isEmpty()) {
      throw new IllegalArgumentException("no query has a relevant document");
    }
  }

  @Override
  public Evaluation evaluate(TextEmbedder embedder) {
    Embeddings asked = embedder.embed(queries);
    Embeddings found = embedder.embed(corpus);
    int k = Math.min(MAP_CUT, corpus.size());
    Map<String, Double> sums = new LinkedHashMap<>();
    for (int q = 0; q < queries.size(); q++) {
      List<Match> matches = found.topK(asked.vector(q), k);
      boolean[] hits = new boolean[matches.size()];
      for (int i = 0; i < hits.length; i++) {
        hits[i] = relevant.get(q).contains(matches.get(i).index());
      }
      add(sums, hits, relevant.get(q).size());
    }
    sums.replaceAll((name, sum) -> sum / queries.size());
    return new Evaluation("cosine_ndcg@" + RANKED, sums);
  }

  /** Adds the scores of one query. */
  private static void add(Map<String, Double> sums, boolean[] hits, int relevant) {
    int count = 0;
    double reciprocal = 0;
    double gain = 0;
    double precisions = 0;
    int[] atCut = new int[hits.length + 1];
    for (int i = 0; i < hits.length; i++) {
      if (hits[i]) {
        count++;
        precisions += count / (i + 1.0);
        if (i < RANKED) {
          gain += 1 / log2(i + 2);
          reciprocal = reciprocal == 0 ? 1 / (i + 1.0) : reciprocal;
        }
      }
      atCut[i + 1] = count;
    }
    for (int cut : CUTS) {
      int right = atCut[Math.min(cut, hits.length)];
      sums.merge("cosine_accuracy@" + cut, right > 0 ? 1.0 : 0.0, Double::sum);
      sums.merge("cosine_precision@" + cut, right / (double) cut, Double::sum);
      sums.merge("cosine_recall@" + cut, right / (double) relevant, Double::sum);
    }
    double ideal = 0;
    for (int i = 0; i < Math.min(relevant, RANKED); i++) {
      ideal += 1 / log2(i + 2);
    }
    sums.merge("cosine_ndcg@" + RANKED, gain / ideal, Double::sum);
    sums.merge("cosine_mrr@" + RANKED, reciprocal, Double::sum);
    sums.merge("cosine_map@" + MAP_CUT, precisions / Math.min(relevant, MAP_CUT), Double::sum);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
