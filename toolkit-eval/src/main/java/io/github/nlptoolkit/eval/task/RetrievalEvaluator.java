package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.embedding.Match;
import io.github.nlptoolkit.embedding.TextEmbedder;
import io.github.nlptoolkit.eval.dataset.RerankingQuery;
import io.github.nlptoolkit.eval.dataset.RetrievalData;
import io.github.nlptoolkit.eval.metric.Ranking;
import io.github.nlptoolkit.eval.metric.RetrievalScores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a model finds documents, searching all of them exactly by cosine. The scores are those
 * of sentence-transformers' {@code InformationRetrievalEvaluator}: {@code ndcg@10}, which counts,
 * and accuracy, precision, recall, MRR and MAP at 1, 5 and 10. Queries without relevant documents
 * are left out, as there.
 */
public final class RetrievalEvaluator {
  private static final int[] CUT_OFFS = {1, 5, 10};
  private static final int DEPTH = 10;

  private RetrievalEvaluator() {}

  /**
   * Evaluates search over all documents.
   *
   * @param embedder the model; not closed
   * @param data the data set
   * @param seed of the samples of intervals
   * @param progress hears how many texts are embedded
   * @return the evaluation; scores are NaN if no query has relevant documents
   */
  public static Evaluation evaluate(
      TextEmbedder embedder, RetrievalData data, long seed, Progress progress) {
    Measurement measurement = new Measurement("retrieval", seed, Map.of("similarity", "cosine"));
    List<String> texts = new ArrayList<>(data.documents().values());
    texts.addAll(data.queries().values());
    TextVectors vectors = new TextVectors(embedder, texts, progress);
    List<String> ids = List.copyOf(data.documents().keySet());
    Embeddings documents = vectors.vectors(List.copyOf(data.documents().values()));
    RetrievalScores.Builder rankings = RetrievalScores.builder();
    List<String> names = new ArrayList<>();
    List<String> queries = new ArrayList<>();
    data.queries()
        .forEach(
            (name, text) -> {
              Map<String, Integer> grades = data.judgements().getOrDefault(name, Map.of());
              if (grades.values().stream().anyMatch(grade -> grade > 0)) {
                names.add(name);
                queries.add(text);
              }
            });
    if (!queries.isEmpty() && !ids.isEmpty()) {
      List<List<Match>> found = documents.topK(vectors.vectors(queries), DEPTH);
      for (int i = 0; i < names.size(); i++) {
        List<String> ranked = found.get(i).stream().map(match -> ids.get(match.index())).toList();
        rankings.add(
            names.get(i),
            Ranking.of(ranked, data.judgements().getOrDefault(names.get(i), Map.of())));
      }
    }
    RetrievalScores all = rankings.build();
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("ndcg@10", all.mean(r -> r.ndcg(DEPTH, Ranking.Gain.LINEAR)));
    for (int k : CUT_OFFS) {
      scores.put("accuracy@" + k, all.mean(r -> r.accuracy(k)));
      scores.put("precision@" + k, all.mean(r -> r.precision(k)));
      scores.put("recall@" + k, all.mean(r -> r.recall(k)));
    }
    scores.put("mrr@10", all.mean(r -> r.reciprocalRank(DEPTH)));
    scores.put("map@10", all.mean(r -> r.cappedAveragePrecision(DEPTH)));
    return measurement.finish(
        List.of(data),
        "ndcg@10",
        scores,
        ItemScores.of(ItemScores.Kind.MEAN, all.each(r -> r.ndcg(DEPTH, Ranking.Gain.LINEAR))),
        List.of());
  }

  /**
   * Evaluates the order of given documents: {@code map}, which counts, {@code mrr@10} and {@code
   * ndcg@10}, as in sentence-transformers' {@code RerankingEvaluator}. Queries without positives or
   * without negatives are left out, as there.
   *
   * @param embedder the model; not closed
   * @param queries the data set
   * @param seed of the samples of intervals
   * @param progress hears how many texts are embedded
   * @return the evaluation; scores are NaN if no query is left
   */
  public static Evaluation evaluateReranking(
      TextEmbedder embedder, List<RerankingQuery> queries, long seed, Progress progress) {
    Measurement measurement = new Measurement("reranking", seed, Map.of("similarity", "cosine"));
    List<String> texts = new ArrayList<>();
    for (RerankingQuery query : queries) {
      texts.add(query.query());
      texts.addAll(query.positives());
      texts.addAll(query.negatives());
    }
    TextVectors vectors = new TextVectors(embedder, texts, progress);
    RetrievalScores.Builder rankings = RetrievalScores.builder();
    for (int i = 0; i < queries.size(); i++) {
      RerankingQuery query = queries.get(i);
      if (!query.positives().isEmpty() && !query.negatives().isEmpty()) {
        Map<String, Double> found = new HashMap<>();
        Map<String, Integer> grades = new HashMap<>();
        query.positives().forEach(text -> grades.put(text, 1));
        for (List<String> side : List.of(query.positives(), query.negatives())) {
          side.forEach(text -> found.put(text, vectors.cosine(query.query(), text)));
        }
        rankings.add(Integer.toString(i), Ranking.of(found, grades));
      }
    }
    RetrievalScores all = rankings.build();
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("map", all.mean(Ranking::averagePrecision));
    scores.put("mrr@10", all.mean(r -> r.reciprocalRank(DEPTH)));
    scores.put("ndcg@10", all.mean(r -> r.ndcg(DEPTH, Ranking.Gain.LINEAR)));
    return measurement.finish(
        queries,
        "map",
        scores,
        ItemScores.of(ItemScores.Kind.MEAN, all.each(Ranking::averagePrecision)),
        List.of());
  }
}
