package io.github.nlptoolkit.word2vec.file;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.word2vec.Subwords;
import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.WordVectorsBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Takes the words of a file, by the options. Not thread-safe. */
final class WordRows {

  static final int LARGEST_DIMENSION = 1 << 20;

  private final Path file;
  private final ReadOptions options;
  private final Map<String, Long> counts;
  private @Nullable WordVectorsBuilder builder;
  private int read;

  WordRows(Path file, ReadOptions options, Map<String, Long> counts) {
    this.file = file;
    this.options = options;
    this.counts = counts;
  }

  /** Sets the dimension, once. */
  void dimension(long dimension, String place) throws ModelFormatException {
    if (dimension < 1 || dimension > LARGEST_DIMENSION) {
      throw new ModelFormatException(
          file, place, "a dimension of 1 to " + LARGEST_DIMENSION, String.valueOf(dimension));
    }
    builder = WordVectors.builder((int) dimension);
  }

  boolean lenient() {
    return options.lenient();
  }

  /** How many words are wanted of so many. */
  long wanted(long count) {
    return Math.min(count, options.limit());
  }

  /**
   * Refuses a header that promises more words than a file has room for, so that nothing is
   * allocated for them.
   *
   * @param words how many are wanted
   * @param leastBytes what each takes at the least
   * @param size the file's size
   */
  void checkSize(long words, long leastBytes, long size) throws ModelFormatException {
    if (words > size / leastBytes) {
      throw new ModelFormatException(
          file,
          "line 1",
          "a file with room for " + words + " words of at least " + leastBytes + " bytes",
          size + " bytes");
    }
  }

  /** Adds a word. */
  void add(byte[] bytes, int start, int end, float[] vector, String place) throws IOException {
    String word = decoded(bytes, start, end, place);
    read++;
    boolean isNew = open().add(word, counts.getOrDefault(word, 0L), vector);
    if (!isNew && !options.lenient()) {
      throw new ModelFormatException(
          file, place, "a word that has not come before", "\"" + word + "\"");
    }
  }

  /** Adds the vectors of all buckets: {@code copy} puts each into {@code vector}. */
  void buckets(Subwords subwords, IntConsumer copy, float[] vector) {
    WordVectorsBuilder open = open().subwords(subwords);
    for (int bucket = 0; bucket < subwords.buckets(); bucket++) {
      copy.accept(bucket);
      open.addBucket(vector);
    }
  }

  /** How many words have been read, those that came twice too. */
  int read() {
    return read;
  }

  WordVectors build() {
    return open().build();
  }

  private WordVectorsBuilder open() {
    if (builder == null) {
      throw new IllegalStateException("the dimension is not known yet");
    }
    return builder;
  }

  private String decoded(byte[] bytes, int start, int end, String place)
      throws ModelFormatException {
    CodingErrorAction action =
        switch (options.malformed()) {
          case REJECT -> CodingErrorAction.REPORT;
          case REPLACE -> CodingErrorAction.REPLACE;
          case IGNORE -> CodingErrorAction.IGNORE;
        };
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(action)
          .onUnmappableCharacter(action)
          .decode(ByteBuffer.wrap(bytes, start, end - start))
          .toString();
    } catch (CharacterCodingException e) {
      String shown = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      throw new ModelFormatException(file, place, "a word in UTF-8", "\"" + shown + "\"", e);
    }
  }
}
