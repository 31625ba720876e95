package io.github.nlptoolkit.sequence.data;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words in lines. A line without words is a sentence without tokens. */
final class WordReader implements SentenceReader {
  private final TextLines lines;

  WordReader(TextLines lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable TokenRows read() throws IOException {
    String line = lines.next();
    if (line == null) {
      return null;
    }
    RowBuffer buffer = new RowBuffer();
    // An ideographic space parts words too.
    for (String word : ColumnReader.words(line.replace('\u3000', ' '))) {
      buffer.add(List.of(word), lines.line());
    }
    return buffer.toSentence();
  }

  static void write(TokenRows sentence, Writer out) throws IOException {
    for (int i = 0; i < sentence.size(); i++) {
      String word = sentence.cell(i, 0);
      if (ColumnReader.words(word).size() != 1
          || word.indexOf(' ') >= 0
          || word.indexOf('\n') >= 0
          || word.indexOf('\r') >= 0) {
        throw new IllegalArgumentException(
            "a word in a line must not be empty or have a blank, got \"" + word + '"');
      }
      out.write(i == 0 ? "" : " ");
      out.write(word);
    }
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
