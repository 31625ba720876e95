package io.github.nlptoolkit.ngram;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Texts for tests. */
final class Texts {
  private Texts() {}

  /** Sentences of words drawn by a law much like that of natural ones. */
  static List<List<String>> random(long seed, int sentences, int words) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<String>> all = new ArrayList<>();
    for (int i = 0; i < sentences; i++) {
      List<String> sentence = new ArrayList<>();
      int length = random.nextInt(12);
      int last = 0;
      for (int j = 0; j < length; j++) {
        last = (int) (words * Math.pow(random.nextDouble(), 3)) / (last % 3 + 1);
        sentence.add("w" + last);
      }
      all.add(sentence);
    }
    return all;
  }

  static BackoffModel model(int order) {
    return NgramTrainer.builder(order)
        .smoothing(Smoothing.modifiedKneserNey(0.5, 1, 1.5))
        .build()
        .train(random(7, 400, 60));
  }
}
