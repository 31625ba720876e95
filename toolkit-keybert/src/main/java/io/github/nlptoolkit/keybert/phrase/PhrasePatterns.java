package io.github.nlptoolkit.keybert.phrase;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The patterns of phrases that come with the toolkit. Immutable and thread-safe. */
public final class PhrasePatterns {

  private PhrasePatterns() {}

  /**
   * English noun phrases: adjectives, nouns, participles and numbers with a hyphen before a last
   * noun, at most 6 words, without general adjectives ("new", "various") at the front.
   *
   * @return the pattern
   */
  public static PhrasePattern english() {
    return new EnglishPattern();
  }

  /**
   * Chinese phrases of up to 4 words: nouns, and verbs and adjectives before them; a verb may come
   * last, but for single ones.
   *
   * @return the pattern
   */
  public static PhrasePattern chinese() {
    return new ChinesePattern();
  }

  /**
   * For texts without parts of speech: up to 3 words side by side that are no stop words.
   *
   * @return the pattern
   */
  public static PhrasePattern words() {
    return new WordPattern();
  }

  /**
   * The pattern for a language.
   *
   * @param language an ISO 639-1 code
   * @return the one for English or Chinese, else that for texts without parts of speech
   */
  public static PhrasePattern of(String language) {
    return switch (language) {
      case "en" -> english();
      case "zh" -> chinese();
      default -> words();
    };
  }

  static Set<String> list(String resource) {
    try (InputStream in = PhrasePatterns.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + resource + " is missing from the jar");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .flatMap(line -> java.util.Arrays.stream(line.split(" ", -1)))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
