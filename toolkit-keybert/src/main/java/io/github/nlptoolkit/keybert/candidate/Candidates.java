package io.github.nlptoolkit.keybert.candidate;

import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The candidates of some documents, which of them each document holds, how often and where:
 * scikit-learn's document-term matrix with offsets. Immutable and thread-safe.
 *
 * <p>A candidate is known by its index in {@link #texts()}, a document by its index in the list
 * that was read.
 */
public final class Candidates {

  private final List<String> texts;
  private final List<NgramPlaces> documents;

  /**
   * For each document its occurrences: the candidate's index in the upper half, the n-gram's number
   * in the lower one, ascending.
   */
  private final List<long[]> occurrences;

  /**
   * Gathers what was read.
   *
   * @param texts the candidates
   * @param documents where the words of each document stand
   * @param numbers for each document and each of its n-grams the candidate's index; negative if it
   *     is none
   */
  Candidates(List<String> texts, List<NgramPlaces> documents, List<int[]> numbers) {
    this.texts = List.copyOf(texts);
    this.documents = List.copyOf(documents);
    this.occurrences = numbers.stream().map(Candidates::group).toList();
  }

  /**
   * The candidates of all documents.
   *
   * @return the phrases, each once; by code point if they were found, in the caller's order if they
   *     were given
   */
  public List<String> texts() {
    return texts;
  }

  /**
   * The number of documents.
   *
   * @return how many were read
   */
  public int documentCount() {
    return documents.size();
  }

  /**
   * The candidates of one document.
   *
   * @param document its index
   * @return the indices of the candidates that occur in it, ascending; the caller's own
   * @throws IndexOutOfBoundsException if there is no such document
   */
  public int[] of(int document) {
    return Arrays.stream(occurrences.get(document))
        .mapToInt(occurrence -> (int) (occurrence >>> 32))
        .distinct()
        .toArray();
  }

  /**
   * How often a candidate occurs in a document.
   *
   * @param document the document's index
   * @param candidate the candidate's index
   * @return the number of its occurrences, at least 0
   * @throws IndexOutOfBoundsException if there is no such document or candidate
   */
  public int count(int document, int candidate) {
    Objects.checkIndex(candidate, texts.size());
    long[] all = occurrences.get(document);
    return firstOf(candidate + 1, all) - firstOf(candidate, all);
  }

  /**
   * Where a candidate occurs in a document: from the start of its first word to the end of its
   * last. A stop word that stood between two of its words lies inside the span.
   *
   * @param document the document's index
   * @param candidate the candidate's index
   * @return the places in the document as it was given, UTF-16, half-open, in order
   * @throws IndexOutOfBoundsException if there is no such document or candidate
   */
  public List<Span> spans(int document, int candidate) {
    Objects.checkIndex(candidate, texts.size());
    NgramPlaces places = documents.get(document);
    long[] all = occurrences.get(document);
    List<Span> spans = new ArrayList<>();
    for (int i = firstOf(candidate, all); i < firstOf(candidate + 1, all); i++) {
      spans.add(places.spanOf((int) all[i]));
    }
    // Words with a space in them can make one text of n-grams of two orders.
    spans.sort(null);
    return List.copyOf(spans);
  }

  private static int firstOf(int candidate, long[] occurrences) {
    int at = Arrays.binarySearch(occurrences, (long) candidate << 32);
    return at >= 0 ? at : -at - 1;
  }

  private static long[] group(int[] numbers) {
    long[] occurrences = new long[numbers.length];
    int size = 0;
    for (int ngram = 0; ngram < numbers.length; ngram++) {
      if (numbers[ngram] >= 0) {
        occurrences[size++] = ((long) numbers[ngram] << 32) | ngram;
      }
    }
    long[] result = Arrays.copyOf(occurrences, size);
    Arrays.sort(result);
    return result;
  }
}
