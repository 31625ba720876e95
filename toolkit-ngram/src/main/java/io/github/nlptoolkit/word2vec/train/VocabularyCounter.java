package io.github.nlptoolkit.word2vec.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the words of a corpus and chooses those to keep, as gensim 4.4 does ({@code
 * Word2Vec.build_vocab}): {@code maxFinalVocabulary} raises the minimal count until no more words
 * are left than it says; {@code maxVocabularySize} drops rare words while counting whenever there
 * are more. Not thread-safe.
 */
final class VocabularyCounter {

  private final Word2VecSettings settings;
  private final @Nullable Vocabulary known;
  private WordTable table = new WordTable();
  private long[] counts = new long[1 << 10];
  private long corpusWords;
  private long overlongWords;
  private long malformedWords;
  private long leastWhenFull = 1;

  /**
   * Makes one.
   *
   * @param known words to keep however rare they are; null if there are none
   */
  VocabularyCounter(Word2VecSettings settings, @Nullable Vocabulary known) {
    this.settings = settings;
    this.known = known;
  }

  /**
   * Counts.
   *
   * @throws IllegalArgumentException if no word is left
   */
  Vocabulary count(Corpus corpus) throws IOException {
    // Dropping rare words depends on the order, so one thread does it.
    int threads = settings.maxVocabularySize() > 0 ? 1 : settings.threads();
    Object lock = new Object();
    Pieces pieces = new Pieces(corpus, threads);
    pieces.run(
        0,
        () -> false,
        () -> {
          Counts own = new Counts();
          return new Pieces.Worker() {
            @Override
            public void work(int piece, SentenceReader sentences) throws IOException {
              while (sentences.next(own)) {
                if (settings.maxVocabularySize() > 0
                    && own.table.size() > settings.maxVocabularySize()) {
                  own.dropRare();
                }
              }
            }

            @Override
            public void end(SentenceReader sentences) {
              synchronized (lock) {
                merge(own);
                corpusWords += sentences.words();
                overlongWords += sentences.overlongWords();
              }
            }
          };
        });
    return chosen(corpus);
  }

  long overlongWords() {
    return overlongWords;
  }

  long malformedWords() {
    return malformedWords;
  }

  private void merge(Counts other) {
    if (table.size() == 0) {
      table = other.table;
      counts = other.counts;
      return;
    }
    int[] numbers = new int[other.table.size()];
    table.addAll(other.table, numbers);
    if (counts.length < table.size()) {
      counts = Arrays.copyOf(counts, table.size());
    }
    for (int i = 0; i < numbers.length; i++) {
      counts[numbers[i]] += other.counts[i];
    }
  }

  private Vocabulary chosen(Corpus corpus) {
    long least = leastCount();
    List<Counted> kept = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      boolean isKnown = known != null && known.rowOf(table.word(i)) >= 0;
      if (counts[i] < least && !isKnown) {
        continue;
      }
      if (table.isUtf8(i)) {
        kept.add(new Counted(table.word(i), counts[i]));
      } else {
        malformedWords += counts[i];
      }
    }
    if (kept.isEmpty()) {
      throw new IllegalArgumentException(
          corpus.name()
              + ": no word is left to train on; it has "
              + corpusWords
              + " words, "
              + table.size()
              + " different ones, and the minimal count is "
              + least);
    }
    kept.sort(Comparator.comparingLong(Counted::count).reversed().thenComparing(Counted::word));
    List<String> words = new ArrayList<>(kept.size());
    long[] sorted = new long[kept.size()];
    for (int i = 0; i < sorted.length; i++) {
      words.add(kept.get(i).word());
      sorted[i] = kept.get(i).count();
    }
    return new Vocabulary(words, sorted, corpusWords);
  }

  /** The minimal count that {@code minCount} and {@code maxFinalVocabulary} ask for together. */
  private long leastCount() {
    int most = settings.maxFinalVocabulary();
    if (most <= 0 || most >= table.size()) {
      return settings.minCount();
    }
    long[] sorted = Arrays.copyOf(counts, table.size());
    Arrays.sort(sorted);
    return Math.max(settings.minCount(), sorted[sorted.length - 1 - most] + 1);
  }

  private record Counted(String word, long count) {}

  /** What one thread has counted. */
  private final class Counts implements SentenceReader.Words {
    private WordTable table = new WordTable();
    private long[] counts = new long[1 << 10];

    @Override
    public void word(byte[] bytes, int start, int end, long hash) {
      int number = table.findOrAdd(bytes, start, end, hash);
      if (number >= counts.length) {
        counts = Arrays.copyOf(counts, 2 * counts.length);
      }
      counts[number]++;
    }

    void dropRare() {
      WordTable smaller = new WordTable();
      long[] kept = new long[counts.length];
      for (int i = 0; i < table.size(); i++) {
        if (counts[i] >= leastWhenFull) {
          kept[smaller.findOrAdd(table.word(i))] = counts[i];
        }
      }
      table = smaller;
      counts = kept;
      leastWhenFull++;
    }
  }
}
