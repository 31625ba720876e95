package io.github.nlptoolkit.ngram.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimilarityTest {

  @Test
  void coefficientsOfTextsThatCanBeCountedByHand() {
    NgramProfile night = NgramProfile.ofCharacters("night", 2, 2);
    NgramProfile nacht = NgramProfile.ofCharacters("nacht", 2, 2);
    assertThat(night.jaccard(nacht)).isCloseTo(1 / 7.0, within(1e-12));
    assertThat(night.dice(nacht)).isCloseTo(0.25, within(1e-12));
    assertThat(night.cosine(nacht)).isCloseTo(0.25, within(1e-12));
    NgramProfile twice = NgramProfile.ofWords(List.of("a", "b", "a", "b"), 1, 2);
    assertThat(twice.distinct()).isEqualTo(4);
    assertThat(twice.total()).isEqualTo(7);
    assertThat(twice.cosine(NgramProfile.ofWords(List.of("a"), 1, 2)))
        .isCloseTo(2 / Math.sqrt(4 + 4 + 4 + 1), within(1e-12));
    assertThat(twice.cosine(twice)).isCloseTo(1, within(1e-12));
  }

  @Test
  void emptyTexts() {
    NgramProfile empty = NgramProfile.ofCharacters("a", 2, 3);
    NgramProfile some = NgramProfile.ofCharacters("ab", 2, 3);
    assertThat(empty.distinct()).isZero();
    assertThat(empty.jaccard(empty)).isEqualTo(1);
    assertThat(empty.dice(some)).isZero();
    assertThat(empty.cosine(some)).isZero();
    assertThatThrownBy(() -> NgramProfile.ofCharacters("a", 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NgramProfile.ofCharacters("a", 3, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(NgramProfile.ofCharacters("😀😀", 1, 1).distinct()).isEqualTo(1);
  }

  private static List<String> words(SplittableRandom random, int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add("w" + random.nextInt(5000));
    }
    return words;
  }

  @Test
  void nearDuplicatesAreFound() {
    SplittableRandom random = new SplittableRandom(5);
    NearDuplicates texts = new NearDuplicates(24, 5, 1);
    Set<String> expected = new HashSet<>();
    Set<String> found = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      List<String> words = words(random, 120);
      List<String> near = new ArrayList<>(words);
      near.set(random.nextInt(120), "other");
      int number = texts.size();
      for (List<String> each : List.of(words, near)) {
        for (NearDuplicates.Pair pair : texts.add(NgramProfile.ofWords(each, 2, 2), 0.7)) {
          found.add(pair.first() + " " + pair.second());
          assertThat(pair.similarity()).isGreaterThan(0.9);
        }
      }
      expected.add(number + " " + (number + 1));
    }
    assertThat(found).isEqualTo(expected);
    assertThat(texts.add(NgramProfile.ofWords(List.of(), 2, 2), 0)).isEmpty();
    assertThat(texts.size()).isEqualTo(121);
  }

  @Test
  void signaturesEstimateJaccard() {
    SplittableRandom random = new SplittableRandom(6);
    NearDuplicates hashing = new NearDuplicates(100, 10, 3);
    List<String> words = words(random, 300);
    List<String> other = new ArrayList<>(words.subList(0, 150));
    other.addAll(words(random, 150));
    NgramProfile a = NgramProfile.ofWords(words, 1, 1);
    NgramProfile b = NgramProfile.ofWords(other, 1, 1);
    long[] one = hashing.signature(a);
    long[] two = hashing.signature(b);
    int equal = 0;
    for (int i = 0; i < one.length; i++) {
      equal += one[i] == two[i] ? 1 : 0;
    }
    assertThat(equal / 1000.0).isCloseTo(a.jaccard(b), within(0.06));
  }
}
