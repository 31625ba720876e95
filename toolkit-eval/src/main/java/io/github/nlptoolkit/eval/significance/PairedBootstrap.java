package io.github.nlptoolkit.eval.significance;

/**
 * Whether one system is better than another on the same items: Koehn, "Statistical significance
 * tests for machine translation evaluation", EMNLP 2004.
 *
 * @param difference the first system's value minus the second's, on all items
 * @param wins in how many samples the first is better
 * @param ties in how many both are as good
 * @param samples how many samples there are
 * @param pNotBetter the share of samples in which the first is not better: small if it is reliably
 *     better
 * @param pTwoSided the share of samples whose difference is at least as far from the observed one
 *     as that is from 0: small if the two differ
 */
public record PairedBootstrap(
    double difference, int wins, int ties, int samples, double pNotBetter, double pTwoSided) {

  /**
   * Compares two systems.
   *
   * @param first the value of the first on some items; higher is better
   * @param second the value of the second
   * @param resamples the samples, the same for both
   * @return the comparison
   */
  public static PairedBootstrap of(Statistic first, Statistic second, Resamples resamples) {
    int[] all = Bootstrap.all(resamples.items());
    double observed = first.of(all) - second.of(all);
    double[] a = resamples.values(first);
    double[] b = resamples.values(second);
    int wins = 0;
    int ties = 0;
    int far = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = a[i] - b[i];
      wins += difference > 0 ? 1 : 0;
      ties += difference == 0 ? 1 : 0;
      far += Math.abs(difference - observed) >= Math.abs(observed) ? 1 : 0;
    }
    return new PairedBootstrap(
        observed,
        wins,
        ties,
        a.length,
        (double) (a.length - wins) / a.length,
        (double) far / a.length);
  }
}
