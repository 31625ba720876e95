package io.github.nlptoolkit.ngram.internal.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenizersTest {

  /** Any bytes: high ones, controls that are no blanks, and blanks of each kind. */
  @Test
  void wordsEndAtTheFirstBlankWhateverTheirBytes() {
    SplittableRandom random = new SplittableRandom(11);
    byte[] common = {' ', '\t', '\r', '\n', 0, 1, 0x1F, 0x21, 'a', 'b', (byte) 0x80, (byte) 0xFF};
    int[] lengths = new int[40];
    for (int round = 0; round < 20_000; round++) {
      byte[] text = new byte[random.nextInt(1, 40)];
      int blanks = random.nextInt(1, 12);
      for (int i = 0; i < text.length; i++) {
        boolean isCommon = random.nextInt(blanks) == 0;
        text[i] = isCommon ? common[random.nextInt(common.length)] : (byte) (0x22 + i);
      }
      int to = random.nextInt(1, text.length + 1);
      int from = random.nextInt(to);
      int end = from;
      while (end < to && text[end] != '\n' && !Tokenizers.isBlank(text[end])) {
        end++;
      }
      assertThat(Tokenizers.wordEnd(text, from, to)).isEqualTo(end);
      lengths[end - from]++;
    }
    assertThat(lengths[0]).isPositive();
    assertThat(lengths[7]).isPositive();
    assertThat(lengths[8]).isPositive();
    assertThat(lengths[20]).isPositive();
  }
}
