package io.github.nlptoolkit.keybert.candidate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words that are no part of a candidate. They are compared as they are written with the words of
 * the text, which are in lower case unless the vectorizer says otherwise. Immutable and
 * thread-safe.
 */
public final class StopWords {

  private static final StopWords NONE = new StopWords(Set.of());

  private final Set<String> words;

  private StopWords(Set<String> words) {
    this.words = words;
  }

  /**
   * No stop words.
   *
   * @return the empty list
   */
  public static StopWords none() {
    return NONE;
  }

  /**
   * The English list: the 318 words of scikit-learn 1.9.1, which come from the Glasgow Information
   * Retrieval Group.
   *
   * @return the list
   */
  public static StopWords english() {
    return English.LIST;
  }

  /**
   * A list of the caller's.
   *
   * @param words the words; one may come twice
   * @return the list
   * @throws NullPointerException if a word is null
   */
  public static StopWords of(Collection<String> words) {
    Set<String> copy = new LinkedHashSet<>();
    for (String word : words) {
      copy.add(Objects.requireNonNull(word, "a stop word"));
    }
    return new StopWords(Collections.unmodifiableSet(copy));
  }

  /**
   * A list by name.
   *
   * @param name {@code none} or {@code english}
   * @return the list
   * @throws IllegalArgumentException if there is no list of that name
   */
  public static StopWords named(String name) {
    return switch (name) {
      case "none" -> none();
      case "english" -> english();
      default ->
          throw new IllegalArgumentException(
              "there is no stop word list \"" + name + "\"; there are none and english");
    };
  }

  /**
   * Whether a word is one of them.
   *
   * @param word the word, as the text's words are written
   * @return true if it is
   */
  public boolean contains(String word) {
    return words.contains(word);
  }

  /**
   * All of them.
   *
   * @return the words, unmodifiable
   */
  public Set<String> words() {
    return words;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StopWords that && words.equals(that.words);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }

  @Override
  public String toString() {
    return "StopWords[" + words.size() + "]";
  }

  /** Read when first asked for. */
  private static final class English {
    private static final StopWords LIST = read("english-stop-words.txt");

    private static StopWords read(String resource) {
      try (InputStream in = StopWords.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IllegalStateException("the resource " + resource + " is missing from the jar");
        }
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        return of(lines.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + resource, e);
      }
    }
  }
}
