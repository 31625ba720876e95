package io.github.nlptoolkit.engine.tokenizer;

import java.util.List;

/** Goes through a {@code tokenizer.json} once and tells what is in it. */
final class TokenizerJson {
  /** The parts that are told as a whole. */
  private static final List<String> PARTS =
      List.of("normalizer", "pre_tokenizer", "post_processor", "decoder");

  /** What is told, in the order of the file. */
  interface Sink {

    /** An added token: the library gives it the id that it has in the vocabulary, or a new one. */
    default void added(String token) {}

    /** A token of the vocabulary, which is the scanner's last string, and its id. */
    default void token(JsonScanner json, int id) {}

    /** The vocabulary was an array of this length. */
    default void array(int length) {}

    /** The bytes {@code [start, end)} hold the value of this key of the whole or of the model. */
    default void part(String key, int start, int end) {}
  }

  private final JsonScanner json;
  private final Sink sink;

  private TokenizerJson(JsonScanner json, Sink sink) {
    this.json = json;
    this.sink = sink;
  }

  /**
   * Reads all.
   *
   * @throws IllegalArgumentException if it is not JSON, or not as it must be; the message says how
   */
  static void read(byte[] file, Sink sink) {
    new TokenizerJson(new JsonScanner(file, 0), sink).all();
  }

  private void all() {
    json.expect('{');
    for (boolean first = true; json.next(first, '}'); first = false) {
      String key = json.key();
      switch (key) {
        case "model" -> model();
        case "added_tokens" -> addedTokens();
        default -> part(key, PARTS.contains(key));
      }
    }
    json.requireEnd();
  }

  private void part(String key, boolean told) {
    int start = json.position();
    json.skip();
    if (told) {
      sink.part(key, start, json.position());
    }
  }

  private void model() {
    json.expect('{');
    for (boolean first = true; json.next(first, '}'); first = false) {
      String key = json.key();
      if (!key.equals("vocab")) {
        part(key, key.equals("merges") || key.equals("continuing_subword_prefix"));
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
