package io.github.nlptoolkit.engine.tokenizer;

import java.util.Arrays;

/** The parts of an encoding while it is put together. */
final class EncodingParts {
  final boolean[] special;
  final int[] starts;
  final int[] ends;
  final int[] wordIds;
  final int[] sequenceIds;

  EncodingParts(int size) {
    special = new boolean[size];
    starts = new int[size];
    ends = new int[size];
    wordIds = new int[size];
    sequenceIds = new int[size];
    Arrays.fill(wordIds, -1);
    Arrays.fill(sequenceIds, -1);
  }

  /** Marks an added special token. */
  void special(int at) {
    special[at] = true;
  }

  /** Copies the first tokens of a text to {@code [at, at + count)}. */
  void text(int at, int sequence, TextTokens tokens, int count) {
    int[] spans = tokens.spans();
    long[] words = tokens.wordIds();
    for (int i = 0; i < count; i++) {
      starts[at + i] = spans[2 * i];
      ends[at + i] = spans[2 * i + 1];
      wordIds[at + i] = (int) words[i];
      sequenceIds[at + i] = sequence;
    }
  }
}
