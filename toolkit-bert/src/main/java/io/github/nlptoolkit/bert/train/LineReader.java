package io.github.nlptoolkit.bert.train;

import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a text file, one at a time, but for those without a letter. Not thread-safe. */
final class LineReader implements AutoCloseable {
  private static final int MARK = 0xfeff;

  private final Path file;
  private final BufferedReader reader;
  private long line;

  LineReader(Path file) throws IOException {
    this.file = file;
    this.reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  /** The next line that is not blank, or null at the end. */
  @Nullable String next() throws IOException {
    try {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (line == 1 && !text.isEmpty() && text.charAt(0) == MARK) {
          text = text.substring(1);
        }
        if (!text.isBlank()) {
          return text;
        }
      }
      return null;
    } catch (CharacterCodingException e) {
      // The reader reads ahead, so the line is not known to the letter.
      throw new ModelFormatException(
          file, "", "text in UTF-8", "malformed bytes at or after line " + (line + 1), e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
