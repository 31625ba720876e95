package io.github.nlptoolkit.sequence.crf.train;

import org.jspecify.annotations.Nullable;

/**
 * Limited-memory BFGS, and OWL-QN for an L1 penalty. Papers: J. Nocedal (1980), <i>Updating
 * quasi-Newton matrices with limited storage</i>; G. Andrew, J. Gao (2007), <i>Scalable training of
 * L1-regularized log-linear models</i>. Peer: libLBFGS 1.10, whose constants, first step, stopping
 * rules and orthant projection are kept. Differences: a trial whose value is NaN or infinite is
 * halved instead of accepted, and two vectors of libLBFGS are not needed.
 *
 * <p>Memory: 2 × memories + 5 vectors. Not thread-safe.
 */
final class LbfgsMinimizer {

  /** Told of each iteration; says whether to go on. */
  @FunctionalInterface
  interface Watcher {
    boolean goOn(int iteration, Step now, double pointNorm, double gradientNorm);
  }

  private final Lbfgs options;
  private final Objective objective;
  private final Vectors vectors;
  private final double[] direction;
  private final double[] previousPoint;
  private final double[] previousGradient;

  /** The gradient with the L1 penalty; without that, the gradient itself. */
  private final double[] slope;

  private final double[][] moves;
  private final double[][] changes;
  private final double[] curvatures;
  private final Step now;
  private int trials;

  LbfgsMinimizer(Lbfgs options, Objective objective, Vectors vectors, double[] start) {
    int n = objective.size();
    this.options = options;
    this.objective = objective;
    this.vectors = vectors;
    this.now = new Step(n);
    System.arraycopy(start, 0, now.point, 0, n);
    this.direction = new double[n];
    this.previousPoint = new double[n];
    this.previousGradient = new double[n];
    this.slope = options.c1() > 0 ? new double[n] : now.gradient;
    this.moves = new double[options.memories()][];
    this.changes = new double[options.memories()][];
    this.curvatures = new double[options.memories()];
  }

  /** The last accepted point. */
  double[] point() {
    return now.point;
  }

  double value() {
    return now.value;
  }

  StopReason minimize(Watcher watcher) {
    now.value = evaluate();
    if (!Double.isFinite(now.value)) {
      return StopReason.NOT_FINITE;
    }
    penalizeSlope();
    double gradientNorm = vectors.norm(slope);
    if (gradientNorm <= options.epsilon() * Math.max(1, vectors.norm(now.point))) {
      return StopReason.CONVERGED;
    }
    vectors.combine(direction, slope, -2, slope);
    now.length = 1 / gradientNorm;
    double[] past = new double[Math.max(1, options.period())];
    past[0] = now.value;
    for (int k = 1; ; k++) {
      StopReason failed = search();
      if (failed != null) {
        return failed;
      }
      double pointNorm = vectors.norm(now.point);
      gradientNorm = vectors.norm(slope);
      if (!watcher.goOn(k, now, pointNorm, gradientNorm)) {
        return StopReason.LISTENER;
      }
      if (gradientNorm <= options.epsilon() * Math.max(1, pointNorm)) {
        return StopReason.CONVERGED;
      }
      if (stalls(past, k)) {
        return StopReason.NO_IMPROVEMENT;
      }
      if (k >= options.maxIterations()) {
        return StopReason.MAX_ITERATIONS;
      }
      turn(k);
      now.length = 1;
    }
  }

  private boolean stalls(double[] past, int k) {
    int period = options.period();
    if (period == 0) {
      return false;
    }
    boolean stalled = k >= period && (past[k % period] - now.value) / now.value < options.delta();
    past[k % period] = now.value;
    return stalled;
  }

  private double evaluate() {
    double value = objective.evaluate(now.point, now.gradient);
    return options.c1() > 0 ? value + options.c1() * absoluteSum() : value;
  }

  private double absoluteSum() {
    double[] x = now.point;
    return vectors.sum(
        (from, to) -> {
          double sum = 0;
          for (int i = from; i < to; i++) {
            sum += Math.abs(x[i]);
          }
          return sum;
        });
  }

  /** The direction of steepest ascent with the penalty, which has two slopes at 0. */
  private void penalizeSlope() {
    double c1 = options.c1();
    if (c1 <= 0) {
      return;
    }
    double[] x = now.point;
    double[] g = now.gradient;
    vectors.run(
        (from, to) -> {
          for (int i = from; i < to; i++) {
            if (x[i] != 0) {
              slope[i] = g[i] + (x[i] < 0 ? -c1 : c1);
            } else if (g[i] < -c1) {
              slope[i] = g[i] + c1;
            } else {
              slope[i] = g[i] > c1 ? g[i] - c1 : 0;
            }
          }
          return 0;
        });
  }

  /** Goes along the direction to a better point; if there is none, stays. */
  private @Nullable StopReason search() {
    double value = now.value;
    vectors.copy(now.point, previousPoint);
    vectors.copy(now.gradient, previousGradient);
    trials = 0;
    Step.Outcome outcome;
    if (options.c1() > 0) {
      outcome = searchOrthant(value);
    } else {
      double initialSlope = vectors.dot(now.gradient, direction);
      if (!(initialSlope <= 0)) {
        outcome = Step.Outcome.FAILED;
      } else if (options.lineSearch() == LineSearch.MORE_THUENTE) {
        outcome = searchMoreThuente(value, initialSlope);
      } else {
        outcome = searchBacktracking(value, initialSlope);
      }
    }
    now.trials = trials;
    if (outcome == Step.Outcome.FOUND) {
      penalizeSlope();
      return null;
    }
    vectors.copy(previousPoint, now.point);
    vectors.copy(previousGradient, now.gradient);
    now.value = value;
    return outcome == Step.Outcome.FAILED ? StopReason.LINE_SEARCH : StopReason.NOT_FINITE;
  }

