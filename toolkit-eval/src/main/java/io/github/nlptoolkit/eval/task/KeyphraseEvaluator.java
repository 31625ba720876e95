package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.eval.dataset.KeyphraseDocument;
import io.github.nlptoolkit.eval.metric.KeyphraseScores;
import io.github.nlptoolkit.eval.metric.Score;
import io.github.nlptoolkit.keyword.Keyword;
import io.github.nlptoolkit.keyword.KeywordExtractor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many of people's key phrases an extractor finds: {@code f1@5}, which counts, and precision,
 * recall and F1 at 5 and 10, stemmed.
 */
public final class KeyphraseEvaluator {
  private static final int[] CUT_OFFS = {5, 10};
  private static final int PIECE = 32;

  private KeyphraseEvaluator() {}

  /**
   * Evaluates an extractor.
   *
   * @param extractor the extractor; it should give ten phrases
   * @param documents the data set; those without phrases are left out
   * @param seed of the samples of intervals
   * @param progress hears how many documents are done
   * @return the evaluation; NaN if no document has phrases
   */
  public static Evaluation evaluate(
      KeywordExtractor extractor, List<KeyphraseDocument> documents, long seed, Progress progress) {
    Measurement measurement = new Measurement("keyphrases", seed, Map.of());
    List<List<String>> found = new ArrayList<>();
    for (int from = 0; from < documents.size(); from += PIECE) {
      int to = Math.min(from + PIECE, documents.size());
      List<String> texts =
          documents.subList(from, to).stream().map(KeyphraseDocument::text).toList();
      for (List<Keyword> keywords : extractor.extractAll(texts)) {
        found.add(keywords.stream().map(Keyword::text).toList());
      }
      progress.at(to, documents.size());
    }
    List<List<String>> gold = documents.stream().map(KeyphraseDocument::keyphrases).toList();
    Map<String, Double> scores = new LinkedHashMap<>();
    for (int k : CUT_OFFS) {
      Score mean = KeyphraseScores.of(gold, found, k).mean();
      scores.put("f1@" + k, mean.f1());
      scores.put("precision@" + k, mean.precision());
      scores.put("recall@" + k, mean.recall());
    }
    double[] items =
        KeyphraseScores.of(gold, found, CUT_OFFS[0]).documents().stream()
            .mapToDouble(Score::f1)
            .toArray();
    return measurement.finish(
        documents, "f1@5", scores, ItemScores.of(ItemScores.Kind.MEAN, items), List.of());
  }
}
