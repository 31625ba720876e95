package io.github.nlptoolkit.sequence.crf.train;

/**
 * The choice of trial steps by Moré and Thuente (1994), section 4: an interval that holds a minimum
 * shrinks by the minimisers of cubics and quadratics through its ends. As libLBFGS 1.10 does it.
 * Not thread-safe.
 */
final class MoreThuente {

  private static final double INTERVAL_TOLERANCE = 1e-16;

  private final double startValue;
  private final double startSlope;
  private final double requiredSlope;
  private boolean bracketed;
  private boolean firstStage = true;
  private boolean broken;

  /** The best end of the interval: step, value, slope. */
  private double bestStep;

  private double bestValue;
  private double bestSlope;

  /** The other end. */
  private double otherStep;

  private double otherValue;
  private double otherSlope;

  private double low;
  private double high;
  private double width = Step.MAX - Step.MIN;
  private double previousWidth = 2 * width;

  MoreThuente(double value, double slope) {
    startValue = value;
    startSlope = slope;
    requiredSlope = Step.SUFFICIENT_DECREASE * slope;
    bestValue = value;
    otherValue = value;
    bestSlope = slope;
    otherSlope = slope;
  }

  /** Bounds a step before it is tried; gives the best one again when there is nothing to gain. */
  double bound(double step, boolean lastTrial) {
    if (bracketed) {
      low = Math.min(bestStep, otherStep);
      high = Math.max(bestStep, otherStep);
    } else {
      low = bestStep;
      high = step + 4 * (step - bestStep);
    }
    double bounded = Math.min(Math.max(step, Step.MIN), Step.MAX);
    boolean outside = bounded <= low || bounded >= high;
    boolean tiny = high - low <= INTERVAL_TOLERANCE * high;
    return bracketed && (outside || lastTrial || broken || tiny) ? bestStep : bounded;
  }

  /** Whether a step that was tried fulfils both conditions. */
  boolean accepts(double step, double value, double slope) {
    return value <= startValue + step * requiredSlope
        && Math.abs(slope) <= Step.WOLFE * -startSlope;
  }

  /** Whether no other step can do better. */
  boolean exhausted(double step, double value, double slope) {
    double bound = startValue + step * requiredSlope;
    boolean rounding = bracketed && (step <= low || step >= high || broken);
    boolean largest = step == Step.MAX && value <= bound && slope <= requiredSlope;
    boolean smallest = step == Step.MIN && (value > bound || slope >= requiredSlope);
    boolean tiny = bracketed && high - low <= INTERVAL_TOLERANCE * high;
    return rounding || largest || smallest || tiny;
  }

  /** The next step to try after one that was not accepted. */
  double next(double step, double value, double slope) {
    double bound = startValue + step * requiredSlope;
    if (firstStage
        && value <= bound
        && slope >= Math.min(Step.SUFFICIENT_DECREASE, Step.WOLFE) * startSlope) {
      firstStage = false;
    }
    double chosen;
    if (firstStage && value > bound && value <= bestValue) {
      // The function less its required decrease predicts better here.
      bestValue -= bestStep * requiredSlope;
      otherValue -= otherStep * requiredSlope;
      bestSlope -= requiredSlope;
      otherSlope -= requiredSlope;
      chosen = shrink(step, value - step * requiredSlope, slope - requiredSlope);
      bestValue += bestStep * requiredSlope;
      otherValue += otherStep * requiredSlope;
      bestSlope += requiredSlope;
      otherSlope += requiredSlope;
    } else {
      chosen = shrink(step, value, slope);
    }
    if (bracketed) {
      if (Math.abs(otherStep - bestStep) >= 0.66 * previousWidth) {
        chosen = bestStep + 0.5 * (otherStep - bestStep);
      }
      previousWidth = width;
      width = Math.abs(otherStep - bestStep);
    }
    return chosen;
  }

