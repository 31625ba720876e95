package io.github.nlptoolkit.word2vec.train;

import io.github.nlptoolkit.text.Segmenter;
import io.github.nlptoolkit.text.Span;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Text to train on: sentences of words. However it is made, it ends up as a file with a sentence a
 * line and blanks between words, in UTF-8, which is mapped and read in pieces by many threads; its
 * size is bounded by the disk only.
 *
 * <p>Blanks are space, tab, vertical tab, form feed and carriage return, as for word2vec.c and
 * gensim's {@code corpus_file}; NO-BREAK SPACE and U+3000 belong to words. A sentence longer than
 * 10,000 words goes on as another one; nothing of it is lost. A word longer than 1,000 bytes is no
 * word: it is left out, and counted ({@link TrainingProgress#overlongWords()}).
 *
 * <p>Thread-safe. {@link #close()} deletes what was written for it, never the caller's file.
 */
public final class Corpus implements AutoCloseable {

  private final Path file;
  private final boolean temporary;
  private final long size;

  private Corpus(Path file, boolean temporary) throws IOException {
    this.file = file;
    this.temporary = temporary;
    this.size = Files.size(file);
  }

  /**
   * A file as it is.
   *
   * @param file a sentence a line, words separated by blanks, UTF-8; must not change while it is
   *     used
   * @return the corpus
   * @throws IOException if there is no such file or it is a folder
   */
  public static Corpus file(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder, a file is needed");
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return new Corpus(file, false);
  }

  /**
   * A file that a segmenter cuts into words, once, into a temporary file.
   *
   * @param file a sentence or a paragraph a line, UTF-8; malformed bytes become U+FFFD
   * @param segmenter what cuts each line
   * @return the corpus
   * @throws IOException if the file cannot be read or the temporary one not be written
   */
  public static Corpus text(Path file, Segmenter segmenter) throws IOException {
    return written(
        out -> {
          try (BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              StringBuilder words = new StringBuilder(line.length() + 16);
              for (Span span : segmenter.segment(line)) {
                words.append(line, span.start(), span.end()).append(' ');
              }
              out.write(words.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            }
          }
        });
  }

  /**
   * Sentences from anywhere, read once, into a temporary file.
   *
   * @param sentences the words of each sentence
   * @return the corpus
   * @throws IllegalArgumentException if a word is empty or has a blank or a line end in it
   * @throws IOException if the temporary file cannot be written
   */
  public static Corpus sentences(Iterable<? extends List<String>> sentences) throws IOException {
    return written(
        out -> {
          for (List<String> sentence : sentences) {
            StringBuilder words = new StringBuilder();
            for (String word : sentence) {
              checkWord(word);
              words.append(word).append(' ');
            }
            out.write(words.append('\n').toString().getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  private static void checkWord(String word) {
    boolean blank = word.isEmpty();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      blank |= c == '\n' || (c < 128 && SentenceReader.isBlank((byte) c));
    }
    if (blank) {
      throw new IllegalArgumentException(
          "a word must not be empty nor have a blank or a line end in it, got \"" + word + "\"");
    }
  }

  /** What writes a temporary corpus. */
  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static Corpus written(Content content) throws IOException {
    Path file = Files.createTempFile("word2vec-", ".corpus");
    boolean done = false;
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        content.writeTo(out);
      }
      Corpus corpus = new Corpus(file, true);
      done = true;
      return corpus;
    } finally {
      if (!done) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Its length in bytes. */
  long size() {
    return size;
  }

  /** What messages call it. */
  String name() {
    return temporary ? "the corpus" : file.toString();
  }

  /** Opens it for one thread. */
  FileChannel open() throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  static ByteBuffer map(FileChannel channel, long start, long length) throws IOException {
    return channel.map(FileChannel.MapMode.READ_ONLY, start, length);
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      Files.deleteIfExists(file);
    }
  }
}
