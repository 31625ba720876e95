package io.github.nlptoolkit.ngram;

import io.github.nlptoolkit.ngram.internal.count.CorpusCounter;
import io.github.nlptoolkit.ngram.internal.words.WordTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which words are counted as themselves; the others become the unknown word.
 *
 * @param minCount how often a word must occur
 * @param maxWords how many words there may be; of equally frequent ones the first are kept
 */
record WordLimits(long minCount, int maxWords) implements CorpusCounter.WordFilter {

  /** Whether any word might be left out. */
  boolean isLimiting() {
    return minCount > 1 || maxWords < Integer.MAX_VALUE;
  }

  @Override
  public CorpusCounter.KeptWords keep(WordTable words, long[] counts) {
    List<Integer> ids = new ArrayList<>();
    for (int id = WordTable.END + 1; id < words.size(); id++) {
      if (counts[id] >= minCount) {
        ids.add(id);
      }
    }
    if (ids.size() > maxWords) {
      ids.sort((a, b) -> counts[a] != counts[b] ? Long.compare(counts[b], counts[a]) : a - b);
      ids = ids.subList(0, maxWords);
    }
    Collections.sort(ids);
    WordTable kept = WordTable.withSpecials();
    for (int id : ids) {
      kept.addFrom(words, id);
    }
    return new CorpusCounter.KeptWords(
        kept, counts[WordTable.BEGIN] >= minCount, counts[WordTable.END] >= minCount);
  }
}
