package io.github.nlptoolkit.word2vec.file;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The first line of word2vec's files: the number of words and the dimension. */
final class Header {

  private static final int LONGEST = 64;

  private Header() {}

  /** The two numbers of the header. */
  static long[] read(ByteReader bytes) throws IOException {
    StringBuilder line = new StringBuilder();
    int b = bytes.read();
    while (b >= 0 && b != '\n' && line.length() <= LONGEST) {
      line.append((char) b);
      b = bytes.read();
    }
    Optional<long[]> header = parse(line.toString());
    if (header.isEmpty() || header.get()[0] < 0) {
      String shown =
          new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      throw new ModelFormatException(
          bytes.file(),
          "line 1",
          "a header of two numbers, of words and of dimensions",
          line.length() == 0 ? "nothing" : "\"" + shown + "\"");
    }
    return header.get();
  }

  /** The two numbers of a line; nothing if it is no header. */
  static Optional<long[]> parse(String line) {
    String[] parts = line.strip().split("[ \t]+", -1);
    if (parts.length != 2 || !isNumber(parts[0]) || !isNumber(parts[1])) {
      return Optional.empty();
    }
    return Optional.of(new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1])});
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]{1,18}");
  }
}