  private double shrink(double step, double value, double slope) {
    if (bracketed
        && (step <= Math.min(bestStep, otherStep)
            || step >= Math.max(bestStep, otherStep)
            || bestSlope * (step - bestStep) >= 0
            || high < low)) {
      broken = true;
      return step;
    }
    boolean opposite = slope * (bestSlope / Math.abs(bestSlope)) < 0;
    boolean keepInside = value > bestValue || (!opposite && Math.abs(slope) < Math.abs(bestSlope));
    double chosen = trial(step, value, slope, opposite);
    if (value > bestValue) {
      otherStep = step;
      otherValue = value;
      otherSlope = slope;
    } else {
      if (opposite) {
        otherStep = bestStep;
        otherValue = bestValue;
        otherSlope = bestSlope;
      }
      bestStep = step;
      bestValue = value;
      bestSlope = slope;
    }
    chosen = Math.max(Math.min(chosen, high), low);
    if (bracketed && keepInside) {
      double limit = bestStep + 0.66 * (otherStep - bestStep);
      chosen = bestStep < otherStep ? Math.min(limit, chosen) : Math.max(limit, chosen);
    }
    return chosen;
  }

  /** The four cases of the paper. */
  private double trial(double step, double value, double slope, boolean opposite) {
    if (value > bestValue) {
      bracketed = true;
      double cubic = cubic(bestStep, bestValue, bestSlope, step, value, slope);
      double quadratic = quadratic(bestStep, bestValue, bestSlope, step, value);
      return Math.abs(cubic - bestStep) < Math.abs(quadratic - bestStep)
          ? cubic
          : cubic + 0.5 * (quadratic - cubic);
    }
    if (opposite) {
      bracketed = true;
      double cubic = cubic(bestStep, bestValue, bestSlope, step, value, slope);
      double secant = secant(bestStep, bestSlope, step, slope);
      return Math.abs(cubic - step) > Math.abs(secant - step) ? cubic : secant;
    }
    if (Math.abs(slope) < Math.abs(bestSlope)) {
      double cubic = boundedCubic(step, value, slope);
      double secant = secant(bestStep, bestSlope, step, slope);
      boolean nearer = Math.abs(step - cubic) < Math.abs(step - secant);
      boolean farther = Math.abs(step - cubic) > Math.abs(step - secant);
      return (bracketed ? nearer : farther) ? cubic : secant;
    }
    if (bracketed) {
      return cubic(step, value, slope, otherStep, otherValue, otherSlope);
    }
    return bestStep < step ? high : low;
  }

  /** The minimum of the cubic through two points with two slopes. */
  private static double cubic(double u, double fu, double du, double v, double fv, double dv) {
    double d = v - u;
    double theta = 3 * (fu - fv) / d + du + dv;
    double s = Math.max(Math.abs(theta), Math.max(Math.abs(du), Math.abs(dv)));
    double a = theta / s;
    double root = s * Math.sqrt(a * a - du / s * (dv / s));
    double gamma = v < u ? -root : root;
    return u + (gamma - du + theta) / (gamma - du + gamma + dv) * d;
  }

  /** The same from the best end to a step, or an end of the bounds if there is no minimum there. */
  private double boundedCubic(double step, double value, double slope) {
    double d = step - bestStep;
    double theta = 3 * (bestValue - value) / d + bestSlope + slope;
    double s = Math.max(Math.abs(theta), Math.max(Math.abs(bestSlope), Math.abs(slope)));
    double a = theta / s;
    double root = s * Math.sqrt(Math.max(0, a * a - bestSlope / s * (slope / s)));
    double gamma = bestStep < step ? -root : root;
    double r = (gamma - slope + theta) / (gamma - slope + gamma + bestSlope);
    if (r < 0 && gamma != 0) {
      return step - r * d;
    }
    return a < 0 ? high : low;
  }

  private static double quadratic(double u, double fu, double du, double v, double fv) {
    double a = v - u;
    return u + du / ((fu - fv) / a + du) / 2 * a;
  }

  private static double secant(double u, double du, double v, double dv) {
    return v + dv / (dv - du) * (u - v);
  }
}
