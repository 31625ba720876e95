package io.github.nlptoolkit.word2vec.file;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.word2vec.Subwords;
import io.github.nlptoolkit.word2vec.WordVectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the words and the input matrix of a model of fastText 0.9 ({@code FastText::loadModel}),
 * trained without labels or with; what comes behind the input matrix is not looked at. Not
 * thread-safe.
 */
final class FastTextReader {

  static final int MAGIC = 793712314;

  static final int NEWEST_VERSION = 12;
  private static final int OLD_VERSION = 11;
  private static final int SUPERVISED = 3;
  private static final String END_OF_SENTENCE = "</s>";
  private static final int LONGEST_WORD = 1 << 16;
  private static final int SEGMENT_BYTES = 1 << 30;
  private static final int WINDOW = 1 << 16;

  private final Path file;
  private final ReadOptions options;
  private final FileChannel channel;
  private final long size;
  private final ByteBuffer window =
      ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private long windowEnd;

  private FastTextReader(Path file, ReadOptions options, FileChannel channel) throws IOException {
    this.file = file;
    this.options = options;
    this.channel = channel;
    this.size = channel.size();
  }

  static WordVectors read(Path file, ReadOptions options) throws IOException {
    if (WordVectorFiles.isGzip(file)) {
      throw new ModelFormatException(file, "", "a model that is not gzipped", "a gzipped one");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new FastTextReader(file, options, channel).read();
    }
  }

  private static final class Entry {
    private final byte[] word;
    private final long count;

    Entry(byte[] word, long count) {
      this.word = word;
      this.count = count;
    }

    String text() {
      return new String(word, StandardCharsets.UTF_8);
    }
  }

