package io.github.nlptoolkit.ngram;

import static java.util.Objects.requireNonNull;

import io.github.nlptoolkit.text.LanguageModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A language model that looks at the last few words. Probabilities are log10 as in ARPA files.
 * Implementations are immutable and thread-safe.
 */
public sealed interface NgramModel extends LanguageModel
    permits BackoffModel, CountModel, MixtureModel {

  /**
   * The greatest length of an n-gram.
   *
   * @return at least 1: one word more than the context that counts
   */
  int order();

  /**
   * The words.
   *
   * @return the vocabulary
   */
  Vocabulary vocabulary();

  /**
   * Something that goes through a text.
   *
   * @return a new scorer, at the start of a sentence
   */
  Scorer scorer();

  @Override
  default boolean knows(String word) {
    return vocabulary().contains(word);
  }

  /**
   * The probability of a word in a context.
   *
   * @param word the word
   * @param context the words before it in their order; {@code <s>} stands for the start of a
   *     sentence; what is longer than the model looks back does not matter
   * @return log10, at most 0
   */
  default double log10Probability(String word, List<String> context) {
    Scorer scorer = scorer();
    after(context, scorer);
    return scorer.next(word);
  }

  private static void after(List<String> context, Scorer scorer) {
    scorer.clear();
    for (String before : context) {
      scorer.next(before);
    }
  }

  /**
   * Scores a sentence with its start and its end.
   *
   * @param words its words; may be empty
   * @return a score for each, and one for the end
   */
  default SentenceScore score(List<String> words) {
    return score(words, true, true);
  }

  /**
   * Scores words.
   *
   * @param words the words; may be empty
   * @param begin whether a sentence begins before them
   * @param end whether it ends after them
   * @return a score for each, and one for the end if that is asked for
   */
  default SentenceScore score(List<String> words, boolean begin, boolean end) {
    Scorer scorer = scorer();
    if (!begin) {
      scorer.clear();
    }
    List<TokenScore> scores = new ArrayList<>(words.size() + 1);
    for (String word : words) {
      double log10 = scorer.next(requireNonNull(word, "word"));
      scores.add(new TokenScore(word, log10, scorer.ngramLength(), !knows(word)));
    }
    if (end) {
      double log10 = scorer.next(Vocabulary.END);
      scores.add(
          new TokenScore(vocabulary().word(Vocabulary.END), log10, scorer.ngramLength(), false));
    }
    return new SentenceScore(scores);
  }

  @Override
  default double[] log10Probabilities(List<String> words) {
    return score(words).tokens().stream().mapToDouble(TokenScore::log10).toArray();
  }

  /**
   * How well the model foretells a text.
   *
   * @param sentences its sentences, each a list of words
   * @return the perplexity
   */
  default Perplexity perplexity(Iterable<List<String>> sentences) {
    Perplexity sum = Perplexity.NONE;
    for (List<String> sentence : sentences) {
      sum = sum.plus(Perplexity.of(score(sentence)));
    }
    return sum;
  }

  /**
   * The probability of every word of the vocabulary after a context.
   *
   * @param context the words before; {@code <s>} stands for the start of a sentence
   * @return probabilities by id; that of {@code <s>}, which cannot come next, is 0; the caller's
   *     own
   */
  default double[] distribution(List<String> context) {
    Scorer scorer = scorer();
    after(context, scorer);
    double[] probabilities = new double[vocabulary().size()];
    for (int id = 0; id < probabilities.length; id++) {
      probabilities[id] = id == Vocabulary.BEGIN ? 0 : Math.pow(10, scorer.peek(id));
    }
    return probabilities;
  }

  /**
   * The most probable words after a context.
   *
   * @param context the words before; {@code <s>} stands for the start of a sentence
   * @param count how many, at least 0
   * @return at most so many, the most probable first, then by id; never {@code <s>} or {@code
   *     <unk>}
   * @throws IllegalArgumentException if {@code count} is negative
   */
  default List<NextWord> nextWords(List<String> context, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count must be at least 0, got " + count);
    }
    record Candidate(int id, double log10) {}
    Comparator<Candidate> worstFirst =
        Comparator.comparingDouble(Candidate::log10)
            .thenComparing(Comparator.comparingInt(Candidate::id).reversed());
    PriorityQueue<Candidate> best = new PriorityQueue<>(worstFirst);
    Scorer scorer = scorer();
    after(context, scorer);
    for (int id = Vocabulary.END; id < vocabulary().size(); id++) {
      best.add(new Candidate(id, scorer.peek(id)));
      if (best.size() > count) {
        best.remove();
      }
    }
    return best.stream()
        .sorted(worstFirst.reversed())
        .map(candidate -> new NextWord(vocabulary().word(candidate.id()), candidate.log10()))
        .toList();
  }
}
