package io.github.nlptoolkit.engine.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts one text of an encoding into overlapping parts, each with all that stands around the text:
 * what transformers calls overflowing tokens with a stride. Immutable and thread-safe.
 */
final class Windows {
  private final Encoding whole;
  private final int from;
  private final int to;

  /**
   * Prepares to cut.
   *
   * @param whole the encoding, of any length
   * @param sequence the text to cut, 0 or 1
   */
  Windows(Encoding whole, int sequence) {
    this.whole = whole;
    int[] sequences = whole.sequenceIds();
    int start = 0;
    while (start < sequences.length && sequences[start] != sequence) {
      start++;
    }
    int end = start;
    while (end < sequences.length && sequences[end] == sequence) {
      end++;
    }
    this.from = start;
    this.to = end;
  }

  /**
   * The parts.
   *
   * @param maxTokens the most tokens of each
   * @param stride how many tokens of the text each shares with the next
   */
  List<Encoding> of(int maxTokens, int stride) {
    if (whole.size() <= maxTokens) {
      return List.of(whole);
    }
    int room = maxTokens - (whole.size() - (to - from));
    if (stride < 0 || stride >= room) {
      throw new IllegalArgumentException(
          "stride must be at least 0 and less than "
              + room
              + ", what the limit of "
              + maxTokens
              + " tokens leaves of the text in each window, got "
              + stride);
    }
    List<Encoding> windows = new ArrayList<>();
    int start = from;
    while (true) {
      int end = Math.min(start + room, to);
      windows.add(window(start, end));
      if (end == to) {
        return List.copyOf(windows);
      }
      start += room - stride;
    }
  }

  private Encoding window(int start, int end) {
    int[] kept = new int[whole.size() - (to - from) + (end - start)];
    Arrays.setAll(kept, i -> i < from ? i : i < from + end - start ? i - from + start : 0);
    for (int i = from + end - start; i < kept.length; i++) {
      kept[i] = i - (from + end - start) + to;
    }
    return whole.select(kept);
  }
}