  private WordVectors read() throws IOException {
    if (readInt() != MAGIC) {
      throw new ModelFormatException(file, "", "a model of fastText", "another magic number");
    }
    int version = readInt();
    if (version < OLD_VERSION || version > NEWEST_VERSION) {
      throw new ModelFormatException(file, "version", "11 or 12", "" + version);
    }
    int[] arguments = new int[12];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = readInt();
    }
    readLong(); // t
    int dimension = arguments[0];
    int bucket = arguments[8];
    int minN = arguments[9];
    // Version 11 wrote n-gram lengths into supervised models that have none.
    int maxN = version == OLD_VERSION && arguments[7] == SUPERVISED ? 0 : arguments[10];
    List<Entry> words = dictionary();
    long buckets = maxN > 0 ? bucket : 0;
    Rows matrix = matrix(words.size(), buckets, dimension);
    try {
      Subwords subwords = maxN > 0 && buckets > 0 ? new Subwords(minN, maxN, bucket) : null;
      return subwords == null ? plain(words, matrix) : composed(words, matrix, subwords);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(file, "arguments", "values in range", e.getMessage() + "", e);
    }
  }

  private Rows matrix(int words, long buckets, int dimension) throws IOException {
    if (readByte() != 0) {
      throw new ModelFormatException(
          file, "input matrix", "one that is not quantised", "a quantised one (.ftz)");
    }
    long rows = readLong();
    long columns = readLong();
    boolean fits = rows >= words + buckets && rows <= Integer.MAX_VALUE;
    if (!fits
        || columns != dimension
        || dimension < 1
        || dimension > WordRows.LARGEST_DIMENSION
        || rows * columns > (size - place()) / Float.BYTES) {
      throw new ModelFormatException(
          file,
          "input matrix",
          words + " words and " + buckets + " buckets of " + dimension + ", all in the file",
          rows + " rows of " + columns + ", " + (size - place()) + " bytes");
    }
    return new Rows(place(), (int) rows, dimension);
  }

  private List<Entry> dictionary() throws IOException {
    int entries = readInt();
    int wordCount = readInt();
    int labels = readInt();
    readLong(); // tokens
    long pruned = readLong();
    // An entry takes 10 bytes at least.
    boolean fits = wordCount >= 0 && labels >= 0 && (long) wordCount + labels == entries;
    if (!fits || entries > size / 10 || pruned > size / 8) {
      throw new ModelFormatException(
          file,
          "dictionary",
          "counts that agree, and the file has room for",
          entries + " entries, " + wordCount + " words, " + labels + " labels");
    }
    if (pruned > 0) {
      throw new ModelFormatException(file, "dictionary", "one that is not pruned", "a pruned one");
    }
    List<Entry> words = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      byte[] word = readWord();
      long count = readLong();
      readByte(); // word or label
      if (i < wordCount) {
        words.add(new Entry(word, count));
      }
    }
    return words;
  }

  private WordVectors plain(List<Entry> words, Rows matrix) throws IOException {
    WordRows rows = rows(words);
    rows.dimension(matrix.dimension, "arguments");
    float[] vector = new float[matrix.dimension];
    for (int i = 0; i < rows.wanted(words.size()); i++) {
      matrix.copy(i, vector);
      rows.add(words.get(i).word, 0, words.get(i).word.length, vector, "word " + i);
    }
    return rows.build();
  }

  private WordVectors composed(List<Entry> words, Rows matrix, Subwords subwords)
      throws IOException {
    WordRows rows = rows(words);
    rows.dimension(matrix.dimension, "arguments");
    float[] vector = new float[matrix.dimension];
    float[] part = new float[matrix.dimension];
    for (int i = 0; i < rows.wanted(words.size()); i++) {
      byte[] bytes = words.get(i).word;
      String word = words.get(i).text();
      matrix.copy(i, vector);
      int[] buckets = buckets(subwords, word);
      for (int bucket : buckets) {
        matrix.copy(words.size() + bucket, part);
        for (int k = 0; k < vector.length; k++) {
          vector[k] += part[k];
        }
      }
      for (int k = 0; k < vector.length; k++) {
        vector[k] /= buckets.length + 1;
      }
      rows.add(bytes, 0, bytes.length, vector, "word " + i);
    }
    rows.buckets(subwords, bucket -> matrix.copy(words.size() + bucket, part), part);
    return rows.build();
  }

  /** The buckets whose rows are part of a word's vector; the end of a sentence has none. */
  static int[] buckets(Subwords subwords, String word) {
    return word.equals(END_OF_SENTENCE) ? new int[0] : subwords.bucketsOf(word);
  }

  private WordRows rows(List<Entry> words) {
    Map<String, Long> counts = new HashMap<>();
    for (Entry entry : words) {
      counts.put(entry.text(), entry.count);
    }
    return new WordRows(file, options, counts);
  }

  private byte[] readWord() throws IOException {
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    for (byte b = readByte(); b != 0; b = readByte()) {
      if (word.size() == LONGEST_WORD) {
        throw new ModelFormatException(
            file, "byte " + place(), "the end of a word", "none in 65,536 bytes");
      }
      word.write(b);
    }
    return word.toByteArray();
  }

  private long place() {
    return windowEnd - window.remaining();
  }

  private ByteBuffer need(int bytes) throws IOException {
    if (window.remaining() < bytes) {
      window.compact();
      int read = 0;
      while (window.hasRemaining() && read >= 0) {
        read = channel.read(window, windowEnd);
        windowEnd += Math.max(0, read);
      }
      window.flip();
      if (window.remaining() < bytes) {
        throw new ModelFormatException(
            file, "byte " + place(), bytes + " bytes more", "the end of the file");
      }
    }
    return window;
  }

  private byte readByte() throws IOException {
    return need(1).get();
  }

  private int readInt() throws IOException {
    return need(Integer.BYTES).getInt();
  }

  private long readLong() throws IOException {
    return need(Long.BYTES).getLong();
  }

  /** The input matrix, mapped. */
  private final class Rows {
    private final int dimension;
    private final int rowsPerSegment;
    private final FloatBuffer[] segments;

    Rows(long start, int rows, int dimension) throws IOException {
      this.dimension = dimension;
      int rowBytes = dimension * Float.BYTES;
      rowsPerSegment = Math.max(1, SEGMENT_BYTES / rowBytes);
      segments = new FloatBuffer[(rows + rowsPerSegment - 1) / rowsPerSegment];
      for (int i = 0; i < segments.length; i++) {
        int first = i * rowsPerSegment;
        segments[i] =
            channel
                .map(
                    FileChannel.MapMode.READ_ONLY,
                    start + (long) first * rowBytes,
                    (long) Math.min(rowsPerSegment, rows - first) * rowBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
      }
    }

    void copy(int row, float[] target) {
      segments[row / rowsPerSegment].get(row % rowsPerSegment * dimension, target);
    }
  }
}