  private void move() {
    vectors.combine(now.point, previousPoint, now.length, direction);
    now.value = evaluate();
    trials++;
  }

  /** Halves the step while the value there is not a number. */
  private boolean moveToFinite() {
    move();
    while (!Double.isFinite(now.value) && trials < options.maxLineSearch()) {
      now.length *= 0.5;
      move();
    }
    return Double.isFinite(now.value);
  }

  private Step.Outcome searchMoreThuente(double value, double initialSlope) {
    MoreThuente choice = new MoreThuente(value, initialSlope);
    while (true) {
      now.length = choice.bound(now.length, trials + 1 >= options.maxLineSearch());
      if (!moveToFinite()) {
        return Step.Outcome.NOT_FINITE;
      }
      double after = vectors.dot(now.gradient, direction);
      if (choice.exhausted(now.length, now.value, after) || trials >= options.maxLineSearch()) {
        return Step.Outcome.FAILED;
      }
      if (choice.accepts(now.length, now.value, after)) {
        return Step.Outcome.FOUND;
      }
      now.length = choice.next(now.length, now.value, after);
    }
  }

  private Step.Outcome searchBacktracking(double value, double initialSlope) {
    boolean strong = options.lineSearch() == LineSearch.STRONG_BACKTRACKING;
    while (true) {
      if (!moveToFinite()) {
        return Step.Outcome.NOT_FINITE;
      }
      double factor = 0.5;
      if (now.value <= value + now.length * Step.SUFFICIENT_DECREASE * initialSlope) {
        double after = vectors.dot(now.gradient, direction);
        if (after < Step.WOLFE * initialSlope) {
          factor = 2.1;
        } else if (!strong || after <= -Step.WOLFE * initialSlope) {
          return Step.Outcome.FOUND;
        }
      }
      if (outOfBounds()) {
        return Step.Outcome.FAILED;
      }
      now.length *= factor;
    }
  }

  /** Steps stay in the orthant of the point they come from, or of its slope where that is 0. */
  private Step.Outcome searchOrthant(double value) {
    while (true) {
      moveInOrthant();
      while (!Double.isFinite(now.value) && trials < options.maxLineSearch()) {
        now.length *= 0.5;
        moveInOrthant();
      }
      if (!Double.isFinite(now.value)) {
        return Step.Outcome.NOT_FINITE;
      }
      double decrease =
          vectors.sum(
              (from, to) -> {
                double sum = 0;
                for (int i = from; i < to; i++) {
                  sum += (now.point[i] - previousPoint[i]) * slope[i];
                }
                return sum;
              });
      if (now.value <= value + Step.SUFFICIENT_DECREASE * decrease) {
        return Step.Outcome.FOUND;
      }
      if (outOfBounds()) {
        return Step.Outcome.FAILED;
      }
      now.length *= 0.5;
    }
  }

  private void moveInOrthant() {
    vectors.run(
        (from, to) -> {
          for (int i = from; i < to; i++) {
            double orthant = previousPoint[i] == 0 ? -slope[i] : previousPoint[i];
            double x = previousPoint[i] + now.length * direction[i];
            now.point[i] = x * orthant <= 0 ? 0 : x;
          }
          return 0;
        });
    now.value = evaluate();
    trials++;
  }

  private boolean outOfBounds() {
    return now.length < Step.MIN || now.length > Step.MAX || trials >= options.maxLineSearch();
  }

  /** Remembers the last move and sets the next direction by the two-loop recursion. */
  private void turn(int k) {
    int memories = moves.length;
    int slot = (k - 1) % memories;
    remember(slot);
    double curvature = vectors.dot(changes[slot], moves[slot]);
    double scale = curvature / vectors.dot(changes[slot], changes[slot]);
    curvatures[slot] = curvature;
    vectors.combine(direction, slope, -2, slope);
    int bound = Math.min(memories, k);
    double[] alpha = new double[memories];
    for (int i = 0; i < bound; i++) {
      int j = Math.floorMod(slot - i, memories);
      alpha[j] = vectors.dot(moves[j], direction) / curvatures[j];
      vectors.add(direction, -alpha[j], changes[j]);
    }
    vectors.scale(direction, scale);
    for (int i = bound - 1; i >= 0; i--) {
      int j = Math.floorMod(slot - i, memories);
      double beta = vectors.dot(changes[j], direction) / curvatures[j];
      vectors.add(direction, alpha[j] - beta, moves[j]);
    }
    if (options.c1() > 0) {
      vectors.run(
          (from, to) -> {
            for (int i = from; i < to; i++) {
              direction[i] = direction[i] * slope[i] >= 0 ? 0 : direction[i];
            }
            return 0;
          });
    }
  }

  private void remember(int slot) {
    if (moves[slot] == null) {
      moves[slot] = new double[direction.length];
      changes[slot] = new double[direction.length];
    }
    vectors.combine(moves[slot], now.point, -1, previousPoint);
    vectors.combine(changes[slot], now.gradient, -1, previousGradient);
  }
}
