package io.github.nlptoolkit.keybert.candidate;

import io.github.nlptoolkit.text.Segmenter;
import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words that a regular expression finds; scikit-learn's {@code token_pattern}. A pattern with a
 * group gives what the group holds. Empty matches are no words.
 *
 * <p>The pattern is Java's: its {@code \w} is ASCII without {@link
 * Pattern#UNICODE_CHARACTER_CLASS}, and holds combining marks with it; {@code [\p{L}\p{N}_]} is
 * what Python means.
 *
 * <p>Immutable and thread-safe.
 */
public final class PatternSegmenter implements Segmenter {

  private final Pattern pattern;
  private final int group;

  private PatternSegmenter(Pattern pattern, int group) {
    this.pattern = pattern;
    this.group = group;
  }

  /**
   * A segmenter for a pattern.
   *
   * @param pattern what a word is; with one capturing group at the most
   * @return the segmenter
   * @throws IllegalArgumentException if the pattern has more groups than one
   */
  public static PatternSegmenter of(Pattern pattern) {
    int groups = pattern.matcher("").groupCount();
    if (groups > 1) {
      throw new IllegalArgumentException(
          "a word pattern must have one capturing group at the most, got "
              + groups
              + " in "
              + pattern);
    }
    return new PatternSegmenter(pattern, groups);
  }

  @Override
  public List<Span> segment(String text) {
    List<Span> words = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      int start = matcher.start(group);
      if (start >= 0 && matcher.end(group) > start) {
        words.add(new Span(start, matcher.end(group)));
      }
    }
    return words;
  }
}
