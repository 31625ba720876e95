package io.github.nlptoolkit.keybert.baseline;

import io.github.nlptoolkit.keybert.phrase.Phrase;
import io.github.nlptoolkit.keyword.Keyword;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the baselines share: the best phrases by a score. */
final class Rankings {

  private Rankings() {}

  /** The best phrases, best first; of equal scores the one that comes first in the list. */
  static List<Keyword> best(List<Phrase> phrases, ToDoubleFunction<Phrase> score, int topN) {
    List<Keyword> keywords = new ArrayList<>(phrases.size());
    for (Phrase phrase : phrases) {
      keywords.add(new Keyword(phrase.text(), score.applyAsDouble(phrase), phrase.spans()));
    }
    keywords.sort(Comparator.comparingDouble(keyword -> -keyword.score()));
    return List.copyOf(keywords.subList(0, Math.min(topN, keywords.size())));
  }

  static int checked(int topN) {
    if (topN < 1) {
      throw new IllegalArgumentException("topN must be at least 1, got " + topN);
    }
    return topN;
  }
}
