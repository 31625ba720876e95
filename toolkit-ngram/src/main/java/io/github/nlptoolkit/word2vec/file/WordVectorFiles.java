package io.github.nlptoolkit.word2vec.file;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.storage.AtomicFile;
import io.github.nlptoolkit.word2vec.WordVectors;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Reads and writes word vectors: word2vec's text and binary files, with gensim's reading of them
 * ({@code KeyedVectors.load_word2vec_format} and {@code save_word2vec_format}, version 4.4),
 * GloVe's, fastText's and the toolkit's own; gzipped ones too.
 *
 * <p>Differences from gensim: words that come twice, and more words than the header says, are
 * errors unless the options are {@link ReadOptions#forgiving()}. No size in a file is believed
 * before the bytes are there.
 *
 * <p>Thread-safe.
 */
public final class WordVectorFiles {

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_0 = 0x1f;
  private static final int GZIP_1 = 0x8b;

  private WordVectorFiles() {}

  /**
   * Reads a file of any format, told from its content.
   *
   * @param file the file
   * @return its vectors
   * @throws IOException if it cannot be read; {@code ModelFormatException} with the line or the
   *     byte if it is damaged
   */
  public static WordVectors read(Path file) throws IOException {
    return read(file, ReadOptions.defaults());
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param options how; a mapped file is opened whole whatever they say
   * @return its vectors
   * @throws IOException if it cannot be read; {@code ModelFormatException} with the line or the
   *     byte if it is damaged
   */
  public static WordVectors read(Path file, ReadOptions options) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder, a file of word vectors is needed");
    }
    VectorFormat format = options.format();
    if (format == null) {
      format = FormatGuess.of(file);
    }
    return switch (format) {
      case MAPPED -> WordVectors.map(file);
      case FASTTEXT_BINARY -> FastTextReader.read(file, options);
      default -> readStream(file, format, options);
    };
  }

  private static WordVectors readStream(Path file, VectorFormat format, ReadOptions options)
      throws IOException {
    Map<String, Long> counts = CountsFile.read(options);
    boolean isZipped = isGzip(file);
    long size = isZipped ? Long.MAX_VALUE : Files.size(file);
    try (InputStream in = open(file)) {
      ByteReader bytes = new ByteReader(file, in);
      WordRows rows = new WordRows(file, options, counts);
      if (format == VectorFormat.WORD2VEC_BINARY) {
        return BinaryReader.read(bytes, rows, size);
      }
      return TextReader.read(bytes, rows, format == VectorFormat.WORD2VEC_TEXT, size);
    } catch (ZipException | java.io.EOFException e) {
      throw new ModelFormatException(file, "gzip", "whole compressed data", e.getMessage() + "", e);
    }
  }

  /** A file's content, unpacked if it is gzipped. */
  static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    if (!isGzip(file)) {
      return in;
    }
    try {
      return new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == GZIP_0 && in.read() == GZIP_1;
    }
  }

  /**
   * Writes vectors, in whole or not at all.
   *
   * @param vectors the vectors; subwords are kept by {@link VectorFormat#MAPPED} and {@link
   *     VectorFormat#FASTTEXT_BINARY} only
   * @param file the file; replaced if it exists; gzipped if its name ends with {@code .gz}, which
   *     those two cannot be
   * @param format what to write
   * @throws IllegalArgumentException if the format cannot be gzipped, or has no room for a word:
   *     one with a blank or a line end in it (the message names it)
   * @throws IOException if it cannot be written
   */
  public static void write(WordVectors vectors, Path file, VectorFormat format) throws IOException {
    boolean zips = file.toString().endsWith(".gz");
    boolean isMapped = format == VectorFormat.MAPPED || format == VectorFormat.FASTTEXT_BINARY;
    if (isMapped && zips) {
      throw new IllegalArgumentException(
          "the format " + format + " cannot be written gzipped: " + file);
    }
    if (format == VectorFormat.MAPPED) {
      vectors.save(file);
      return;
    }
    AtomicFile.write(
        file,
        out -> {
          OutputStream packed = zips ? new GZIPOutputStream(out, BUFFER) : out;
          OutputStream buffered = new BufferedOutputStream(packed, BUFFER);
          if (format == VectorFormat.FASTTEXT_BINARY) {
            FastTextWriter.write(vectors, buffered);
          } else {
            VectorWriter.write(vectors, buffered, format);
          }
          buffered.flush();
          if (packed instanceof GZIPOutputStream zipped) {
            zipped.finish();
          }
        });
  }
}
