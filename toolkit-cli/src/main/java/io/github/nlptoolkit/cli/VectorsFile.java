package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.file.ReadOptions;
import io.github.nlptoolkit.word2vec.file.VectorFormat;
import io.github.nlptoolkit.word2vec.file.WordVectorFiles;
import io.github.nlptoolkit.word2vec.train.Word2Vec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a file of word vectors, and its reading. */
final class VectorsFile {

  /** What a model's file, which is no file of vectors, starts with. */
  private static final byte[] MODEL_START = {(byte) 0xFF, 'N', 'L', 'P', 'W', '2', 'V', 'M'};

  /** The names of formats on the command line. */
  enum Format {
    /** word2vec's text. */
    TEXT(VectorFormat.WORD2VEC_TEXT),
    /** word2vec's binary file. */
    BINARY(VectorFormat.WORD2VEC_BINARY),
    /** fastText's binary model. */
    FASTTEXT(VectorFormat.FASTTEXT_BINARY),
    /** GloVe's text. */
    GLOVE(VectorFormat.GLOVE),
    /** The toolkit's own. */
    MAPPED(VectorFormat.MAPPED);

    private final VectorFormat format;

    Format(VectorFormat format) {
      this.format = format;
    }
  }

  @Option(names = "--limit", paramLabel = "N", description = "Read the first N words only.")
  private int limit = Integer.MAX_VALUE;

  @Option(
      names = "--forgiving",
      description =
          "Read what gensim reads too: words that come twice, more words than the header says,"
              + " malformed UTF-8.")
  private boolean forgiving;

  /** Reads vectors of any format, a model too. */
  WordVectors read(String operand) throws IOException {
    Path file = Path.of(operand);
    if (Files.notExists(file)) {
      throw new NoSuchFileException(operand);
    }
    if (isModel(file)) {
      return Word2Vec.load(file).vectors();
    }
    ReadOptions options = ReadOptions.defaults().first(limit);
    if (forgiving) {
      options = options.forgiving().onMalformed(ReadOptions.Malformed.REPLACE);
    }
    return WordVectorFiles.read(file, options);
  }

  static boolean isModel(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MODEL_START.length), MODEL_START);
    }
  }

  /** Writes vectors; without a format, the name of the file tells. */
  static void write(WordVectors vectors, String operand, @Nullable Format format)
      throws IOException {
    Path file = Path.of(operand);
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(operand + ": cannot be written, there is no folder " + folder);
    }
    WordVectorFiles.write(vectors, file, format == null ? told(operand, vectors) : format.format);
  }

  private static VectorFormat told(String name, WordVectors vectors) {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (plain.endsWith(".bin")) {
      boolean isFastText = vectors.subwords().isPresent() && plain.length() == name.length();
      return isFastText ? VectorFormat.FASTTEXT_BINARY : VectorFormat.WORD2VEC_BINARY;
    }
    return plain.endsWith(".txt") || plain.endsWith(".vec")
        ? VectorFormat.WORD2VEC_TEXT
        : VectorFormat.MAPPED;
  }
}
