package io.github.nlptoolkit.word2vec.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.nlptoolkit.failure.ModelFormatException;
import io.github.nlptoolkit.word2vec.GoldenFolder;
import io.github.nlptoolkit.word2vec.Subwords;
import io.github.nlptoolkit.word2vec.WordVectors;
import io.github.nlptoolkit.word2vec.WordVectorsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of word vectors that are right, and thousands that are not. */
class WordVectorFilesTest {

  private static final int MUTATIONS = 1000;

  @TempDir private Path folder;

  private static WordVectors few() {
    WordVectorsBuilder builder = WordVectors.builder(3);
    builder.add("the", 9, new float[] {1, -2.5f, 3e-8f});
    builder.add("中文", 4, new float[] {0.1f, Float.MIN_VALUE, -Float.MAX_VALUE});
    builder.add("😀", 1, new float[] {0, -0f, 1e10f});
    return builder.build();
  }

  private static void checkSame(WordVectors actual, WordVectors expected) {
    assertThat(actual.count()).isEqualTo(expected.count());
    for (int row = 0; row < expected.count(); row++) {
      assertThat(actual.word(row)).isEqualTo(expected.word(row));
      assertThat(actual.vector(row)).isEqualTo(expected.vector(row));
      assertThat(actual.rowOf(expected.word(row))).isEqualTo(row);
    }
    assertThat(actual.rowOf("no such word")).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource(VectorFormat.class)
  void everyFormatKeepsEveryBit(VectorFormat format) throws IOException {
    Path file = folder.resolve("vectors");
    WordVectorFiles.write(few(), file, format);
    checkSame(WordVectorFiles.read(file), few());
    Path zipped = folder.resolve("vectors.gz");
    if (format == VectorFormat.MAPPED || format == VectorFormat.FASTTEXT_BINARY) {
      assertThatThrownBy(() -> WordVectorFiles.write(few(), zipped, format))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(format + " cannot be written gzipped");
    } else {
      WordVectorFiles.write(few(), zipped, format);
      assertThat(Files.readAllBytes(zipped)).startsWith(0x1f, 0x8b);
      checkSame(WordVectorFiles.read(zipped), few());
    }
  }

  @Test
  void gensimsFilesAreTheSameVectors() throws IOException {
    Path root = GoldenFolder.root();
    WordVectors binary = WordVectorFiles.read(root.resolve("vectors.bin"));
    checkSame(WordVectorFiles.read(root.resolve("vectors.txt")), binary);
    checkSame(WordVectorFiles.read(root.resolve("vectors.txt.gz")), binary);
    checkSame(WordVectorFiles.read(root.resolve("vectors.bin.gz")), binary);
    checkSame(WordVectorFiles.read(root.resolve("vectors.c-style.bin")), binary);
    WordVectors some = WordVectorFiles.read(root.resolve("vectors.noheader.txt"));
    ReadOptions first = ReadOptions.defaults().first(some.count());
    checkSame(some, WordVectorFiles.read(root.resolve("vectors.bin"), first));
    WordVectors c = WordVectorFiles.read(root.resolve("vectors.c-style.txt"));
    assertThat(c.word(0)).isEqualTo(binary.word(0));
    assertThat(c.dimension()).isEqualTo(binary.dimension());
  }

  @Test
  void gensimsBinaryFileIsWrittenByteForByte() throws IOException {
    Path original = GoldenFolder.root().resolve("vectors.bin");
    Path copy = folder.resolve("copy.bin");
    WordVectorFiles.write(WordVectorFiles.read(original), copy, VectorFormat.WORD2VEC_BINARY);
    assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(original));
  }

