package io.github.nlptoolkit.keybert.candidate;

import io.github.nlptoolkit.failure.ContractException;
import io.github.nlptoolkit.text.Segmenter;
import io.github.nlptoolkit.text.Span;
import java.util.Arrays;
import java.util.List;

/** The words of one document that are not stop words, and the n-grams of them. Immutable. */
final class Words {

  private final NgramRange range;
  private final String[] texts;
  private final NgramPlaces places;

  private Words(NgramRange range, String[] texts, NgramPlaces places) {
    this.range = range;
    this.texts = texts;
    this.places = places;
  }

  /** Takes an n-gram's text, gives the number of its candidate. */
  interface Numbering {
    int numberOf(String ngram);
  }

  static Words read(
      NormalizedText text, Segmenter segmenter, StopWords stopWords, NgramRange range) {
    List<Span> pieces = segmenter.segment(text.text());
    String[] words = new String[pieces.size()];
    int[] starts = new int[pieces.size()];
    int[] ends = new int[pieces.size()];
    int count = 0;
    int end = 0;
    for (Span piece : pieces) {
      check(piece, end, text.text().length());
      end = piece.end();
      String word = piece.of(text.text());
      if (!stopWords.contains(word)) {
        Span place = text.toOriginal(piece);
        words[count] = word;
        starts[count] = place.start();
        ends[count] = place.end();
        count++;
      }
    }
    NgramPlaces places =
        new NgramPlaces(range, Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
    return new Words(range, Arrays.copyOf(words, count), places);
  }

  NgramPlaces places() {
    return places;
  }

  /** For each n-gram, in the order of {@link NgramPlaces}, what the numbering says. */
  int[] number(Numbering numbering) {
    int[] numbers = new int[places.count()];
    int ngram = 0;
    StringBuilder text = new StringBuilder();
    for (int order = range.min(); order <= Math.min(range.max(), texts.length); order++) {
      for (int first = 0; first + order <= texts.length; first++) {
        if (order == 1) {
          numbers[ngram++] = numbering.numberOf(texts[first]);
          continue;
        }
        text.setLength(0);
        for (int i = first; i < first + order; i++) {
          text.append(i == first ? "" : " ").append(texts[i]);
        }
        numbers[ngram++] = numbering.numberOf(text.toString());
      }
    }
    return numbers;
  }

  private static void check(Span piece, int from, int length) {
    if (piece.start() < from || piece.length() == 0 || piece.end() > length) {
      throw new ContractException(
          "segmenter",
          "words in order that are not empty and do not overlap, in a text of " + length + " chars",
          piece + " after a word that ended at " + from);
    }
  }
}
