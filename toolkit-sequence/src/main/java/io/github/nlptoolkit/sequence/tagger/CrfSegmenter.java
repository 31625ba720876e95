package io.github.nlptoolkit.sequence.tagger;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.text.Segmenter;
import io.github.nlptoolkit.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Cuts Chinese text, simplified or traditional, into words with a conditional random field over its
 * characters. Latin words, numbers and emoji stay whole; a word never goes over white space.
 *
 * <p>Xue, "Chinese Word Segmentation as Character Tagging" (2003), <a
 * href="https://aclanthology.org/O03-4002/">O03-4002</a>. Cost: linear in the text.
 *
 * <p>Immutable and thread-safe.
 */
public final class CrfSegmenter implements Segmenter {
  /** Model of the jar toolkit-model-segmenter-zh. */
  public static final String CHINESE = "segment-zh";

  private static final String SENTENCE_ENDS = "。！？!?；;…";
  private static final int LONGEST_SENTENCE = 1000;

  private final CrfTagger tagger;

  private CrfSegmenter(CrfTagger tagger) {
    this.tagger = tagger;
  }

  /**
   * Makes a segmenter.
   *
   * @param tagger a tagger that was trained for segmentation
   * @return the segmenter
   * @throws IllegalArgumentException if the tagger has another task
   */
  public static CrfSegmenter of(CrfTagger tagger) {
    if (tagger.task() != TaggingTask.SEGMENT) {
      throw new IllegalArgumentException(
          "the tagger must be one for segment, got one for " + tagger.task());
    }
    return new CrfSegmenter(tagger);
  }

  /**
   * The segmenter for Chinese that comes in the jar toolkit-model-segmenter-zh.
   *
   * @return the segmenter
   * @throws IOException if the jar is not on the class path; the message names the Maven artifact
   */
  public static CrfSegmenter chinese() throws IOException {
    return of(TaggerModels.load(CHINESE));
  }

  /**
   * Reads a segmenter.
   *
   * @param file a file that {@link CrfTagger#save} wrote
   * @return the segmenter
   * @throws ModelFormatException if it is no such file, of another version, cut short or damaged
   * @throws IOException if it cannot be read
   */
  public static CrfSegmenter load(Path file) throws IOException {
    return of(CrfTagger.load(file));
  }

  /**
   * The words of a text: what has an ideograph, a letter, a digit or an emoji.
   *
   * @param text the text
   * @return their places, in order, not overlapping; immutable
   */
  @Override
  public List<Span> segment(String text) {
    return cut(text, word -> word.stream().anyMatch(unit -> unit.kind().isWord()));
  }

  /**
   * The words of a text and all else that is no white space: punctuation, symbols.
   *
   * @param text the text
   * @return their places, in order, not overlapping; immutable
   */
  public List<Span> tokens(String text) {
    return cut(text, word -> true);
  }

  private List<Span> cut(String text, Predicate<List<TextUnits.Unit>> kept) {
    List<Span> words = new ArrayList<>();
    List<TextUnits.Unit> units = TextUnits.of(text);
    int start = 0;
    for (int i = 1; i <= units.size(); i++) {
      if (i == units.size() || isSentenceEnd(text, units, i) || i - start == LONGEST_SENTENCE) {
        addWords(text, units.subList(start, i), kept, words);
        start = i;
      }
    }
    return List.copyOf(words);
  }

  private static boolean isSentenceEnd(String text, List<TextUnits.Unit> units, int next) {
    Span before = units.get(next - 1).span();
    return before.end() < units.get(next).span().start()
        || (before.length() == 1 && SENTENCE_ENDS.indexOf(text.charAt(before.start())) >= 0);
  }

  private void addWords(
      String text,
      List<TextUnits.Unit> units,
      Predicate<List<TextUnits.Unit>> kept,
      List<Span> words) {
    List<String> tags = tagger.tag(units.stream().map(unit -> unit.span().of(text)).toList());
    int start = 0;
    for (int i = 1; i <= units.size(); i++) {
      if (i == units.size() || isBoundary(tags, units, i)) {
        List<TextUnits.Unit> word = units.subList(start, i);
        if (kept.test(word)) {
          words.add(new Span(word.get(0).span().start(), word.get(word.size() - 1).span().end()));
        }
        start = i;
      }
    }
  }

  private static boolean isBoundary(List<String> tags, List<TextUnits.Unit> units, int next) {
    char tag = tags.get(next).charAt(0);
    return tag == 'B'
        || tag == 'S'
        || standsAlone(units.get(next - 1))
        || standsAlone(units.get(next));
  }

  private static boolean standsAlone(TextUnits.Unit unit) {
    return unit.kind() == TextUnits.Kind.EMOJI || unit.kind() == TextUnits.Kind.OTHER;
  }
}
