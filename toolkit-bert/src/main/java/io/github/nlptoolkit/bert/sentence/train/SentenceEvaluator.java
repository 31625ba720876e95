package io.github.nlptoolkit.bert.sentence.train;

import io.github.nlptoolkit.embedding.TextEmbedder;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures how good a model's vectors are. The ones made here are immutable and thread-safe. */
@FunctionalInterface
public interface SentenceEvaluator {

  /**
   * Measures.
   *
   * @param embedder the model; not closed
   * @return the scores
   */
  Evaluation evaluate(TextEmbedder embedder);

  /**
   * How well cosines go with scores: {@code EmbeddingSimilarityEvaluator}. The primary score is
   * {@code spearman_cosine}.
   *
   * @param pairs pairs with a score each
   * @return the evaluator
   * @throws IllegalArgumentException if there are fewer than two pairs, or one is none
   */
  static SentenceEvaluator similarity(List<TrainingExample> pairs) {
    return new SimilarityEvaluator(pairs);
  }

  /**
   * How well a threshold of the cosine tells similar pairs: {@code BinaryClassificationEvaluator}.
   * The primary score is {@code cosine_ap}.
   *
   * @param pairs pairs with the label 0 or 1 each
   * @return the evaluator
   * @throws IllegalArgumentException if there are fewer than two pairs, or one has no such label
   */
  static SentenceEvaluator binary(List<TrainingExample> pairs) {
    return new BinaryEvaluator(pairs);
  }

  /**
   * How often the positive is nearer than the negative: {@code TripletEvaluator}. The primary score
   * is {@code cosine_accuracy}.
   *
   * @param triplets anchor, positive and negative each
   * @return the evaluator
   * @throws IllegalArgumentException if there is none, or one has fewer texts
   */
  static SentenceEvaluator triplets(List<TrainingExample> triplets) {
    return new TripletEvaluator(triplets);
  }

  /**
   * How well queries find their documents: {@code InformationRetrievalEvaluator}. The primary score
   * is {@code cosine_ndcg@10}.
   *
   * @param queries the queries' texts by their names
   * @param corpus the documents' texts by their names
   * @param relevant the names of each query's documents; queries without any are left out
   * @return the evaluator
   * @throws IllegalArgumentException if no query has a document, or one is not in the corpus
   */
  static SentenceEvaluator retrieval(
      Map<String, String> queries, Map<String, String> corpus, Map<String, Set<String>> relevant) {
    return new RetrievalEvaluator(queries, corpus, relevant);
  }
}
