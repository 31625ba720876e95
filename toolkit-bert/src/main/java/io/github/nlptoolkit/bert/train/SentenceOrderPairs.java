package io.github.nlptoolkit.bert.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the pairs that ALBERT learned sentence-order prediction from: two texts that follow each
 * other, in half of the pairs in order (label 0), in the others swapped (label 1). A chunk of one
 * sentence makes no pair.
 *
 * @see <a href="https://arxiv.org/abs/1909.11942">Lan et al., 2020: ALBERT, section 3.1</a>
 */
public final class SentenceOrderPairs {
  private SentenceOrderPairs() {}

  /**
   * Makes pairs of the sentences of some documents.
   *
   * @param documents their sentences, in order
   * @param options the length of pairs, and the seed
   * @return the pairs in the order of the documents; the same for the same seed
   */
  public static List<LabelledPair> of(List<List<String>> documents, PairOptions options) {
    List<LabelledPair> pairs = new ArrayList<>();
    for (int document = 0; document < documents.size(); document++) {
      SentenceChunks chunks = new SentenceChunks(options, document);
      chunks.each(
          documents.get(document),
          (sentences, first, target) -> {
            List<String> head = sentences.subList(0, first);
            List<String> rest = sentences.subList(first, sentences.size());
            if (!rest.isEmpty()) {
              boolean swapped = chunks.random().nextBoolean();
              pairs.add(
                  new LabelledPair(
                      swapped ? chunks.pair(rest, head) : chunks.pair(head, rest),
                      swapped ? 1 : 0));
            }
            return 0;
          });
    }
    return List.copyOf(pairs);
  }
}
