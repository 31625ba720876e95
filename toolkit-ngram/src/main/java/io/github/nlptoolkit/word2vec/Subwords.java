package io.github.nlptoolkit.word2vec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Character n-grams of words, hashed into buckets (Bojanowski, Grave, Joulin, Mikolov 2017,
 * "Enriching Word Vectors with Subword Information"), exactly as fastText 0.9 and gensim 4.4 do:
 * the word in {@code <} and {@code >}, n-grams of {@code minN} to {@code maxN} code points but the
 * two marks alone, FNV-1a over UTF-8 with its bytes taken as signed.
 *
 * <p>Immutable and thread-safe.
 *
 * @param minN the shortest n-gram, at least 1; fastText's default is 3
 * @param maxN the longest n-gram, at least {@code minN}; fastText's default is 6
 * @param buckets how many rows they share, at least 1; fastText's default is 2,000,000
 */
public record Subwords(int minN, int maxN, int buckets) {

  private static final int FNV_START = 0x811C9DC5;
  private static final int FNV_PRIME = 0x01000193;
  private static final int CONTINUATION_MASK = 0xC0;
  private static final int CONTINUATION = 0x80;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Subwords {
    if (minN < 1 || maxN < minN) {
      throw new IllegalArgumentException(
          "subwords need 1 <= minN <= maxN, got " + minN + " and " + maxN);
    }
    if (buckets < 1) {
      throw new IllegalArgumentException("buckets must be at least 1, got " + buckets);
    }
  }

  /**
   * The buckets of a word's n-grams.
   *
   * @param word the word
   * @return a bucket in {@code [0, buckets)} for each n-gram, in order of their starts; one may
   *     come twice; empty if the word is too short to have any
   */
  public int[] bucketsOf(String word) {
    byte[] bytes = ("<" + word + ">").getBytes(StandardCharsets.UTF_8);
    int[] found = new int[16];
    int count = 0;
    for (int start = 0; start < bytes.length; start++) {
      if (isContinuation(bytes[start])) {
        continue;
      }
      int hash = FNV_START;
      int at = start;
      for (int n = 1; n <= maxN && at < bytes.length; n++) {
        do {
          hash = (hash ^ bytes[at]) * FNV_PRIME;
          at++;
        } while (at < bytes.length && isContinuation(bytes[at]));
        boolean isMark = n == 1 && (start == 0 || at == bytes.length);
        if (n >= minN && !isMark) {
          if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
          }
          found[count++] = Integer.remainderUnsigned(hash, buckets);
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static boolean isContinuation(byte b) {
    return (b & CONTINUATION_MASK) == CONTINUATION;
  }
}
