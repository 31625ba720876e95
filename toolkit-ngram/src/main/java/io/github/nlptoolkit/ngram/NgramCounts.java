package io.github.nlptoolkit.ngram;

import static java.util.Objects.requireNonNull;

import io.github.nlptoolkit.ngram.internal.count.Boundary;
import io.github.nlptoolkit.ngram.internal.count.CorpusCounter;
import io.github.nlptoolkit.ngram.internal.count.CountTrie;
import io.github.nlptoolkit.ngram.internal.estimate.EstimateOptions;
import io.github.nlptoolkit.ngram.internal.estimate.Estimator;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How often the n-grams of a text occur. Immutable and thread-safe. */
public final class NgramCounts {
  private final CountTrie trie;
  private final long tokens;
  private final long sentences;
  private final NgramTrainer trainer;
  private final CorpusCounter.@Nullable KeptWords kept;
  private final Vocabulary vocabulary;

  NgramCounts(
      CountTrie trie,
      long tokens,
      long sentences,
      NgramTrainer trainer,
      CorpusCounter.@Nullable KeptWords kept) {
    this.trie = trie;
    this.tokens = tokens;
    this.sentences = sentences;
    this.trainer = trainer;
    this.kept = kept;
    vocabulary = new Vocabulary(trie.vocabulary());
  }

  /**
   * The greatest length of an n-gram.
   *
   * @return the order, at least 1
   */
  public int order() {
    return trie.order();
  }

  /**
   * The words.
   *
   * @return the vocabulary
   */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * How many words the text has.
   *
   * @return the number, without starts and ends of sentences
   */
  public long tokens() {
    return tokens;
  }

  /**
   * How many sentences the text has.
   *
   * @return the number, empty ones included
   */
  public long sentences() {
    return sentences;
  }

  /**
   * How many different n-grams of a length there are.
   *
   * @param length the number of words, in [1, order]
   * @return the number
   * @throws IllegalArgumentException if the length is out of range
   */
  public long distinct(int length) {
    if (length < 1 || length > order()) {
      throw new IllegalArgumentException("length must be in [1, " + order() + "], got " + length);
    }
    int level = length - 1;
    long distinct = 0;
    for (int node = 0; node < trie.size(level); node++) {
      distinct += trie.counts(level).get(node) > 0 ? 1 : 0;
    }
    return distinct;
  }

  /**
   * How often an n-gram occurs.
   *
   * @param words its words in order, at least one and at most as many as the order
   * @return the number; 0 if it does not occur
   * @throws IllegalArgumentException if there are no words, or too many
   */
  public long count(List<String> words) {
    if (words.isEmpty() || words.size() > order()) {
      throw new IllegalArgumentException("words must be 1 to " + order() + ", got " + words.size());
    }
    int node = -1;
    for (int i = words.size() - 1, level = 0; i >= 0; i--, level++) {
      int id = trie.vocabulary().find(requireNonNull(words.get(i), "word"));
      node = id < 0 ? -1 : level == 0 ? id : child(trie, level, node, id);
      if (node < 0) {
        return 0;
      }
    }
    return trie.counts(words.size() - 1).get(node);
  }

  /** The node of a level below a parent with a word; -1 if there is none. */
  static int child(CountTrie trie, int level, int parent, int word) {
    int to = trie.starts(level - 1).get(parent + 1);
    int found = trie.words(level).lowerBound(trie.starts(level - 1).get(parent), to, word);
    return found < to && trie.words(level).get(found) == word ? found : -1;
  }

  /**
   * Estimates a back-off model, with the pruning and the vocabulary of the trainer that counted.
   *
   * @param smoothing how unseen n-grams get probability
   * @return the model
   * @throws IllegalArgumentException if the counts do not suit the smoothing, or sentences were
   *     padded as NLTK pads them
   */
  public BackoffModel estimate(Smoothing smoothing) {
    try {
      return estimate(smoothing, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  BackoffModel estimate(Smoothing smoothing, boolean consume) throws IOException {
    if (trie.boundary() != Boundary.MARKED) {
      throw new IllegalArgumentException(
          "a back-off model needs one start and one end of a sentence: leave padding(...) out");
    }
    EstimateOptions options = trainer.options(keptIds(), consume);
    return new BackoffModel(Estimator.estimate(trie, smoothing.smoother(), options).table());
  }

  private @Nullable BitSet keptIds() {
    Set<String> words = trainer.limitVocabulary();
    if (words == null) {
      return null;
    }
    BitSet ids = new BitSet(trie.size(0));
    for (String word : words) {
      int id = trie.vocabulary().find(word);
      if (id >= 0) {
        ids.set(id);
      }
    }
    return ids;
  }

  /**
   * Makes a model that computes probabilities from these counts when it is asked.
   *
   * @param smoothing how
   * @return the model
   * @throws IllegalArgumentException if Kneser-Ney is asked for and the order is 1
   */
  public CountModel model(CountSmoothing smoothing) {
    return new CountModel(this, smoothing);
  }

  CountTrie trie() {
    return trie;
  }

  /** Whether the start of a sentence is a word like others. */
  boolean countsBegin() {
    boolean isKept = kept == null || kept.begin();
    return trie.boundary() == Boundary.PADDED && order() > 1 && isKept;
  }

  /** Whether the end of a sentence is a word. */
  boolean countsEnd() {
    boolean isKept = kept == null || kept.end();
    return switch (trie.boundary()) {
      case MARKED -> true;
      case PADDED -> order() > 1 && isKept;
      case NONE -> false;
    };
  }

  /** How many words probability is shared among. */
  int wordCount() {
    return vocabulary.size() - WordTable.END + (countsBegin() ? 1 : 0) + (countsEnd() ? 1 : 0);
  }
}
