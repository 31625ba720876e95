package io.github.nlptoolkit.sequence.tagger;

import io.github.nlptoolkit.sequence.data.TaggedSentence;
import io.github.nlptoolkit.sequence.scheme.Chunk;
import io.github.nlptoolkit.sequence.scheme.Scheme;
import java.util.ArrayList;
import java.util.List;

/** Words as BMES tags of their units, to train a segmenter on. */
final class WordUnits {

  private WordUnits() {}

  /**
   * The units of words that stand without blanks in a text. A word's end parts units, so that
   * training sees no unit that spans two words.
   */
  static TaggedSentence of(List<String> words) {
    List<String> units = new ArrayList<>();
    List<Chunk> chunks = new ArrayList<>();
    for (String word : words) {
      int start = units.size();
      for (TextUnits.Unit unit : TextUnits.of(word)) {
        units.add(unit.span().of(word));
      }
      if (units.size() > start) {
        chunks.add(new Chunk("", start, units.size()));
      }
    }
    return new TaggedSentence(units, Scheme.BMES.tags(chunks, units.size()));
  }
}
