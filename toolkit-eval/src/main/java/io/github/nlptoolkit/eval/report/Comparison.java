package io.github.nlptoolkit.eval.report;

import io.github.nlptoolkit.eval.significance.Jackknife;
import io.github.nlptoolkit.eval.significance.PairedBootstrap;
import io.github.nlptoolkit.eval.significance.Resamples;
import io.github.nlptoolkit.eval.significance.Statistic;
import io.github.nlptoolkit.eval.suite.SuiteResult;
import io.github.nlptoolkit.eval.task.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two results, and whether they differ by more than chance, at p &lt; 0.05: by the paired bootstrap
 * over the items, 1,000 samples, or for the V-measure by the jackknife of the difference.
 *
 * @param name what is compared
 * @param first the one result
 * @param second the other
 * @param difference the first's main score minus the second's; NaN if they cannot be compared
 * @param pValue two-sided; NaN if they cannot be compared
 * @param verdict what is said of the first
 */
public record Comparison(
    String name,
    SuiteResult first,
    SuiteResult second,
    double difference,
    double pValue,
    Verdict verdict) {
  private static final int SAMPLES = 1_000;
  private static final double LEVEL = 0.05;

  /** What is said of the first result. */
  public enum Verdict {
    /** Significantly better. */
    BETTER,
    /** Significantly worse. */
    WORSE,
    /** No significant difference. */
    EVEN,
    /** The data or the metric differ. */
    INCOMPARABLE
  }

  /**
   * Compares results with those of a stored run, by the names of their tasks.
   *
   * @param results the results
   * @param baseline those of the stored run
   * @return a comparison for each task that both have, in the results' order; immutable
   */
  public static List<Comparison> withBaseline(
      List<SuiteResult> results, List<SuiteResult> baseline) {
    Map<String, SuiteResult> stored = new LinkedHashMap<>();
    baseline.forEach(result -> stored.put(result.name(), result));
    List<Comparison> comparisons = new ArrayList<>();
    for (SuiteResult result : results) {
      SuiteResult before = stored.get(result.name());
      if (before != null) {
        comparisons.add(of(result.name(), result, before));
      }
    }
    return List.copyOf(comparisons);
  }

  /**
   * Compares results of one run that are of the same task on the same data.
   *
   * @param results the results
   * @return a comparison for each such pair; immutable
   */
  public static List<Comparison> within(List<SuiteResult> results) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      for (int j = i + 1; j < results.size(); j++) {
        if (areComparable(results.get(i), results.get(j))) {
          comparisons.add(
              of(
                  results.get(i).name() + " − " + results.get(j).name(),
                  results.get(i),
                  results.get(j)));
        }
      }
    }
    return List.copyOf(comparisons);
  }

  private static boolean areComparable(SuiteResult first, SuiteResult second) {
    Evaluation a = first.evaluation();
    Evaluation b = second.evaluation();
    return a.task().equals(b.task())
        && a.mainMetric().equals(b.mainMetric())
        && a.provenance().dataHash().equals(b.provenance().dataHash())
        && a.items().kind() == b.items().kind()
        && a.items().count() == b.items().count()
        && a.items().count() > 0;
  }

  private static Comparison of(String name, SuiteResult first, SuiteResult second) {
    if (!areComparable(first, second)) {
      return new Comparison(name, first, second, Double.NaN, Double.NaN, Verdict.INCOMPARABLE);
    }
    Evaluation a = first.evaluation();
    Statistic ours = a.items().statistic();
    Statistic theirs = second.evaluation().items().statistic();
    double difference;
    double pValue;
    if (a.items().allowsRepeats()) {
      PairedBootstrap test =
          PairedBootstrap.of(
              ours, theirs, Resamples.draw(a.items().count(), SAMPLES, a.provenance().seed()));
      difference = test.difference();
      pValue = difference == 0 ? 1 : test.pTwoSided();
    } else {
      Jackknife test = Jackknife.of(items -> ours.of(items) - theirs.of(items), a.items().count());
      difference = test.estimate();
      pValue = test.pTwoSided();
    }
    Verdict verdict = Verdict.EVEN;
    if (pValue < LEVEL) {
      verdict = difference > 0 == a.items().isHigherBetter() ? Verdict.BETTER : Verdict.WORSE;
    }
    return new Comparison(name, first, second, difference, pValue, verdict);
  }
}
