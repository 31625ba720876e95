package io.github.nlptoolkit.sequence.crf.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LbfgsMinimizerTest {

  /** Rosenbrock's function of pairs of variables: a bent valley with its minimum at (1, 1). */
  private record Rosenbrock(int size) implements Objective {
    @Override
    public double evaluate(double[] x, double[] g) {
      double sum = 0;
      for (int i = 0; i < size; i += 2) {
        double a = 1 - x[i];
        double b = 10 * (x[i + 1] - x[i] * x[i]);
        g[i + 1] = 20 * b;
        g[i] = -2 * (x[i] * g[i + 1] + a);
        sum += a * a + b * b;
      }
      return sum;
    }
  }

  /** Half the squared distance from (0, 1, 2, ...): with an L1 penalty its minimum is known. */
  private record Distance(int size) implements Objective {
    @Override
    public double evaluate(double[] x, double[] g) {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        g[i] = (i + 1) * (x[i] - target(i));
        sum += 0.5 * (i + 1) * (x[i] - target(i)) * (x[i] - target(i));
      }
      return sum;
    }

    static double target(int i) {
      return i % 2 == 0 ? i : -i;
    }
  }

  private static LbfgsMinimizer minimizer(Lbfgs options, Objective objective, double[] start) {
    return new LbfgsMinimizer(
        options, objective, new Vectors(new Workers(1), objective.size()), start);
  }

  @ParameterizedTest
  @EnumSource(LineSearch.class)
  void findsTheMinimumOfABentValley(LineSearch lineSearch) {
    double[] start = new double[100];
    for (int i = 0; i < 100; i += 2) {
      start[i] = -1.2;
      start[i + 1] = 1;
    }
    Lbfgs options = Lbfgs.builder().lineSearch(lineSearch).period(0).epsilon(1e-7).build();
    LbfgsMinimizer minimizer = minimizer(options, new Rosenbrock(100), start);
    int[] iterations = new int[1];
    double[] before = {Double.POSITIVE_INFINITY};
    StopReason reason =
        minimizer.minimize(
            (k, now, pointNorm, gradientNorm) -> {
              assertThat(now.value).isLessThanOrEqualTo(before[0]);
              before[0] = now.value;
              iterations[0] = k;
              return true;
            });
    assertThat(reason).isEqualTo(StopReason.CONVERGED);
    assertThat(iterations[0]).isBetween(10, 200);
    for (double x : minimizer.point()) {
      assertThat(x).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void anAbsolutePenaltyShrinksAndDrops() {
    double c1 = 4;
    int size = 20;
    Lbfgs options = Lbfgs.builder().c1(c1).period(0).epsilon(1e-10).maxIterations(500).build();
    LbfgsMinimizer minimizer = minimizer(options, new Distance(size), new double[size]);
    minimizer.minimize((k, now, pointNorm, gradientNorm) -> true);
    for (int i = 0; i < size; i++) {
      double target = Distance.target(i);
      double shrunk = Math.signum(target) * Math.max(0, Math.abs(target) - c1 / (i + 1));
      assertThat(minimizer.point()[i]).isCloseTo(shrunk, within(1e-7));
    }
    assertThat(minimizer.point()[0]).isZero();
    assertThat(minimizer.point()[1]).isZero();
  }

  @Test
  void stopsWhereTheObjectiveIsNoNumberAnyMore() {
    // Falls without end towards 1, and is no number from there on.
    Objective cliff =
        new Objective() {
          @Override
          public int size() {
            return 1;
          }

          @Override
          public double evaluate(double[] x, double[] g) {
            g[0] = -100;
            return x[0] < 1e-9 ? -100 * x[0] : Double.NaN;
          }
        };
    Lbfgs options = Lbfgs.builder().build();
    LbfgsMinimizer minimizer = minimizer(options, cliff, new double[1]);
    StopReason reason = minimizer.minimize((k, now, pointNorm, gradientNorm) -> true);
    assertThat(reason).isEqualTo(StopReason.NOT_FINITE);
    assertThat(minimizer.point()[0]).isBetween(0.0, 1e-9);
    assertThat(minimizer.value()).isFinite();
  }

  @Test
  void aMinimumIsSeenAtOnce() {
    double[] start = {0, -1, 2, -3};
    LbfgsMinimizer minimizer = minimizer(Lbfgs.builder().build(), new Distance(4), start);
    assertThat(minimizer.minimize((k, now, pointNorm, gradientNorm) -> true))
        .isEqualTo(StopReason.CONVERGED);
  }
}
