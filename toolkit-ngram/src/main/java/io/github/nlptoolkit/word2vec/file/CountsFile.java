package io.github.nlptoolkit.word2vec.file;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Files of words with their counts. */
final class CountsFile {

  private CountsFile() {}

  static Map<String, Long> read(ReadOptions options) throws IOException {
    Path file = options.counts();
    Map<String, Long> counts = new HashMap<>();
    if (file == null) {
      return counts;
    }
    try (InputStream in = WordVectorFiles.open(file)) {
      ByteReader bytes = new ByteReader(file, in);
      for (long line = 1; bytes.readLine(); line++) {
        String text = new String(bytes.line(), 0, bytes.lineLength(), StandardCharsets.UTF_8);
        String[] parts = text.strip().split("[ \t]+", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,18}")) {
          throw new ModelFormatException(
              file, "line " + line, "a word, a blank and its count", "\"" + text + "\"");
        }
        counts.put(parts[0], Long.parseLong(parts[1]));
      }
    }
    return counts;
  }
}
