package io.github.nlptoolkit.sequence.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Formats of files of sentences. All are UTF-8; a byte order mark at the start is skipped, lines
 * end with LF or CR LF. Immutable and thread-safe.
 */
public enum SentenceFormat {
  /**
   * A token a line, an empty line behind each sentence, columns parted by tabs: what CoNLL 2000,
   * 2003 and CRF++ use. Where the first token has no tab in its line, blanks part columns. {@code
   * -DOCSTART-} lines are skipped.
   */
  COLUMNS,
  /**
   * Universal Dependencies: ten columns, comments with {@code #}. Ranges of multiword tokens
   * ({@code 1-2}) and empty nodes ({@code 1.1}) are no words: they are read over.
   */
  CONLLU,
  /**
   * A JSON object a line: {@code {"tokens": ["a", "dog"], "tags": ["DET", "NOUN"]}}. Columns are
   * the tokens and, if there are tags, the tags; other keys are read over.
   */
  JSONL,
  /** A sentence a line, words parted by blanks, no tags: what segmented text is kept in. */
  WORDS;

  /**
   * Opens a file.
   *
   * @param file the file
   * @return a reader, to be closed
   * @throws IOException if it cannot be opened
   */
  public SentenceReader open(Path file) throws IOException {
    return reader(file.toString(), Files.newInputStream(file));
  }

  /**
   * Reads a stream.
   *
   * @param name what errors call it
   * @param in the stream; closed with the reader
   * @return a reader, to be closed
   */
  public SentenceReader reader(String name, InputStream in) {
    TextLines lines = new TextLines(name, in);
    return switch (this) {
      case COLUMNS -> new ColumnReader(lines);
      case CONLLU -> new ConlluReader(lines);
      case JSONL -> new JsonlReader(lines);
      case WORDS -> new WordReader(lines);
    };
  }

  /**
   * Writes sentences.
   *
   * @param out where to; neither flushed nor closed
   * @return a writer
   */
  public SentenceWriter writer(Writer out) {
    return switch (this) {
      case COLUMNS -> sentence -> ColumnReader.write(sentence, out);
      case CONLLU -> sentence -> ConlluReader.write(sentence, out);
      case JSONL -> sentence -> JsonlReader.write(sentence, out);
      case WORDS -> sentence -> WordReader.write(sentence, out);
    };
  }

  /**
   * The format that a file's name tells.
   *
   * @param name the name
   * @return JSONL for {@code .jsonl} and {@code .json}, CONLLU for {@code .conllu}, WORDS for
   *     {@code .txt}, else COLUMNS
   */
  public static SentenceFormat ofName(String name) {
    if (name.endsWith(".jsonl") || name.endsWith(".json")) {
      return JSONL;
    }
    if (name.endsWith(".txt")) {
      return WORDS;
    }
    return name.endsWith(".conllu") ? CONLLU : COLUMNS;
  }
}
