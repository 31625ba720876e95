package io.github.nlptoolkit.bert.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes the pairs that BERT learned next-sentence prediction from: in half of them the second text
 * is what follows the first in its document (label 0), in the others it is from another document
 * (label 1). What was not used for that comes again in the next pair. As in {@code
 * create_pretraining_data.py} of the original BERT, but that sentences are not cut, and that the
 * target length is drawn anew for each pair.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al., 2019: BERT, appendix A.2</a>
 */
public final class NextSentencePairs {
  private NextSentencePairs() {}

  /**
   * Makes pairs of all sentences of some documents.
   *
   * @param documents their sentences, in order; empty documents are left out
   * @param options the length of pairs, and the seed
   * @return the pairs in the order of the documents; the same for the same seed
   * @throws IllegalArgumentException if fewer than two documents have sentences
   */
  public static List<LabelledPair> of(List<List<String>> documents, PairOptions options) {
    List<List<String>> filled = documents.stream().filter(d -> !d.isEmpty()).toList();
    if (filled.size() < 2) {
      throw new IllegalArgumentException(
          "there must be at least 2 documents with sentences, to take other ones from, got "
              + filled.size());
    }
    List<LabelledPair> pairs = new ArrayList<>();
    for (int i = 0; i < filled.size(); i++) {
      int document = i;
      SentenceChunks chunks = new SentenceChunks(options, document);
      chunks.each(
          filled.get(document),
          (sentences, first, target) -> {
            List<String> head = sentences.subList(0, first);
            List<String> rest = sentences.subList(first, sentences.size());
            if (!rest.isEmpty() && chunks.random().nextBoolean()) {
              pairs.add(new LabelledPair(chunks.pair(head, rest), 0));
              return 0;
            }
            int missing = target - head.stream().mapToInt(options.length()).sum();
            List<String> other = other(filled, document, missing, options, chunks.random());
            pairs.add(new LabelledPair(chunks.pair(head, other), 1));
            return rest.size();
          });
    }
    return List.copyOf(pairs);
  }

  /** Some sentences in a row of another document. */
  private static List<String> other(
      List<List<String>> documents,
      int document,
      int length,
      PairOptions options,
      SplittableRandom random) {
    int drawn = random.nextInt(documents.size() - 1);
    List<String> from = documents.get(drawn < document ? drawn : drawn + 1);
    int start = random.nextInt(from.size());
    List<String> taken = new ArrayList<>();
    int got = 0;
    for (int i = start; i < from.size() && (taken.isEmpty() || got < length); i++) {
      taken.add(from.get(i));
      got += options.length().applyAsInt(from.get(i));
    }
    return taken;
  }
}
