package io.github.nlptoolkit.sequence.tagger;

import io.github.nlptoolkit.sequence.scheme.ChunkScores;
import io.github.nlptoolkit.text.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * How well a text is cut into words: a word is right if it begins and ends where one of the gold
 * standard does, as the Sighan bakeoffs count. Not thread-safe.
 */
public final class WordScores {
  private int correct;
  private int found;
  private int gold;

  /** Starts without sentences. */
  public WordScores() {}

  /**
   * Adds a sentence, whose words are put together without blanks and cut again.
   *
   * @param words the words of the gold standard
   * @param segmenter what cuts a text: all that is no white space must be in a place
   */
  public void add(List<String> words, Function<String, List<Span>> segmenter) {
    Set<Span> expected = new HashSet<>();
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      expected.add(new Span(text.length(), text.length() + word.length()));
      text.append(word);
    }
    List<Span> spans = segmenter.apply(text.toString());
    for (Span span : spans) {
      correct += expected.contains(span) ? 1 : 0;
    }
    found += spans.size();
    gold += words.size();
  }

  /**
   * Precision, recall and F1 of all words.
   *
   * @return the counts so far
   */
  public ChunkScores.Counts counts() {
    return new ChunkScores.Counts(correct, found, gold);
  }
}
