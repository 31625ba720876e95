package io.github.nlptoolkit.word2vec.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to read a file of word vectors. Immutable and thread-safe; each method gives other options.
 *
 * @param format what it is; null to tell from its content
 * @param limit how many words to read at the most, from the start, at least 1
 * @param malformed what to do with words that are no UTF-8
 * @param lenient whether what gensim lets pass is let pass: words that come twice (the first is
 *     kept), more words than the header says (they are left out)
 * @param counts a file of words with their counts, as word2vec.c's {@code -save-vocab} and gensim's
 *     {@code fvocab}; null if there is none
 */
public record ReadOptions(
    @Nullable VectorFormat format,
    int limit,
    Malformed malformed,
    boolean lenient,
    @Nullable Path counts) {

  /** What to do with words that are no UTF-8; word2vec.c cuts long words within a character. */
  public enum Malformed {
    /** Refuse the file. */
    REJECT,
    /** Put U+FFFD for what is malformed. */
    REPLACE,
    /** Leave out what is malformed. */
    IGNORE
  }

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public ReadOptions {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, got " + limit);
    }
  }

  /**
   * The defaults: the format is told from the content, all words are read, and the file must be
   * right.
   *
   * @return the options
   */
  public static ReadOptions defaults() {
    return new ReadOptions(null, Integer.MAX_VALUE, Malformed.REJECT, false, null);
  }

  /**
   * Says what the file is.
   *
   * @param value its format
   * @return other options
   */
  public ReadOptions as(VectorFormat value) {
    return new ReadOptions(value, limit, malformed, lenient, counts);
  }

  /**
   * Reads only the first words.
   *
   * @param words how many, at least 1
   * @return other options
   */
  public ReadOptions first(int words) {
    return new ReadOptions(format, words, malformed, lenient, counts);
  }

  /**
   * Says what to do with words that are no UTF-8.
   *
   * @param value what to do
   * @return other options
   */
  public ReadOptions onMalformed(Malformed value) {
    return new ReadOptions(format, limit, value, lenient, counts);
  }

  /**
   * Lets pass what gensim lets pass.
   *
   * @return other options
   */
  public ReadOptions forgiving() {
    return new ReadOptions(format, limit, malformed, true, counts);
  }

  /**
   * Takes the words' counts from a file.
   *
   * @param file a word, a blank and its count a line
   * @return other options
   */
  public ReadOptions countsFrom(Path file) {
    return new ReadOptions(format, limit, malformed, lenient, file);
  }
}
