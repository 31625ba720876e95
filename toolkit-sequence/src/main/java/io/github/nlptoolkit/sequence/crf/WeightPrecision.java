package io.github.nlptoolkit.sequence.crf;

/** How the weights of state features are stored. */
public enum WeightPrecision {
  /** Eight bytes each: the model decodes exactly as it was trained. */
  DOUBLE,
  /**
   * Four bytes each, seven digits: half as large; scores change by about 1e-7 of their size, tags
   * almost never.
   */
  FLOAT
}
