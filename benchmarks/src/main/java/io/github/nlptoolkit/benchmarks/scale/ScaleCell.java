package io.github.nlptoolkit.benchmarks.scale;

import io.github.nlptoolkit.engine.runtime.Precision;

/**
 * One measurement.
 *
 * @param model the model
 * @param precision what was computed with
 * @param threads the toolkit's threads
 * @param axis what was varied
 * @param value its value
 * @param textsOfSecond texts embedded in a second
 * @param operationsOfSecond the encoder's operations in a second
 * @param peakOfSecond the operations in a second of the machine's matrix products, before and after
 * @param residentBytes the process's memory in RAM at the end, or 0 where the system does not tell
 */
record ScaleCell(
    ScaleModel model,
    Precision precision,
    int threads,
    Axis axis,
    int value,
    double textsOfSecond,
    double operationsOfSecond,
    double peakOfSecond,
    long residentBytes) {

  /** The part of the peak that was reached, from 0 to about 1. */
  double share() {
    return operationsOfSecond / peakOfSecond;
  }

  /** Whether another is a measurement of the same thing. */
  boolean isOf(ScaleCell other) {
    return model == other.model
        && precision == other.precision
        && threads == other.threads
        && axis == other.axis
        && value == other.value;
  }
}
