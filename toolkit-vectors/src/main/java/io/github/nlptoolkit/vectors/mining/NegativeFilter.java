package io.github.nlptoolkit.vectors.mining;

import org.jspecify.annotations.Nullable;

/** Which candidates are taken as negatives. In single precision, as at the peer. */
record NegativeFilter(
    @Nullable Float absoluteMargin,
    @Nullable Float relativeMargin,
    @Nullable Float maxScore,
    @Nullable Float minScore) {

  boolean isSet() {
    return absoluteMargin != null || relativeMargin != null || maxScore != null || minScore != null;
  }

  /** Whether more candidates than wanted are looked at, as some will be taken out. */
  boolean widensRange(boolean rescored) {
    return absoluteMargin != null
        || relativeMargin != null
        || maxScore != null
        || (rescored && minScore != null);
  }

  boolean accepts(float score, float leastPositive) {
    if (absoluteMargin != null && score + absoluteMargin > leastPositive) {
      return false;
    }
    if (relativeMargin != null
        && score > leastPositive - Math.abs(leastPositive) * relativeMargin) {
      return false;
    }
    if (maxScore != null && score > maxScore) {
      return false;
    }
    return minScore == null || !(score < minScore);
  }
}
