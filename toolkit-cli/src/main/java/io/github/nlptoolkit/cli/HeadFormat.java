package io.github.nlptoolkit.cli;

/** How the commands of heads write. */
enum HeadFormat {
  /** For people. */
  TABLE,
  /** An object a text. */
  JSONL
}
