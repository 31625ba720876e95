package io.github.nlptoolkit.eval.task;

import io.github.nlptoolkit.eval.significance.Bootstrap;
import io.github.nlptoolkit.eval.significance.Interval;
import io.github.nlptoolkit.eval.significance.Jackknife;
import io.github.nlptoolkit.eval.significance.Resamples;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model scores on a data set. Immutable and thread-safe.
 *
 * @param task the evaluator, such as {@code similarity}
 * @param mainMetric the name of the score that counts
 * @param scores all scores by name, the main one first
 * @param items the numbers of each item that make the main score
 * @param charts what can be drawn
 * @param provenance where the numbers come from
 */
public record Evaluation(
    String task,
    String mainMetric,
    Map<String, Double> scores,
    ItemScores items,
    List<Chart> charts,
    Provenance provenance) {
  /** BCa works the score out once without each item. */
  private static final int BCA_ITEMS = 2_000;

  private static final int SAMPLES = 1_000;
  private static final double LEVEL = 0.95;

  /**
   * Makes an evaluation.
   *
   * @throws IllegalArgumentException if the main metric is not among the scores
   */
  public Evaluation {
    if (!scores.containsKey(mainMetric)) {
      throw new IllegalArgumentException(
          "the main metric " + mainMetric + " must be among the scores " + scores.keySet());
    }
    Map<String, Double> ordered = new LinkedHashMap<>();
    ordered.put(mainMetric, scores.get(mainMetric));
    scores.forEach(ordered::putIfAbsent);
    scores = Collections.unmodifiableMap(ordered);
    charts = List.copyOf(charts);
  }

  /**
   * The main score.
   *
   * @return its value; NaN if it is undefined
   */
  public double mainScore() {
    return scores.getOrDefault(mainMetric, Double.NaN);
  }

  /**
   * Where the main score lies with 95 % confidence, by 1,000 bootstrap samples of the items: BCa of
   * up to 2,000 items, percentiles of more. That of the V-measure is by the {@link Jackknife}, with
   * the clusters as they are.
   *
   * @return the interval, NaN without items
   */
  public Interval interval() {
    if (items.count() == 0) {
      return new Interval(Double.NaN, Double.NaN, LEVEL);
    }
    if (!items.allowsRepeats()) {
      Interval interval = Jackknife.of(items.statistic(), items.count()).normal(LEVEL);
      return new Interval(
          Math.max(0, interval.lower()), Math.min(1, interval.upper()), interval.level());
    }
    Bootstrap bootstrap =
        Bootstrap.of(items.statistic(), Resamples.draw(items.count(), SAMPLES, provenance.seed()));
    return items.count() <= BCA_ITEMS ? bootstrap.bca(LEVEL) : bootstrap.percentile(LEVEL);
  }

  /**
   * The same evaluation of a model with a name.
   *
   * @param name the model's name
   * @param hash what tells its contents from others'
   * @param settings how it was run, by name; they come to the evaluator's own
   * @return the evaluation
   */
  public Evaluation ofModel(String name, String hash, Map<String, String> settings) {
    Provenance p = provenance;
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(p.settings());
    return new Evaluation(
        task,
        mainMetric,
        scores,
        items,
        charts,
        new Provenance(
            name,
            hash,
            p.dataHash(),
            all,
            p.versions(),
            p.seed(),
            p.started(),
            p.seconds(),
            p.machine()));
  }
}
