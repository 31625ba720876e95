package io.github.nlptoolkit.bert.train;

import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import java.util.Arrays;

/** The tokens of a text that is trained on, with its number among all. */
final class TextSample {
  private final TokenIds ids;
  private final int[] words;
  private final long index;

  TextSample(Encoding encoding, long index) {
    this.ids = encoding.tokenIds();
    this.words = MaskedLanguageModelCollator.words(encoding);
    this.index = index;
  }

  /** Whether there is a token that can be masked. */
  static boolean hasWords(Encoding encoding) {
    return Arrays.stream(MaskedLanguageModelCollator.words(encoding)).anyMatch(word -> word >= 0);
  }

  int size() {
    return ids.size();
  }

  MaskedText masked(MaskedLanguageModelCollator collator, long epoch) {
    return collator.mask(ids, words, epoch, index);
  }
}
