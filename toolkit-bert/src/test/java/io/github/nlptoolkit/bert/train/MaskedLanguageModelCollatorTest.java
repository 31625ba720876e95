package io.github.nlptoolkit.bert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import io.github.nlptoolkit.engine.tokenizer.TokenizerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MaskedLanguageModelCollatorTest {
  private static final String TEXT =
      "It was in July, 1805, and the speaker was the well-known Anna Pávlovna Schérer, maid of"
          + " honour and favourite of the Empress 😀 Márya Fëdorovna.";

  private static Tokenizer tokenizer;

  @BeforeAll
  static void load() throws IOException {
    tokenizer =
        Tokenizer.load(
            Path.of("src/test/resources/golden/neural/heads/bert-mlm/tokenizer.json"),
            TokenizerOptions.unlimited());
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static MaskedLanguageModelCollator collator(MaskingOptions options) {
    return MaskedLanguageModelCollator.of(tokenizer, "[MASK]", options);
  }

  @Test
  void theSharesAreThoseOfThePaper() {
    MaskedLanguageModelCollator collator = collator(MaskingOptions.defaults());
    Encoding text = tokenizer.encode(TEXT);
    int mask = tokenizer.idOf("[MASK]").orElseThrow();
    int candidates = text.size() - 2;
    int[] ids = text.ids();
    int[] chosen = new int[ids.length];
    Set<Integer> drawn = new HashSet<>();
    int masked = 0;
    int random = 0;
    int same = 0;
    int texts = 4000;
    for (int i = 0; i < texts; i++) {
      MaskedText made = collator.mask(text, 0, i);
      int[] places = made.places();
      assertThat(places)
          .hasSize((int) Math.rint(0.15 * candidates))
          .isSorted()
          .doesNotHaveDuplicates();
      int[] seen = made.ids().ids();
      for (int j = 0; j < places.length; j++) {
        assertThat(made.targets()[j]).isEqualTo(ids[places[j]]);
        chosen[places[j]]++;
        if (seen[places[j]] == mask) {
          masked++;
        } else if (seen[places[j]] == ids[places[j]]) {
          same++;
        } else {
          random++;
          drawn.add(seen[places[j]]);
        }
        seen[places[j]] = ids[places[j]];
      }
      assertThat(seen).isEqualTo(ids);
    }
    double all = masked + random + same;
    assertThat(masked / all).isCloseTo(0.8, within(0.01));
    assertThat(random / all).isCloseTo(0.1, within(0.01));
    assertThat(same / all).isCloseTo(0.1, within(0.01));
    assertThat(chosen[0]).isZero();
    assertThat(chosen[ids.length - 1]).isZero();
    for (int i = 1; i < ids.length - 1; i++) {
      assertThat((double) chosen[i] / texts)
          .isCloseTo(Math.rint(0.15 * candidates) / candidates, within(0.03));
    }
    // All over the vocabulary, but no special tokens.
    assertThat(drawn).hasSizeGreaterThan(500);
    assertThat(drawn)
        .extracting(tokenizer::tokenOf)
        .doesNotContain("[CLS]", "[SEP]", "[PAD]", "[UNK]", "[MASK]");
  }

  @Test
  void seedsAndEpochs() {
    Encoding text = tokenizer.encode(TEXT);
    MaskedLanguageModelCollator dynamic = collator(MaskingOptions.defaults());
    assertThat(dynamic.mask(text, 3, 5).ids().ids())
        .isEqualTo(collator(MaskingOptions.defaults()).mask(text, 3, 5).ids().ids())
        .isNotEqualTo(dynamic.mask(text, 4, 5).ids().ids())
        .isNotEqualTo(dynamic.mask(text, 3, 6).ids().ids())
        .isNotEqualTo(collator(MaskingOptions.defaults().seed(1)).mask(text, 3, 5).ids().ids());
    MaskedLanguageModelCollator fixed = collator(MaskingOptions.defaults().copies(2));
    assertThat(fixed.mask(text, 3, 5).ids().ids())
        .isEqualTo(fixed.mask(text, 1, 5).ids().ids())
        .isNotEqualTo(fixed.mask(text, 2, 5).ids().ids());
  }

  @Test
  void wholeWords() {
    MaskedLanguageModelCollator collator = collator(MaskingOptions.defaults().wholeWords(true));
    Encoding text = tokenizer.encode(TEXT);
    int[] words = MaskedLanguageModelCollator.words(text);
    assertThat(words[0]).isEqualTo(-1);
    assertThat(Arrays.stream(words).max().orElseThrow()).isLessThan(text.size() - 5);
    int most = (int) Math.rint(0.15 * (text.size() - 2));
    int taken = 0;
    for (int i = 0; i < 500; i++) {
      int[] places = collator.mask(text, 0, i).places();
      assertThat(places).hasSizeBetween(1, most);
      taken += places.length;
      Set<Integer> masked = new HashSet<>();
      Arrays.stream(places).forEach(place -> masked.add(words[place]));
      assertThat(IntStream.range(0, words.length).filter(j -> masked.contains(words[j])).toArray())
          .isEqualTo(places);
    }
    assertThat(taken / 500.0).isGreaterThan(0.8 * most);
  }

  @Test
  void oneLongWordIsMaskedWhole() {
    MaskedLanguageModelCollator collator = collator(MaskingOptions.defaults().wholeWords(true));
    Encoding text = tokenizer.encode("incomprehensibilities");
    assertThat(text.size()).isGreaterThan(5);
    assertThat(collator.mask(text, 0, 0).places()).hasSize(text.size() - 2);
  }

  @Test
  void pairsAreMaskedInBothTexts() {
    Encoding pair = tokenizer.encodePair("She was there", "She was there too");
    int[] words = MaskedLanguageModelCollator.words(pair);
    assertThat(Arrays.stream(words).filter(word -> word < 0).count()).isEqualTo(3);
    assertThat(Arrays.stream(words).filter(word -> word >= 0).distinct().count()).isEqualTo(7);
    MaskedLanguageModelCollator collator = collator(MaskingOptions.defaults().share(1));
    MaskedText masked = collator.mask(pair, 0, 0);
    assertThat(masked.places()).hasSize(pair.size() - 3);
    assertThat(masked.ids().typeIds()).isEqualTo(pair.typeIds());
  }

  @Test
  void shortTexts() {
    MaskedLanguageModelCollator collator = collator(MaskingOptions.defaults());
    assertThat(collator.mask(tokenizer.encode("a"), 0, 0).places()).containsExactly(1);
    assertThat(collator.mask(tokenizer.encode(""), 0, 0).places()).isEmpty();
    assertThat(
            collator(MaskingOptions.defaults().wholeWords(true))
                .mask(tokenizer.encode(""), 0, 0)
                .places())
        .isEmpty();
  }

  @Test
  void badOptions() {
    MaskingOptions options = MaskingOptions.defaults();
    assertThatThrownBy(() -> options.share(0)).hasMessage("share must be in (0, 1], got 0.0");
    assertThatThrownBy(() -> options.share(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> options.copies(-1)).hasMessage("copies must be at least 0, got -1");
    assertThatThrownBy(() -> new MaskingOptions(0.1, 0.9, 0.2, false, 0, 1))
        .hasMessageContaining("0.9 and 0.2");
    assertThatThrownBy(() -> MaskedLanguageModelCollator.of(tokenizer, "<nomask>", options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("<nomask>");
    assertThat(List.of(options.wholeWords(true).wholeWords())).containsExactly(true);
  }
}
