package io.github.nlptoolkit.benchmarks.scale;

import io.github.nlptoolkit.benchmarks.embed.BenchmarkTexts;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import io.github.nlptoolkit.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Texts of a given number of tokens: words drawn from those sentences' that are one token each. */
final class ExactTexts {
  /** {@code [CLS]} and {@code [SEP]}. */
  private static final int SPECIAL = 2;

  private final List<String> words;

  private ExactTexts(List<String> words) {
    this.words = words;
  }

  static ExactTexts with(Tokenizer tokenizer) {
    Set<String> candidates = new TreeSet<>();
    for (String sentence : BenchmarkTexts.sentences()) {
      for (String word : sentence.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
        if (!word.isEmpty()) {
          candidates.add(word);
        }
      }
    }
    List<String> all = List.copyOf(candidates);
    List<TokenIds> ids = tokenizer.ids(all);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (ids.get(i).size() == SPECIAL + 1) {
        words.add(all.get(i));
      }
    }
    return new ExactTexts(words.stream().sorted().toList());
  }

  /** Some texts, the same ones each time. */
  List<String> texts(int count, int tokens) {
    List<String> texts = new ArrayList<>(count);
    texts(count, tokens, tokens).forEachRemaining(texts::add);
    return texts;
  }

  /** The same one after another, of lengths from {@code least} to {@code most}, evenly drawn. */
  Iterator<String> texts(long count, int least, int most) {
    if (least < SPECIAL + 1 || most < least) {
      throw new IllegalArgumentException(
          "tokens must be at least " + (SPECIAL + 1) + ", got " + least + " to " + most);
    }
    SplittableRandom random = new SplittableRandom(least);
    return new Iterator<>() {
      private long made;

      @Override
      public boolean hasNext() {
        return made < count;
      }

      @Override
      public String next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        made++;
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(least, most + 1) - SPECIAL;
        for (int i = 0; i < length; i++) {
          text.append(i == 0 ? "" : " ").append(words.get(random.nextInt(words.size())));
        }
        return text.toString();
      }
    };
  }
}
