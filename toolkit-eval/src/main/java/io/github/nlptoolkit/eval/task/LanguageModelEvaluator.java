package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.text.LanguageModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a language model foretells sentences: {@code perplexity}, which counts (lower is
 * better), over all words and the sentences' ends, {@code perplexity_known} without the words that
 * the model does not know, as KenLM's {@code query} has them, and the share of those words.
 */
public final class LanguageModelEvaluator {
  private static final int STEP = 1_000;

  private LanguageModelEvaluator() {}

  /**
   * Evaluates a model.
   *
   * @param model the model
   * @param sentences the words of each
   * @param seed of the samples of intervals
   * @param progress hears how many sentences are done
   * @return the evaluation; NaN without sentences
   */
  public static Evaluation evaluate(
      LanguageModel model, List<List<String>> sentences, long seed, Progress progress) {
    Measurement measurement = new Measurement("perplexity", seed, Map.of());
    double[] logs = new double[sentences.size()];
    double[] tokens = new double[sentences.size()];
    double knownLogs = 0;
    double knownTokens = 0;
    long unknown = 0;
    long words = 0;
    for (int i = 0; i < logs.length; i++) {
      List<String> sentence = sentences.get(i);
      double[] each = model.log10Probabilities(sentence);
      tokens[i] = each.length;
      for (int j = 0; j < each.length; j++) {
        logs[i] += each[j];
        boolean isUnknown = j < sentence.size() && !model.knows(sentence.get(j));
        unknown += isUnknown ? 1 : 0;
        knownLogs += isUnknown ? 0 : each[j];
        knownTokens += isUnknown ? 0 : 1;
      }
      words += sentence.size();
      if ((i + 1) % STEP == 0 || i + 1 == logs.length) {
        progress.at(i + 1L, logs.length);
      }
    }
    ItemScores items = ItemScores.of(ItemScores.Kind.PERPLEXITY, logs, tokens);
    Map<String, Double> scores = new LinkedHashMap<>();
    int[] all = new int[logs.length];
    java.util.Arrays.setAll(all, i -> i);
    scores.put("perplexity", items.statistic().of(all));
    scores.put("perplexity_known", Math.pow(10, -knownLogs / knownTokens));
    scores.put("unknown", (double) unknown / words);
    return measurement.finish(sentences, "perplexity", scores, items, List.of());
  }
}
