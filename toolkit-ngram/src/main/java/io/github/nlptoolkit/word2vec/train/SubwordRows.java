package io.github.nlptoolkit.word2vec.train;

import io.github.nlptoolkit.word2vec.Subwords;

/**
 * The rows of the input matrix that make up each word: its own, then those of its n-grams, whose
 * buckets lie behind the words. Immutable and thread-safe.
 */
final class SubwordRows {

  private final int[] starts;
  private final int[] rows;

  SubwordRows(Vocabulary vocabulary, Subwords subwords) {
    int words = vocabulary.size();
    int[][] all = new int[words][];
    long sum = 0;
    for (int i = 0; i < words; i++) {
      all[i] = subwords.bucketsOf(vocabulary.words().get(i));
      sum += all[i].length;
    }
    if (sum > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "the vocabulary has more n-grams than fit in one array; a larger minCount makes them"
              + " less");
    }
    starts = new int[words + 1];
    rows = new int[(int) sum];
    for (int i = 0; i < words; i++) {
      for (int k = 0; k < all[i].length; k++) {
        rows[starts[i] + k] = words + all[i][k];
      }
      starts[i + 1] = starts[i] + all[i].length;
    }
  }

  /** Adds the rows of a word to a trainer's bag; returns how many are in it then. */
  int addTo(SentenceTrainer trainer, int word, int count) {
    int ngrams = starts[word + 1] - starts[word];
    int[] bag = trainer.room(count + 1 + ngrams);
    bag[count] = word;
    System.arraycopy(rows, starts[word], bag, count + 1, ngrams);
    return count + 1 + ngrams;
  }
}
