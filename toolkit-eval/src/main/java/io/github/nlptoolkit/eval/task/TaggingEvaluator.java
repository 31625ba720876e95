package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.eval.metric.ClassificationScores;
import io.github.nlptoolkit.eval.metric.ConfusionMatrix;
import io.github.nlptoolkit.sequence.data.TaggedSentence;
import io.github.nlptoolkit.sequence.scheme.ChunkScores;
import io.github.nlptoolkit.text.Tagger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well tokens are tagged. Where the gold tags are those of a scheme (such as {@code B-PER}),
 * seqeval's lenient entity F1 counts; else the accuracy of tokens.
 */
public final class TaggingEvaluator {
  private static final int PIECE = 256;

  /** A confusion matrix of more tags is no picture. */
  private static final int SHOWN_TAGS = 30;

  private TaggingEvaluator() {}

  /**
   * Evaluates a tagger.
   *
   * @param tagger the tagger
   * @param sentences the data set
   * @param seed of the samples of intervals
   * @param progress hears how many sentences are tagged
   * @return the evaluation
   * @throws IllegalArgumentException if the tagger gives a sentence more or fewer tags than tokens
   */
  public static Evaluation evaluate(
      Tagger tagger, List<TaggedSentence> sentences, long seed, Progress progress) {
    Measurement measurement = new Measurement("tagging", seed, Map.of());
    List<List<String>> found = new ArrayList<>();
    for (int from = 0; from < sentences.size(); from += PIECE) {
      int to = Math.min(from + PIECE, sentences.size());
      found.addAll(
          tagger.tagAll(sentences.subList(from, to).stream().map(TaggedSentence::tokens).toList()));
      progress.at(to, sentences.size());
    }
    List<List<String>> gold = sentences.stream().map(TaggedSentence::tags).toList();
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("accuracy", ChunkScores.tokenAccuracy(gold, found));
    List<Chart> charts = new ArrayList<>();
    boolean areEntities =
        gold.stream().flatMap(List::stream).anyMatch(tag -> tag.matches("[BIEMSLU]-.+"));
    if (areEntities) {
      ChunkScores.Score entities = ChunkScores.lenient(gold, found).micro();
      scores.put("f1", entities.f1());
      scores.put("precision", entities.precision());
      scores.put("recall", entities.recall());
    } else {
      ConfusionMatrix matrix = confusion(gold, found);
      if (matrix.labels().size() <= SHOWN_TAGS) {
        charts.add(ClassificationEvaluator.confusion(matrix));
      }
    }
    return measurement.finish(
        sentences,
        areEntities ? "f1" : "accuracy",
        scores,
        areEntities ? entities(gold, found) : tokens(gold, found),
        charts);
  }

  private static ConfusionMatrix confusion(List<List<String>> gold, List<List<String>> found) {
    return ClassificationScores.of(
            gold.stream().flatMap(List::stream).toList(),
            found.stream().flatMap(List::stream).toList())
        .confusion();
  }

  private static ItemScores entities(List<List<String>> gold, List<List<String>> found) {
    double[][] counts = new double[3][gold.size()];
    for (int i = 0; i < gold.size(); i++) {
      ChunkScores scores = ChunkScores.lenient(List.of(gold.get(i)), List.of(found.get(i)));
      for (String type : scores.types()) {
        counts[0][i] += scores.counts(type).correct();
        counts[1][i] += scores.counts(type).predicted();
        counts[2][i] += scores.counts(type).gold();
      }
    }
    return ItemScores.of(ItemScores.Kind.F1, counts);
  }

  /** Right tokens of a sentence, as F1 of tokens, which is their accuracy. */
  private static ItemScores tokens(List<List<String>> gold, List<List<String>> found) {
    double[][] counts = new double[3][gold.size()];
    for (int i = 0; i < gold.size(); i++) {
      counts[1][i] = gold.get(i).size();
      counts[2][i] = gold.get(i).size();
      for (int j = 0; j < gold.get(i).size(); j++) {
        counts[0][i] += gold.get(i).get(j).equals(found.get(i).get(j)) ? 1 : 0;
      }
    }
    return ItemScores.of(ItemScores.Kind.F1, counts);
  }
}
