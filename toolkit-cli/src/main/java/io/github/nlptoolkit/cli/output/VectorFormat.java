package io.github.nlptoolkit.cli.output;

/** How vectors are written. */
public enum VectorFormat {
  /** One JSON object a line: {@code index}, {@code text}, {@code embedding}. */
  JSONL,
  /** RFC 4180 with a header: {@code index,text,v0,v1,…}. */
  CSV,
  /** One NumPy array of float32, a row for each text; no texts. */
  NPY
}