  @Test
  void countsComeFromAFile() throws IOException {
    Path root = GoldenFolder.root();
    ReadOptions options = ReadOptions.defaults().countsFrom(root.resolve("vectors.vocab"));
    WordVectors vectors = WordVectorFiles.read(root.resolve("vectors.bin"), options);
    String first = Files.readAllLines(root.resolve("vectors.vocab")).get(0);
    String[] parts = first.split(" ", -1);
    assertThat(vectors.frequency(vectors.rowOf(parts[0]))).isEqualTo(Long.parseLong(parts[1]));
  }

  @Test
  void gloveWordsMayHaveBlanks() throws IOException {
    Path file = folder.resolve("glove.txt");
    Files.writeString(file, "a 1 2\n. . . 3 4\nat name@domain.com 5 6\n");
    WordVectors vectors = WordVectorFiles.read(file);
    assertThat(vectors.word(1)).isEqualTo(". . .");
    assertThat(vectors.vector("at name@domain.com")).containsExactly(5, 6);
    assertThatThrownBy(
            () -> WordVectorFiles.write(vectors, folder.resolve("x"), VectorFormat.WORD2VEC_TEXT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(". . .");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5f", "0x1p3", "1_000", "1e", "--1", "", "1.2.3"})
  void whatPythonTakesForNoNumberIsNone(String text) throws IOException {
    Path file = folder.resolve("bad.txt");
    Files.writeString(file, "1 2\nword 1 " + text + "\n");
    assertThatThrownBy(() -> WordVectorFiles.read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void fastTextModelsMakeVectorsOfUnknownWords() throws IOException {
    Subwords subwords = new Subwords(2, 3, 7);
    Path file = folder.resolve("model.bin");
    Files.write(file, fastText(subwords));
    WordVectors vectors = WordVectorFiles.read(file);
    assertThat(vectors.count()).isEqualTo(2);
    assertThat(vectors.frequency(1)).isEqualTo(3);
    // Row r of the matrix is (r, -r).
    int[] buckets = subwords.bucketsOf("ab");
    double sum = 1 + Arrays.stream(buckets).map(bucket -> 2 + bucket).sum();
    float expected = (float) (sum / (buckets.length + 1));
    assertThat(vectors.vector("ab")).containsExactly(expected, -expected);
    int[] unknown = subwords.bucketsOf("xyz");
    float mean = (float) Arrays.stream(unknown).map(bucket -> 2 + bucket).average().orElseThrow();
    assertThat(vectors.vector("xyz")[0]).isCloseTo(mean, within(1e-5f));
    Path saved = folder.resolve("saved");
    vectors.save(saved);
    assertThat(WordVectors.map(saved).vector("xyz")).isEqualTo(vectors.vector("xyz"));
  }

  /**
   * A model that gensim 4.4 trained ({@code FastText(vector_size=4, bucket=100)}) and saved with
   * {@code save_facebook_model}, with the vectors it gives for known and unknown words.
   */
  @Test
  void gensimsFastTextModelGivesItsVectors() throws IOException {
    Path place = Path.of("src/test/resources/io/github/nlptoolkit/word2vec/file");
    WordVectors vectors = WordVectorFiles.read(place.resolve("gensim-fasttext.bin"));
    int unknown = 0;
    for (String line : Files.readAllLines(place.resolve("gensim-fasttext.txt"))) {
      String[] parts = line.split(" ", -1);
      float[] vector = vectors.vector(parts[0]);
      assertThat(vector).hasSize(parts.length - 1);
      for (int i = 0; i < vector.length; i++) {
        assertThat(vector[i]).isCloseTo(Float.parseFloat(parts[i + 1]), within(2e-6f));
      }
      unknown += vectors.contains(parts[0]) ? 0 : 1;
    }
    assertThat(unknown).isPositive();
  }

  @Test
  void fastTextModelsAreWrittenWithTheirSubwords() throws IOException {
    Path place = Path.of("src/test/resources/io/github/nlptoolkit/word2vec/file");
    Path original = place.resolve("gensim-fasttext.bin");
    WordVectors vectors = WordVectorFiles.read(original);
    Path copy = folder.resolve("copy.bin");
    WordVectorFiles.write(vectors, copy, VectorFormat.FASTTEXT_BINARY);
    WordVectors read = WordVectorFiles.read(copy);
    assertThat(read.subwords()).isEqualTo(vectors.subwords()).isPresent();
    assertThat(read.count()).isEqualTo(vectors.count());
    for (int row = 0; row < read.count(); row++) {
      assertThat(read.word(row)).isEqualTo(vectors.word(row));
      assertThat(read.frequency(row)).isEqualTo(vectors.frequency(row)).isPositive();
      assertThat(read.vector(row)).containsExactly(vectors.vector(row), within(1e-6f));
    }
    for (int bucket = 0; bucket < read.subwords().orElseThrow().buckets(); bucket++) {
      assertThat(read.bucketVector(bucket)).isEqualTo(vectors.bucketVector(bucket));
    }
    assertThatThrownBy(() -> read.bucketVector(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> few().bucketVector(0)).isInstanceOf(IndexOutOfBoundsException.class);
    // What a model has but its arguments and its output weights is as long as gensim's.
    assertThat(Files.size(copy)).isEqualTo(Files.size(original));
  }

  private static byte[] fastText(Subwords subwords) {
    ByteBuffer b = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    b.putInt(793712314).putInt(12);
    int[] arguments = {2, 5, 5, 1, 5, 1, 2, 2, subwords.buckets(), 2, 3, 100};
    Arrays.stream(arguments).forEach(b::putInt);
    b.putDouble(1e-4);
    b.putInt(2).putInt(2).putInt(0).putLong(8).putLong(-1);
    for (String word : new String[] {"</s>", "ab"}) {
      b.put(word.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
      b.putLong(word.equals("ab") ? 3 : 5).put((byte) 0);
    }
    b.put((byte) 0).putLong(2 + subwords.buckets()).putLong(2);
    for (int row = 0; row < 2 + subwords.buckets(); row++) {
      b.putFloat(row).putFloat(-row);
    }
    b.put((byte) 0);
    byte[] bytes = new byte[b.position()];
    b.get(0, bytes);
    return bytes;
  }

  /** Whatever is done to a file, it is read or refused, with bounded memory. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "binary", "glove", "fasttext", "mapped"})
  void mutations(String kind) throws IOException {
    Path file = folder.resolve("mutated");
    byte[] original = original(kind);
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = mutated(original, random);
      Files.write(file, bytes);
      try {
        WordVectors vectors = WordVectorFiles.read(file);
        if (vectors.count() > 0) {
          vectors.vector(vectors.count() - 1);
          vectors.rowOf("the");
          vectors.mostSimilar(vectors.vector(0), 2);
        }
      } catch (ModelFormatException e) {
        assertThat(e).hasMessageContaining(": expected ");
        refused++;
      } catch (UncheckedIOException e) {
        // A mapped file is looked at where it is read only.
        assertThat(kind).isEqualTo("mapped");
        assertThat(e).hasCauseInstanceOf(ModelFormatException.class);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 20);
  }

  private byte[] original(String kind) throws IOException {
    Path file = folder.resolve("original");
    switch (kind) {
      case "text" -> WordVectorFiles.write(few(), file, VectorFormat.WORD2VEC_TEXT);
      case "binary" -> WordVectorFiles.write(few(), file, VectorFormat.WORD2VEC_BINARY);
      case "glove" -> WordVectorFiles.write(few(), file, VectorFormat.GLOVE);
      case "mapped" -> few().save(file);
      default -> Files.write(file, fastText(new Subwords(2, 3, 7)));
    }
    return Files.readAllBytes(file);
  }

  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(3);
    for (int k = 0; k < changes && bytes.length > 0; k++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        default -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          longer[at] = (byte) random.nextInt(256);
          bytes = longer;
        }
      }
    }
    return bytes;
  }
}
