package io.github.nlptoolkit.benchmarks.embed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What sentence-transformers makes of the benchmark's texts.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the file's
 *     format</a>
 */
public final class RecordedVectors {
  private static final String RESOURCE = "vectors.npy";
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d{1,6}), (\\d{1,6})\\), \\}\\s*");

  private RecordedVectors() {}

  /**
   * The vectors of {@link BenchmarkTexts#sentences}.
   *
   * @return a vector for each sentence, in order
   */
  public static List<float[]> ofSentences() {
    return all().subList(0, BenchmarkTexts.SENTENCES);
  }

  /**
   * The vector of {@link BenchmarkTexts#ofTokens}.
   *
   * @param tokens the text's tokens, 7 or 30
   * @return its vector
   * @throws IllegalArgumentException if there is no such text
   */
  public static float[] ofTokens(int tokens) {
    return all().get(BenchmarkTexts.SENTENCES + BenchmarkTexts.latencyIndex(tokens));
  }

  /** All of them: the sentences', then the latency texts'. */
  static List<float[]> all() {
    try (InputStream in = RecordedVectors.class.getResourceAsStream(RESOURCE)) {
      return rows(Objects.requireNonNull(in, RESOURCE).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + RESOURCE, e);
    }
  }

  /**
   * Reads a NumPy array of two dimensions.
   *
   * @throws IllegalArgumentException if it is not one of little-endian 32-bit floats in row-major
   *     order, or too short
   */
  static List<float[]> rows(byte[] file) {
    int start = MAGIC.length + Short.BYTES;
    if (file.length < start || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IllegalArgumentException("not a NumPy file of version 1.0");
    }
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int end = Math.min(file.length, start + Short.toUnsignedInt(bytes.getShort(MAGIC.length)));
    String text = new String(file, start, end - start, StandardCharsets.US_ASCII);
    Matcher header = HEADER.matcher(text);
    if (!header.matches()) {
      throw new IllegalArgumentException("not a matrix of floats in row-major order: " + text);
    }
    int rows = Integer.parseInt(header.group(1));
    int dimension = Integer.parseInt(header.group(2));
    if (file.length - end != (long) rows * dimension * Float.BYTES) {
      throw new IllegalArgumentException(
          rows
              + " rows of "
              + dimension
              + " floats expected, found "
              + (file.length - end)
              + " bytes");
    }
    FloatBuffer floats = bytes.position(end).asFloatBuffer();
    List<float[]> vectors = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      float[] vector = new float[dimension];
      floats.get(vector);
      vectors.add(vector);
    }
    return vectors;
  }
}
