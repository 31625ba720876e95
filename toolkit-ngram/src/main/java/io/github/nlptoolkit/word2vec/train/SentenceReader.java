package io.github.nlptoolkit.word2vec.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads the sentences of a piece of a corpus through a mapped window. Pieces that cover the file
 * cover every word once. Not thread-safe.
 */
final class SentenceReader implements AutoCloseable {

  /** Longer sentences are cut here. */
  static final int LONGEST_SENTENCE = 10_000;

  /** Longer words are left out. */
  static final int LONGEST_WORD = 1_000;

  private static final int LONGEST_SEARCH = 1 << 16;
  private static final int WINDOW = 1 << 26;
  private static final int CHUNK = 1 << 16;

  private final FileChannel channel;
  private final long size;
  private final byte[] chunk = new byte[CHUNK + LONGEST_WORD];
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long windowStart;
  // The chunk holds the bytes of the file in [chunkStart, chunkStart + filled).
  private long chunkStart;
  private int filled;
  private int at;
  private long pieceEnd;
  // No sentence starts in here, nor is there a place to cut one, but at its end: a very long word
  // would be searched again for each piece else.
  private long stretchStart;
  private long stretchEnd;
  private long words;
  private long overlongWords;

  SentenceReader(Corpus corpus) throws IOException {
    channel = corpus.open();
    size = corpus.size();
  }

  static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r' && b != '\n');
  }

  /** Goes to the piece of the sentences in {@code [start, end)}. */
  void seek(long start, long end) throws IOException {
    pieceEnd = boundary(end);
    move(boundary(start));
  }

  /**
   * Where the first sentence at or after a place starts; in a very long line, such as a corpus
   * without line ends, where a word starts.
   */
  private long boundary(long place) throws IOException {
    if (place <= 0 || place >= size) {
      return Math.max(0, Math.min(place, size));
    }
    if (place >= stretchStart && place + LONGEST_SEARCH < stretchEnd) {
      return stretchEnd;
    }
    move(place - 1);
    long latest = place + LONGEST_SEARCH;
    while (hasByte()) {
      byte b = chunk[at++];
      if (b == '\n' || (isBlank(b) && chunkStart + at > latest)) {
        break;
      }
    }
    long found = chunkStart + at;
    if (found > latest) {
      stretchStart = place;
      stretchEnd = found;
    }
    return found;
  }

  private void move(long place) {
    chunkStart = place;
    filled = 0;
    at = 0;
  }

  /** What takes the words of a sentence. */
  @FunctionalInterface
  interface Words {
    /** A word: {@code bytes[start, end)} and its hash as {@link WordTable} makes it. */
    void word(byte[] bytes, int start, int end, long hash);
  }

  /**
   * Reads a sentence.
   *
   * @return false if the piece has no more
   */
  boolean next(Words to) throws IOException {
    if (chunkStart + at >= pieceEnd) {
      return false;
    }
    int count = 0;
    while (count < LONGEST_SENTENCE && skipBlanks() && chunkStart + at < pieceEnd) {
      if (chunk[at] == '\n') {
        at++;
        return true;
      }
      if (word(to)) {
        count++;
      }
    }
    return true;
  }

  /** How many words have been read. */
  long words() {
    return words;
  }

  /** How many words were too long. */
  long overlongWords() {
    return overlongWords;
  }

  private boolean skipBlanks() throws IOException {
    while (hasByte()) {
      if (!isBlank(chunk[at])) {
        return true;
      }
      at++;
    }
    return false;
  }

  private boolean word(Words to) throws IOException {
    // A word that may not end in this chunk is moved to the start of the next one.
    while (filled - at <= LONGEST_WORD && chunkStart + filled < size) {
      refill();
    }
    int start = at;
    int end = Math.min(filled, start + LONGEST_WORD);
    long hash = WordTable.hashStart();
    int i = start;
    while (i < end && isInWord(chunk[i])) {
      hash = WordTable.hash(hash, chunk[i]);
      i++;
    }
    at = i;
    if (i == start + LONGEST_WORD && hasByte() && isInWord(chunk[at])) {
      skipWord();
      overlongWords++;
      return false;
    }
    words++;
    to.word(chunk, start, i, hash);
    return true;
  }

  private void skipWord() throws IOException {
    while (hasByte() && isInWord(chunk[at])) {
      at++;
    }
  }

  private static boolean isInWord(byte b) {
    return b > ' ' || b < '\t' || (b > '\r' && b != ' ');
  }

  private boolean hasByte() throws IOException {
    return at < filled || refill();
  }

  /** Moves what is left to the front and fills up; false at the end of the file. */
  private boolean refill() throws IOException {
    int left = filled - at;
    System.arraycopy(chunk, at, chunk, 0, left);
    chunkStart += at;
    at = 0;
    filled = left;
    long from = chunkStart + left;
    if (from >= size || left == chunk.length) {
      return left > 0;
    }
    // Windows lie at multiples of their length, so that pieces side by side share them.
    long start = from / WINDOW * WINDOW;
    if (start != windowStart || window.capacity() == 0) {
      windowStart = start;
      window = Corpus.map(channel, start, Math.min(WINDOW, size - start));
    }
    int wanted = (int) Math.min(chunk.length - left, windowStart + window.capacity() - from);
    window.get((int) (from - windowStart), chunk, left, wanted);
    filled += wanted;
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
