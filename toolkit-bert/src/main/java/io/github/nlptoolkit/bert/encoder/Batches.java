package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which texts run together: sorted by their number of tokens, longest first, and cut so that a
 * batch has no more tokens than a budget, or one text. The same texts are always cut the same way.
 */
final class Batches {
  /** Below this, a batch of its own costs more than a second lane brings. */
  private static final int WORTH_A_LANE = 32;

  private Batches() {}

  /**
   * In which order texts are packed, for those of one length to lie together.
   *
   * @param texts their tokens
   * @return their indices, the longest first; those of one length as they were
   */
  static int[] longestFirst(List<TokenIds> texts) {
    return IntStream.range(0, texts.size())
        .boxed()
        .sorted(Comparator.comparingInt((Integer i) -> texts.get(i).size()).reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Cuts texts into batches.
   *
   * @param texts their tokens
   * @param budget the most tokens in a batch, at least 1
   * @param lanes how many batches run side by side: a few texts are spread over them
   * @return the indices of each batch's texts; texts without tokens are in none
   */
  static List<int[]> of(List<TokenIds> texts, int budget, int lanes) {
    int[] order = IntStream.of(longestFirst(texts)).filter(i -> texts.get(i).size() > 0).toArray();
    long total = 0;
    for (int i : order) {
      total += texts.get(i).size();
    }
    long share = Math.max(WORTH_A_LANE, (total + lanes - 1) / lanes);
    long limit = Math.min(budget, share);
    List<int[]> batches = new ArrayList<>();
    int start = 0;
    while (start < order.length) {
      int end = start;
      long tokens = 0;
      while (end < order.length
          && (end == start || tokens + texts.get(order[end]).size() <= limit)) {
        tokens += texts.get(order[end]).size();
        end++;
      }
      batches.add(Arrays.copyOfRange(order, start, end));
      start = end;
    }
    return batches;
  }
}
