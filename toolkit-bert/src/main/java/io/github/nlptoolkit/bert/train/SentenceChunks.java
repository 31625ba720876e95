package io.github.nlptoolkit.bert.train;

import io.github.nlptoolkit.bert.encoder.TextPair;
import io.github.nlptoolkit.engine.train.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Takes the sentences of a document in chunks of about a target length, each cut in two at a random
 * sentence. Not thread-safe.
 */
final class SentenceChunks {
  private final PairOptions options;
  private final SplittableRandom random;

  SentenceChunks(PairOptions options, long document) {
    this.options = options;
    this.random = new SplittableRandom(Seeds.of(options.seed(), document));
  }

  SplittableRandom random() {
    return random;
  }

  /** Makes a pair of a chunk. */
  @FunctionalInterface
  interface Chunk {
    /**
     * Takes a chunk.
     *
     * @param sentences its sentences, at least one
     * @param first how many of them are of the first text, at least one
     * @param target the length that the pair should reach
     * @return how many of the sentences are not used and come again
     */
    int accept(List<String> sentences, int first, int target);
  }

  /** Goes through a document. */
  void each(List<String> document, Chunk maker) {
    List<String> chunk = new ArrayList<>();
    int length = 0;
    int target = target();
    for (int i = 0; i < document.size(); i++) {
      chunk.add(document.get(i));
      length += options.length().applyAsInt(document.get(i));
      if (i == document.size() - 1 || length >= target) {
        int first = chunk.size() == 1 ? 1 : 1 + random.nextInt(chunk.size() - 1);
        i -= maker.accept(List.copyOf(chunk), first, target);
        chunk.clear();
        length = 0;
        target = target();
      }
    }
  }

  private int target() {
    return random.nextDouble() < options.shortShare()
        ? 2 + random.nextInt(options.target() - 1)
        : options.target();
  }

  TextPair pair(List<String> first, List<String> second) {
    return new TextPair(
        String.join(options.separator(), first), String.join(options.separator(), second));
  }
}
