package io.github.nlptoolkit.ngram.similarity;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/**
 * The n-grams of a text with their counts, by 64-bit hashes: two different n-grams are taken for
 * one with a chance of about 2^-64. Immutable and thread-safe.
 */
public final class NgramProfile {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final long[] hashes;
  private final int[] counts;
  private final long total;
  private final double norm;

  private NgramProfile(long[] all) {
    Arrays.sort(all);
    long[] distinct = new long[all.length];
    int[] numbers = new int[all.length];
    int size = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        distinct[size++] = all[i];
      }
      numbers[size - 1]++;
    }
    hashes = Arrays.copyOf(distinct, size);
    counts = Arrays.copyOf(numbers, size);
    total = all.length;
    double squares = 0;
    for (int count : counts) {
      squares += (double) count * count;
    }
    norm = Math.sqrt(squares);
  }

  /**
   * The n-grams of words.
   *
   * @param words the words of a text in order
   * @param minLength the least length of an n-gram, at least 1
   * @param maxLength the greatest
   * @return the profile; empty for a text of fewer words than {@code minLength}
   * @throws IllegalArgumentException if not {@code 1 <= minLength <= maxLength}
   */
  public static NgramProfile ofWords(List<String> words, int minLength, int maxLength) {
    long[] units = new long[words.size()];
    for (int i = 0; i < units.length; i++) {
      units[i] = hash(requireNonNull(words.get(i), "word"));
    }
    return of(units, minLength, maxLength);
  }

  /**
   * The n-grams of characters (code points).
   *
   * @param text the text
   * @param minLength the least length of an n-gram, at least 1
   * @param maxLength the greatest
   * @return the profile; empty for a text of fewer characters than {@code minLength}
   * @throws IllegalArgumentException if not {@code 1 <= minLength <= maxLength}
   */
  public static NgramProfile ofCharacters(CharSequence text, int minLength, int maxLength) {
    long[] units = text.codePoints().asLongStream().map(NgramProfile::mix).toArray();
    return of(units, minLength, maxLength);
  }

  private static NgramProfile of(long[] units, int minLength, int maxLength) {
    if (minLength < 1 || maxLength < minLength) {
      throw new IllegalArgumentException(
          "lengths must be 1 <= minLength <= maxLength, got " + minLength + " and " + maxLength);
    }
    long size = 0;
    for (int length = minLength; length <= Math.min(maxLength, units.length); length++) {
      size += units.length - length + 1;
    }
    long[] all = new long[Math.toIntExact(size)];
    int at = 0;
    for (int from = 0; from < units.length; from++) {
      long hash = 0;
      for (int length = 1; length <= maxLength && from + length <= units.length; length++) {
        hash = mix(hash + units[from + length - 1]);
        if (length >= minLength) {
          all[at++] = hash;
        }
      }
    }
    return new NgramProfile(all);
  }

  private static long hash(String word) {
    long hash = word.length();
    for (int i = 0; i < word.length(); i++) {
      hash = mix(hash + word.charAt(i));
    }
    return hash;
  }

  /** A bijection of 64 bits, the finaliser of SplitMix64. */
  static long mix(long value) {
    long mixed = value * MULTIPLIER + MULTIPLIER;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /**
   * How many different n-grams there are.
   *
   * @return the number
   */
  public int distinct() {
    return hashes.length;
  }

  /**
   * How many n-grams there are.
   *
   * @return the number, each as often as it occurs
   */
  public long total() {
    return total;
  }

  long[] hashesView() {
    return hashes;
  }

  /**
   * The Jaccard coefficient: shared n-grams among all of both, each taken once.
   *
   * @param other another profile
   * @return in [0, 1]; 1 for two empty profiles
   */
  public double jaccard(NgramProfile other) {
    int shared = shared(other);
    int all = distinct() + other.distinct() - shared;
    return all == 0 ? 1 : (double) shared / all;
  }

  /**
   * The Dice coefficient: twice the shared n-grams by the sum of those of each, each taken once.
   *
   * @param other another profile
   * @return in [0, 1]; 1 for two empty profiles
   */
  public double dice(NgramProfile other) {
    int sum = distinct() + other.distinct();
    return sum == 0 ? 1 : 2.0 * shared(other) / sum;
  }

  /**
   * The cosine of the vectors of counts.
   *
   * @param other another profile
   * @return in [0, 1]; 0 if one of them is empty
   */
  public double cosine(NgramProfile other) {
    double dot = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < hashes.length && theirs < other.hashes.length) {
      if (hashes[mine] == other.hashes[theirs]) {
        dot += (double) counts[mine++] * other.counts[theirs++];
      } else if (hashes[mine] < other.hashes[theirs]) {
        mine++;
      } else {
        theirs++;
      }
    }
    return dot == 0 ? 0 : Math.min(1, dot / (norm * other.norm));
  }

  private int shared(NgramProfile other) {
    int shared = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < hashes.length && theirs < other.hashes.length) {
      if (hashes[mine] == other.hashes[theirs]) {
        shared++;
        mine++;
        theirs++;
      } else if (hashes[mine] < other.hashes[theirs]) {
        mine++;
      } else {
        theirs++;
      }
    }
    return shared;
  }
}
