package io.github.nlptoolkit.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a language model is stored. */
enum LmFormat {
  /** ARPA text, packed if the name of the file ends in {@code .gz}. */
  ARPA,
  /** Binary hash tables: the fastest. */
  PROBING,
  /** Binary, sorted and packed: the smallest. */
  TRIE;

  /** The format that is asked for, or that the name of a file tells. */
  static LmFormat of(@Nullable LmFormat asked, String file) {
    if (asked != null) {
      return asked;
    }
    String name = file.toLowerCase(Locale.ROOT);
    if (name.equals("-") || name.endsWith(".arpa") || name.endsWith(".gz")) {
      return ARPA;
    }
    return name.endsWith(".trie") ? TRIE : PROBING;
  }
}
