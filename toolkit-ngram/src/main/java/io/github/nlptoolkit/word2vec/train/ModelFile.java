package io.github.nlptoolkit.word2vec.train;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.storage.AtomicFile;
import io.github.nlptoolkit.word2vec.Subwords;
import io.github.nlptoolkit.word2vec.internal.kernel.Kernels;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The file of a model: magic, version, settings, progress, words with their counts, both matrices
 * without padding, and the CRC-32 of all that; big-endian.
 */
final class ModelFile {

  private static final long MAGIC = 0xFF4E_4C50_5732_564DL;
  private static final int VERSION = 1;
  private static final int BUFFER = 1 << 16;

  private ModelFile() {}

  static void write(Word2Vec model, Path file) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          CheckedOutputStream checked =
              new CheckedOutputStream(new BufferedOutputStream(out, BUFFER), new CRC32());
          DataOutputStream data = new DataOutputStream(checked);
          data.writeLong(MAGIC);
          data.writeInt(VERSION);
          writeSettings(model.settings(), data);
          data.writeInt(model.progress().epoch());
          data.writeInt(model.progress().piece());
          data.writeLong(model.progress().words());
          data.writeLong(model.corpusSize());
          writeVocabulary(model.vocabulary(), data);
          writeMatrix(model.input(), data);
          writeMatrix(model.output(), data);
          data.flush();
          data.writeLong(checked.getChecksum().getValue());
          data.flush();
        });
  }

  private static void writeSettings(Word2VecSettings settings, DataOutputStream data)
      throws IOException {
    data.writeInt(settings.architecture().code());
    data.writeInt(settings.dimension());
    data.writeInt(settings.window());
    data.writeBoolean(settings.shrinkWindow());
    data.writeInt(settings.negative());
    data.writeDouble(settings.negativeExponent());
    data.writeDouble(settings.sample());
    data.writeLong(settings.minCount());
    data.writeInt(settings.maxFinalVocabulary());
    data.writeInt(settings.maxVocabularySize());
    data.writeFloat(settings.learningRate());
    data.writeFloat(settings.minLearningRate());
    data.writeInt(settings.epochs());
    Subwords subwords = settings.subwords();
    data.writeInt(subwords == null ? 0 : subwords.minN());
    data.writeInt(subwords == null ? 0 : subwords.maxN());
    data.writeInt(subwords == null ? 0 : subwords.buckets());
    data.writeInt(settings.threads());
    data.writeLong(settings.seed());
  }

  private static void writeVocabulary(Vocabulary vocabulary, DataOutputStream data)
      throws IOException {
    data.writeInt(vocabulary.size());
    data.writeLong(vocabulary.corpusWords());
    for (int row = 0; row < vocabulary.size(); row++) {
      byte[] word = vocabulary.words().get(row).getBytes(StandardCharsets.UTF_8);
      data.writeInt(word.length);
      data.write(word);
      data.writeLong(vocabulary.count(row));
    }
  }

  private static void writeMatrix(Matrix matrix, DataOutputStream data) throws IOException {
    data.writeInt(matrix.rows());
    ByteBuffer bytes = ByteBuffer.allocate(matrix.dimension() * Float.BYTES);
    for (int row = 0; row < matrix.rows(); row++) {
      bytes.asFloatBuffer().put(matrix.values(), matrix.at(row), matrix.dimension());
      data.write(bytes.array());
    }
  }

  static Word2Vec read(Path file) throws IOException {
    long size = Files.size(file);
    try (CheckedInputStream checked =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(file), BUFFER), new CRC32())) {
      return new Reader(file, size, checked).read();
    } catch (EOFException e) {
      throw new ModelFormatException(
          file, "", "a whole model", "an end after " + size + " bytes", e);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(file, "", "values in range", e.getMessage() + "", e);
    }
  }

  /** Reads one file; no size is believed before the file is known to be as large. */
  private static final class Reader {
    private final Path file;
    private final long size;
    private final CheckedInputStream checked;
    private final DataInputStream data;

    Reader(Path file, long size, CheckedInputStream checked) {
      this.file = file;
      this.size = size;
      this.checked = checked;
      this.data = new DataInputStream(checked);
    }

    Word2Vec read() throws IOException {
      if (size < Long.BYTES || data.readLong() != MAGIC) {
        throw new ModelFormatException(
            file, "", "a model that Word2Vec.save wrote", "a file that starts otherwise");
      }
      int version = data.readInt();
      if (version != VERSION) {
        throw new ModelFormatException(file, "version", "" + VERSION, "" + version);
      }
      Word2VecSettings settings = settings();
      Word2Vec.Progress progress =
          new Word2Vec.Progress(data.readInt(), data.readInt(), data.readLong());
      long corpusSize = data.readLong();
      Vocabulary vocabulary = vocabulary();
      int buckets = settings.subwords() == null ? 0 : settings.subwords().buckets();
      Matrix input = matrix("input", vocabulary.size() + buckets, settings.dimension());
      int outputs =
          settings.negative() > 0 ? vocabulary.size() : Math.max(1, vocabulary.size() - 1);
      Matrix output = matrix("output", outputs, settings.dimension());
      long expected = checked.getChecksum().getValue();
      if (data.readLong() != expected || data.read() >= 0) {
        throw new ModelFormatException(file, "checksum", "that of the content", "another one");
      }
      if (progress.epoch() < 0 || progress.piece() < 0 || progress.words() < 0) {
        throw new ModelFormatException(file, "progress", "numbers from 0 on", "" + progress);
      }
      return new Word2Vec(settings, vocabulary, input, output, progress, corpusSize);
    }

    private Word2VecSettings settings() throws IOException {
      Architecture architecture = architecture();
      Word2VecSettings.Builder builder =
          Word2VecSettings.builder()
              .architecture(architecture)
              .dimension(data.readInt())
              .window(data.readInt())
              .shrinkWindow(data.readBoolean())
              .negative(data.readInt())
              .negativeExponent(data.readDouble())
              .sample(data.readDouble())
              .minCount(data.readLong())
              .maxFinalVocabulary(data.readInt())
              .maxVocabularySize(data.readInt())
              .learningRate(data.readFloat())
              .minLearningRate(data.readFloat())
              .epochs(data.readInt());
      int minN = data.readInt();
      int maxN = data.readInt();
      int buckets = data.readInt();
      if (minN != 0) {
        builder.subwords(new Subwords(minN, maxN, buckets));
      }
      return builder.threads(data.readInt()).seed(data.readLong()).build();
    }

    private Architecture architecture() throws IOException {
      int code = data.readInt();
      for (Architecture architecture : Architecture.values()) {
        if (architecture.code() == code) {
          return architecture;
        }
      }
      throw new ModelFormatException(file, "architecture", "0 to 2", "" + code);
    }

    private Vocabulary vocabulary() throws IOException {
      int count = data.readInt();
      long corpusWords = data.readLong();
      // A word takes 13 bytes at least.
      if (count < 1 || count > size / (Integer.BYTES + 1 + Long.BYTES)) {
        throw new ModelFormatException(file, "words", "a count the file has room for", "" + count);
      }
      List<String> words = new ArrayList<>(count);
      long[] counts = new long[count];
      for (int row = 0; row < count; row++) {
        int length = data.readInt();
        if (length < 1 || length > SentenceReader.LONGEST_WORD) {
          throw new ModelFormatException(
              file, "word " + row, "1 to " + SentenceReader.LONGEST_WORD + " bytes", "" + length);
        }
        words.add(new String(data.readNBytes(length), StandardCharsets.UTF_8));
        counts[row] = data.readLong();
        if (counts[row] < 1) {
          throw new ModelFormatException(
              file, "word " + row, "a count from 1 on", "" + counts[row]);
        }
      }
      return new Vocabulary(words, counts, corpusWords);
    }

    private Matrix matrix(String name, int expected, int dimension) throws IOException {
      int rows = data.readInt();
      if (rows != expected || (long) rows * dimension > size / Float.BYTES) {
        throw new ModelFormatException(
            file, name + " matrix", expected + " rows, all in the file", rows + " rows");
      }
      Matrix matrix = new Matrix(rows, dimension, Kernels.best());
      byte[] bytes = new byte[dimension * Float.BYTES];
      float[] values = new float[dimension];
      for (int row = 0; row < rows; row++) {
        data.readFully(bytes);
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        matrix.set(row, values);
      }
      return matrix;
    }
  }
}
