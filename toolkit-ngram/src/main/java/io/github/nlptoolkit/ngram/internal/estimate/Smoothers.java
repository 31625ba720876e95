package io.github.nlptoolkit.ngram.internal.estimate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of smoothing. */
public final class Smoothers {

  private Smoothers() {}

  /**
   * Modified Kneser-Ney with three discounts of each order.
   *
   * @param fallback the discounts of an order whose counts do not give any; null to refuse it
   */
  public static Smoother modifiedKneserNey(double @Nullable [] fallback) {
    return new KneserNey(true) {
      @Override
      public double[] reserve(int order, long[] n) {
        String wrong = wrong(n);
        double[] discounts = new double[4];
        if (wrong.isEmpty()) {
          double y = n[1] / (n[1] + 2.0 * n[2]);
          for (int j = 1; j <= 3; j++) {
            discounts[j] = j - (j + 1) * y * n[j + 1] / n[j];
            if (!(discounts[j] >= 0 && discounts[j] <= j)) {
              wrong =
                  String.format(
                      Locale.ROOT,
                      "the discount of count %d is %.4g, which must be in [0, %d]",
                      j,
                      discounts[j],
                      j);
              break;
            }
          }
        }
        if (wrong.isEmpty()) {
          return discounts;
        }
        if (fallback == null) {
          throw new IllegalArgumentException(
              "modified Kneser-Ney does not suit the "
                  + order
                  + "-grams of this text: "
                  + wrong
                  + "; fallback discounts allow it");
        }
        return new double[] {0, fallback[0], fallback[1], fallback[2]};
      }
    };
  }

  private static String wrong(long[] n) {
    for (int j = 1; j <= 3; j++) {
      if (n[j] == 0) {
        return "none has the count " + j;
      }
    }
    return "";
  }

  /** Kneser-Ney with one discount of each order; NaN to estimate it. */
  public static Smoother kneserNey(double discount) {
    return new KneserNey(true) {
      @Override
      public double[] reserve(int order, long[] n) {
        return single(discount, n);
      }
    };
  }

  /** Absolute discounting of occurrences with one discount of each order; NaN to estimate it. */
  public static Smoother absolute(double discount) {
    return new KneserNey(false) {
      @Override
      public double[] reserve(int order, long[] n) {
        return single(discount, n);
      }
    };
  }

  /** n1 / (n1 + 2 n2), and one half where that is not between 0 and 1. */
  private static double[] single(double discount, long[] n) {
    double found = Double.isNaN(discount) ? n[1] / (n[1] + 2.0 * n[2]) : discount;
    return new double[] {0, found > 0 && found < 1 ? found : 0.5};
  }

  /** Witten-Bell. */
  public static Smoother wittenBell() {
    return new KneserNey(false) {
      @Override
      public double[] reserve(int order, long[] n) {
        return new double[] {0, 1};
      }

      @Override
      public double extra() {
        return 1;
      }
    };
  }

  /**
   * Katz's back-off with Good-Turing discounts.
   *
   * @param greatest the greatest count that is discounted
   */
  public static Smoother katz(int greatest) {
    return new Smoother() {
      @Override
      public boolean continuation() {
        return false;
      }

      @Override
      public boolean interpolated() {
        return false;
      }

      @Override
      public double[] reserve(int order, long[] n) {
        double[] reserve = new double[greatest + 2];
        double common = n[1] == 0 ? 0 : (greatest + 1.0) * n[greatest + 1] / n[1];
        for (int c = 1; c <= greatest; c++) {
          double ratio = n[c] == 0 ? 1 : (c + 1.0) * n[c + 1] / n[c] / c;
          double kept = common == 1 ? 1 : (ratio - common) / (1 - common);
          // Counts too sparse for the formula are left as they are, as SRILM does.
          reserve[c] = kept > 0 && kept <= 1 ? c - c * kept : 0;
        }
        return reserve;
      }
    };
  }

  private abstract static class KneserNey implements Smoother {
    private final boolean continuation;

    KneserNey(boolean continuation) {
      this.continuation = continuation;
    }

    @Override
    public final boolean continuation() {
      return continuation;
    }

    @Override
    public final boolean interpolated() {
      return true;
    }
  }
}
