package io.github.nlptoolkit.bert.train;

import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.train.Seeds;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Masks texts as BERT's authors did: of a text with n tokens, round(0.15 n) and at least one are
 * chosen, and of these 80 % become the mask token, 10 % a random one and 10 % stay as they are. The
 * tokens that frame a text are never chosen.
 *
 * <p>With whole words, the words of a text are shuffled and taken as long as their tokens fit in
 * the number. A word is what the pre-tokenizer makes one: in Chinese, for BERT's, one character.
 *
 * <p>Differences: transformers 5.24 ({@code DataCollatorForLanguageModeling}) throws a coin for
 * each token, so that a text may have none, and lets random tokens be special ones; BERT's authors
 * took at most 20 of 128 tokens.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al., 2019: BERT, appendix A.1</a>
 * @see <a href="https://arxiv.org/abs/1907.11692">Liu et al., 2019: RoBERTa, section 4.1</a>
 */
public final class MaskedLanguageModelCollator {
  private final int maskId;
  private final int[] randomIds;
  private final MaskingOptions options;

  private MaskedLanguageModelCollator(int maskId, int[] randomIds, MaskingOptions options) {
    this.maskId = maskId;
    this.randomIds = randomIds;
    this.options = options;
  }

  /**
   * Makes a collator.
   *
   * @param tokenizer the tokenizer of the texts; not needed any more when this returns
   * @param maskToken what stands for a masked token, such as {@code [MASK]} or {@code <mask>}
   * @param options what to mask
   * @return the collator
   * @throws IllegalArgumentException if the tokenizer does not have the token
   */
  public static MaskedLanguageModelCollator of(
      Tokenizer tokenizer, String maskToken, MaskingOptions options) {
    Objects.requireNonNull(options, "options");
    int maskId =
        tokenizer
            .idOf(maskToken)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "maskToken must be in the vocabulary, got " + maskToken));
    int[] frame = tokenizer.ids("").ids();
    IntPredicate plain =
        id ->
            tokenizer.hasToken(id)
                && id != maskId
                && Arrays.stream(frame).noneMatch(special -> special == id)
                && !unwritten(tokenizer.tokenOf(id));
    int[] ids = IntStream.range(0, tokenizer.vocabularySize()).filter(plain).toArray();
    if (ids.length == 0) {
      throw new IllegalArgumentException("the vocabulary has no tokens but special ones");
    }
    return new MaskedLanguageModelCollator(maskId, ids, options);
  }

  /** Tokens that stand for nothing in a text. */
  private static boolean unwritten(String token) {
    return switch (token) {
      case "[PAD]", "[UNK]", "[CLS]", "[SEP]", "<pad>", "<unk>", "<s>", "</s>" -> true;
      default -> token.startsWith("[unused") && token.endsWith("]");
    };
  }

  /**
   * Masks a text or pair.
   *
   * @param text its tokens
   * @param epoch which time the text is used, from 0
   * @param index the text's number among all
   * @return the masked text; without anything to tell if it has no tokens but those that frame it
   */
  public MaskedText mask(Encoding text, long epoch, long index) {
    return mask(text.tokenIds(), words(text), epoch, index);
  }

  /** For each token the number of its word, counted through both texts, or -1 for a frame. */
  static int[] words(Encoding text) {
    boolean[] special = text.specialTokensMask();
    int[] wordIds = text.wordIds();
    int[] sequences = text.sequenceIds();
    int[] words = new int[text.size()];
    int word = -1;
    int last = -1;
    for (int i = 0; i < words.length; i++) {
      if (special[i]) {
        words[i] = -1;
        last = -1;
        continue;
      }
      boolean goesOn = last >= 0 && wordIds[i] == wordIds[last] && sequences[i] == sequences[last];
      word += goesOn ? 0 : 1;
      words[i] = word;
      last = i;
    }
    return words;
  }

  /** The same for tokens whose words are known already. */
  MaskedText mask(TokenIds ids, int[] words, long epoch, long index) {
    long way = options.copies() == 0 ? epoch : epoch % options.copies();
    SplittableRandom random = new SplittableRandom(Seeds.of(options.seed(), way, index));
    int[] places = options.wholeWords() ? wholeWords(words, random) : tokens(words, random);
    Arrays.sort(places);
    int[] seen = ids.ids();
    int[] targets = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      targets[i] = seen[places[i]];
      double drawn = random.nextDouble();
      if (drawn < options.masked()) {
        seen[places[i]] = maskId;
      } else if (drawn < options.masked() + options.random()) {
        seen[places[i]] = randomIds[random.nextInt(randomIds.length)];
      }
    }
    return new MaskedText(TokenIds.of(seen, ids.typeIds()), places, targets);
  }

  private int count(int candidates) {
    return candidates == 0 ? 0 : Math.max(1, (int) Math.rint(candidates * options.share()));
  }

  /** Some of the tokens that are of a word. */
  private int[] tokens(int[] words, SplittableRandom random) {
    int[] candidates = IntStream.range(0, words.length).filter(i -> words[i] >= 0).toArray();
    int count = count(candidates.length);
    for (int i = 0; i < count; i++) {
      swap(candidates, i, i + random.nextInt(candidates.length - i));
    }
    return Arrays.copyOf(candidates, count);
  }

  /** The tokens of some words, as many as fit in the number; of the shortest if none does. */
  private int[] wholeWords(int[] words, SplittableRandom random) {
    int candidates = (int) Arrays.stream(words).filter(word -> word >= 0).count();
    int count = count(candidates);
    int[] starts =
        IntStream.range(0, words.length)
            .filter(i -> words[i] >= 0 && (i == 0 || words[i - 1] != words[i]))
            .toArray();
    for (int i = starts.length - 1; i > 0; i--) {
      swap(starts, i, random.nextInt(i + 1));
    }
    IntStream.Builder places = IntStream.builder();
    int taken = 0;
    int shortest = -1;
    for (int start : starts) {
      int length = length(words, start);
      shortest = shortest < 0 || length < length(words, shortest) ? start : shortest;
      if (taken + length <= count) {
        IntStream.range(start, start + length).forEach(places);
        taken += length;
      }
    }
    if (taken == 0 && shortest >= 0) {
      return IntStream.range(shortest, shortest + length(words, shortest)).toArray();
    }
    return places.build().toArray();
  }

  private static int length(int[] words, int start) {
    int end = start + 1;
    while (end < words.length && words[end] == words[start]) {
      end++;
    }
    return end - start;
  }

  private static void swap(int[] array, int i, int j) {
    int kept = array[i];
    array[i] = array[j];
    array[j] = kept;
  }
}
