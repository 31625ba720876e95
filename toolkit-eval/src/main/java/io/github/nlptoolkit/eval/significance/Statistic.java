package io.github.nlptoolkit.eval.significance;

/** A number that is worked out from some of a data set's items. */
@FunctionalInterface
public interface Statistic {

  /**
   * The value over items.
   *
   * @param items which items, in any order; one may come several times
   * @return the value, such as the mean of their scores or an F1 of their counts
   */
  double of(int[] items);

  /**
   * The mean of values.
   *
   * @param values a value for each item
   * @return the statistic; NaN over no items
   */
  static Statistic mean(double... values) {
    double[] kept = values.clone();
    return items -> {
      double sum = 0;
      for (int item : items) {
        sum += kept[item];
      }
      return sum / items.length;
    };
  }
}
