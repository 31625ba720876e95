package io.github.nlptoolkit.ngram.internal.count;

import io.github.nlptoolkit.ngram.internal.column.IntColumn;
import io.github.nlptoolkit.ngram.internal.column.PairSort;
import io.github.nlptoolkit.ngram.internal.parallel.InOrder;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Sorts the n-grams of a block by their words from the last back and counts equal ones. Positions
 * are first put together by their word; what stands before them is packed into longs and sorted, in
 * ranges of words that go to several threads.
 */
final class BlockSorter {
  private static final int MIN_RANGE = 1 << 14;
  private static final int RANGES_PER_THREAD = 16;
  private static final int USABLE_BITS = Long.SIZE - 1;

  private final TokenBlock block;
  private final int order;
  private final int bits;
  private final int perLong;
  private final int[] starts;
  private final IntColumn positions;

  BlockSorter(TokenBlock block, int order, int words) {
    this.block = block;
    this.order = order;
    bits = Integer.SIZE - Integer.numberOfLeadingZeros(words);
    perLong = USABLE_BITS / bits;
    starts = new int[words + 1];
    for (int i = block.firstCounted(); i < block.size(); i++) {
      int id = block.get(i);
      if (id >= 0) {
        starts[id + 1]++;
      }
    }
    for (int word = 0; word < words; word++) {
      starts[word + 1] += starts[word];
    }
    positions = new IntColumn(starts[words]);
    int[] next = Arrays.copyOf(starts, words);
    for (int i = block.firstCounted(); i < block.size(); i++) {
      int id = block.get(i);
      if (id >= 0) {
        positions.set(next[id]++, i);
      }
    }
  }

  /**
   * Sorts all.
   *
   * @param threads what does the work
   * @param newSink makes what takes the n-grams of one range
   * @param done takes it when it is full, in the order of the words
   */
  <S extends GramSink> void sort(InOrder threads, IntFunction<S> newSink, InOrder.Sink<S> done)
      throws IOException {
    int[] ranges = ranges(threads.threads());
    threads.run(
        ranges.length - 1,
        number -> {
          S sink = newSink.apply(order);
          new Range(sink).run(ranges[number], ranges[number + 1]);
          return sink;
        },
        done);
  }

  /** Words where ranges of about as many tokens begin, and the number of words. */
  private int[] ranges(int threads) {
    int words = starts.length - 1;
    int least = Math.max(MIN_RANGE, positions.size() / (threads * RANGES_PER_THREAD));
    int[] ranges = new int[Math.min(words, positions.size() / least + 1) + 1];
    int count = 0;
    int begin = 0;
    for (int word = 1; word <= words; word++) {
      if (starts[word] - starts[begin] >= least || word == words) {
        ranges[++count] = word;
        begin = word;
      }
    }
    return Arrays.copyOf(ranges, count + 1);
  }

  /** The work on one range. */
  private final class Range {
    private final GramSink sink;
    private final int[] path = new int[order];
    private final PairSort pairs = new PairSort();
    private long[] keys = new long[0];
    private int[] places = new int[0];

    Range(GramSink sink) {
      this.sink = sink;
    }

    void run(int fromWord, int toWord) {
      for (int word = fromWord; word < toWord; word++) {
        int from = starts[word];
        int count = starts[word + 1] - from;
        if (count > 0) {
          if (keys.length < count) {
            keys = new long[count];
            places = new int[count];
          }
          for (int i = 0; i < count; i++) {
            places[i] = positions.get(from + i);
          }
          path[0] = word;
          sortGroup(keys, places, count, 0, 0);
        }
      }
    }

    /** Sorts n-grams whose last {@code depth + 1} words are those of the path. */
    private void sortGroup(long[] keys, int[] places, int count, int depth, int firstShared) {
      int span = Math.min(perLong, order - 1 - depth);
      for (int i = 0; i < count; i++) {
        keys[i] = block.context(places[i], depth, span, bits);
      }
      boolean complete = depth + span == order - 1;
      if (complete) {
        Arrays.sort(keys, 0, count);
      } else {
        pairs.sort(keys, places, count);
      }
      int from = 0;
      while (from < count) {
        long key = keys[from];
        int to = from + 1;
        while (to < count && keys[to] == key) {
          to++;
        }
        int shared = from == 0 ? firstShared : depth + 1 + sharedCodes(key ^ keys[from - 1], span);
        int found = unpack(key, span, depth + 1);
        boolean endsHere = complete || found < depth + 1 + span;
        if (endsHere || block.beginsSentence(path[found - 1])) {
          sink.add(shared, path, found, to - from);
        } else {
          int[] group = Arrays.copyOfRange(places, from, to);
          sortGroup(new long[to - from], group, to - from, depth + span, shared);
        }
        from = to;
      }
    }

    private int sharedCodes(long difference, int span) {
      return (Long.numberOfLeadingZeros(difference) - (Long.SIZE - span * bits)) / bits;
    }

    /** Writes the words of a key into the path; returns where they end. */
    private int unpack(long key, int span, int at) {
      int shift = (span - 1) * bits;
      long mask = (1L << bits) - 1;
      int end = at;
      for (int i = 0; i < span; i++) {
        int code = (int) (key >>> shift & mask);
        if (code == 0) {
          break;
        }
        path[end++] = code - 1;
        shift -= bits;
      }
      return end;
    }
  }
}
