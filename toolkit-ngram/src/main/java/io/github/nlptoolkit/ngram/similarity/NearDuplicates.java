package io.github.nlptoolkit.ngram.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Finds near-duplicates among many texts: MinHash signatures of their n-grams, cut into bands;
 * texts that agree in a band are compared (Broder, "On the resemblance and containment of
 * documents", 1997; Leskovec, Rajaraman and Ullman, "Mining of massive datasets", chapter 3,
 * http://www.mmds.org). Two texts of Jaccard coefficient {@code s} are found with the probability
 * {@code 1 - (1 - s^rows)^bands}. Not thread-safe.
 */
public final class NearDuplicates {
  private final int bands;
  private final int rows;
  private final long[] seeds;
  private final List<NgramProfile> profiles = new ArrayList<>();
  private final List<Map<Long, List<Integer>>> buckets = new ArrayList<>();

  /**
   * Makes an empty collection.
   *
   * @param bands how many bands, at least 1; more of them find less similar texts
   * @param rows how many values a band has, at least 1; more of them find only more similar texts
   * @param seed any number; the same gives the same result
   * @throws IllegalArgumentException if a number is less than 1
   */
  public NearDuplicates(int bands, int rows, long seed) {
    if (bands < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "bands and rows must be at least 1, got " + bands + " and " + rows);
    }
    this.bands = bands;
    this.rows = rows;
    SplittableRandom random = new SplittableRandom(seed);
    seeds = random.longs((long) bands * rows).toArray();
    for (int band = 0; band < bands; band++) {
      buckets.add(new HashMap<>());
    }
  }

  /**
   * Two texts that are alike.
   *
   * @param first the number of the earlier one, from 0
   * @param second the number of the later one
   * @param similarity the Jaccard coefficient of their n-grams, exact
   */
  public record Pair(int first, int second, double similarity) {}

  /**
   * The MinHash signature of a profile: the share of equal values in two signatures estimates the
   * Jaccard coefficient.
   *
   * @param profile the n-grams of a text
   * @return bands times rows values; the caller's own
   */
  public long[] signature(NgramProfile profile) {
    long[] signature = new long[seeds.length];
    Arrays.fill(signature, Long.MAX_VALUE);
    for (long hash : profile.hashesView()) {
      for (int i = 0; i < seeds.length; i++) {
        signature[i] = Math.min(signature[i], NgramProfile.mix(hash ^ seeds[i]));
      }
    }
    return signature;
  }

  /**
   * Adds a text and compares it with those before.
   *
   * @param profile its n-grams
   * @param minSimilarity the least Jaccard coefficient, in [0, 1]
   * @return the earlier texts that are so similar and were found, in their order; an empty text is
   *     like no other
   * @throws IllegalArgumentException if {@code minSimilarity} is out of range
   */
  public List<Pair> add(NgramProfile profile, double minSimilarity) {
    if (!(minSimilarity >= 0 && minSimilarity <= 1)) {
      throw new IllegalArgumentException("minSimilarity must be in [0, 1], got " + minSimilarity);
    }
    int number = profiles.size();
    profiles.add(profile);
    if (profile.distinct() == 0) {
      return List.of();
    }
    long[] signature = signature(profile);
    Set<Integer> candidates = new LinkedHashSet<>();
    for (int band = 0; band < bands; band++) {
      long key = 0;
      for (int row = 0; row < rows; row++) {
        key = NgramProfile.mix(key + signature[band * rows + row]);
      }
      List<Integer> bucket = buckets.get(band).computeIfAbsent(key, unused -> new ArrayList<>());
      candidates.addAll(bucket);
      bucket.add(number);
    }
    return candidates.stream()
        .sorted()
        .map(other -> new Pair(other, number, profiles.get(other).jaccard(profile)))
        .filter(pair -> pair.similarity() >= minSimilarity)
        .toList();
  }

  /**
   * How many texts were added.
   *
   * @return the number
   */
  public int size() {
    return profiles.size();
  }
}
