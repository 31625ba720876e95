package io.github.nlptoolkit.engine.tokenizer;

/** Goes through the tokens in a {@code tokenizer.json}. */
final class VocabularyReader {

  /** What is told of them, in the order of the file. */
  interface Sink {

    /** An added token: the library gives it the id that it has in the vocabulary, or a new one. */
    void added(String token);

    /** A token of the vocabulary, which is the scanner's last string, and its id. */
    void token(JsonScanner json, int id);

    /** The vocabulary was an array of this length. */
    void array(int length);
  }

  private final JsonScanner json;
  private final Sink sink;

  private VocabularyReader(JsonScanner json, Sink sink) {
    this.json = json;
    this.sink = sink;
  }

  /**
   * Reads all.
   *
   * @throws IllegalArgumentException if the file is not as it must be
   */
  static void read(byte[] file, Sink sink) {
    try {
      new VocabularyReader(new JsonScanner(file), sink).all();
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
    }
  }

  private void all() {
    json.expect('{');
    for (boolean first = true; json.next(first, '}'); first = false) {
      switch (json.key()) {
        case "model" -> model();
        case "added_tokens" -> addedTokens();
        default -> json.skip();
      }
    }
  }

  private void model() {
    json.expect('{');
    for (boolean first = true; json.next(first, '}'); first = false) {
      if (!json.key().equals("vocab")) {
        json.skip();
      } else if (json.peek() == '[') {
        scoredTokens();
      } else {
        numberedTokens();
      }
    }
  }

  /** WordPiece, WordLevel and BPE: {@code {"token": id, ...}}. */
  private void numberedTokens() {
    json.expect('{');
    for (boolean first = true; json.next(first, '}'); first = false) {
      json.skipString();
      json.expect(':');
      sink.token(json, json.id());
    }
  }

  /** Unigram: {@code [["token", score], ...]}, whose place is the id. */
  private void scoredTokens() {
    int id = 0;
    json.expect('[');
    for (boolean first = true; json.next(first, ']'); first = false) {
      json.expect('[');
      json.skipString();
      sink.token(json, id++);
      json.expect(',');
      json.skip();
      json.expect(']');
    }
    sink.array(id);
  }

  private void addedTokens() {
    if (json.peek() != '[') {
      json.skip();
      return;
    }
    json.expect('[');
    for (boolean first = true; json.next(first, ']'); first = false) {
      json.expect('{');
      for (boolean firstKey = true; json.next(firstKey, '}'); firstKey = false) {
        if (json.key().equals("content")) {
          sink.added(json.string());
        } else {
          json.skip();
        }
      }
    }
  }
}
