package io.github.nlptoolkit.vectors.quantization;

import java.util.Locale;

/** What a value of a vector is made into. Immutable and thread-safe. */
public enum Precision {
  /** A byte from -128 to 127: the number of its bucket of 256, less 128. */
  INT8,
  /** A byte from 0 to 255: the number of its bucket of 256. */
  UINT8,
  /** A bit, 1 for what is above 0; eight to a byte, the first the highest, less 128. */
  BINARY,
  /** A bit, 1 for what is above 0; eight to a byte, the first the highest. */
  UBINARY;

  /**
   * The name in sentence-transformers: {@code int8}, {@code uint8}, {@code binary} or {@code
   * ubinary}.
   *
   * @return the name
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Finds a precision by its name.
   *
   * @param id the name as in sentence-transformers
   * @return the precision
   * @throws IllegalArgumentException if there is none of this name; the message lists them
   */
  public static Precision of(String id) {
    for (Precision precision : values()) {
      if (precision.id().equals(id)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "precision must be int8, uint8, binary or ubinary, got " + id);
  }

  boolean isBits() {
    return this == BINARY || this == UBINARY;
  }

  boolean isSigned() {
    return this == INT8 || this == BINARY;
  }

  int bytes(int dimension) {
    return isBits() ? (dimension + 7) / 8 : dimension;
  }
}
