package io.github.nlptoolkit.engine.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens and their ids, read from {@code tokenizer.json} because the library's JNI has no
 * getter for them. Only the size is found at once: the tokens themselves are not needed to embed
 * texts, and take a JVM that has just started as long as all else of loading a tokenizer.
 * Thread-safe.
 */
final class Vocabulary {
  private final int size;
  private volatile @Nullable Tokens tokens;

  /** The file, until the tokens are read from it. */
  private byte @Nullable [] file;

  private Vocabulary(int size, byte @Nullable [] file, @Nullable Tokens tokens) {
    this.size = size;
    this.file = file;
    this.tokens = tokens;
  }

  /**
   * Reads it.
   *
   * @param file what is in {@code tokenizer.json}; kept, must not change
   * @param others who is told of the other parts on the way
   * @throws IllegalArgumentException if it is not as it must be; the message says how
   */
  static Vocabulary read(byte[] file, TokenizerJson.Sink others) {
    Sizing sizing = new Sizing(others);
    TokenizerJson.read(file, sizing);
    if (sizing.missing.isEmpty()) {
      return new Vocabulary(sizing.size, file, null);
    }
    // An added token that the vocabulary lacks gets a new id, which takes all tokens to tell.
    Tokens tokens = Tokens.read(file);
    return new Vocabulary(tokens.size(), null, tokens);
  }

  /** The largest id and 1; 0 if there are no tokens. */
  int size() {
    return size;
  }

  OptionalInt idOf(String token) {
    Integer id = tokens().idOf.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The token of an id, or null if no token has it. */
  @Nullable String tokenOf(int id) {
    return tokens().of(id);
  }

  private Tokens tokens() {
    Tokens known = tokens;
    return known == null ? readTokens() : known;
  }

  private synchronized Tokens readTokens() {
    Tokens known = tokens;
    if (known == null) {
      known = Tokens.read(Objects.requireNonNull(file));
      tokens = known;
      file = null;
    }
    return known;
  }

  /** Finds the largest id, and which of the added tokens the vocabulary lacks. */
  private static final class Sizing implements TokenizerJson.Sink {
    private final TokenizerJson.Sink others;

    /** Too many if the added tokens come last in the file. */
    final Set<String> missing = new HashSet<>();

    int size;

    /** Lengths in bytes of added tokens, so that few tokens are looked at closely. */
    private final Set<Integer> lengths = new HashSet<>();

    Sizing(TokenizerJson.Sink others) {
      this.others = others;
    }

    @Override
    public void part(String key, int start, int end) {
      others.part(key, start, end);
    }

    @Override
    public void added(String token) {
      if (!token.isEmpty()) {
        missing.add(token);
        lengths.add(token.getBytes(StandardCharsets.UTF_8).length);
      }
    }

    @Override
    public void token(JsonScanner json, int id) {
      size = Math.max(size, id + 1);
      if (!missing.isEmpty() && (json.stringEscapes() || lengths.contains(json.stringBytes()))) {
        missing.remove(json.lastString());
      }
    }
  }

  /** Builds the map from token to id. */
  private static final class Mapping implements TokenizerJson.Sink {
    final Map<String, Integer> idOf = new HashMap<>();
    private final List<String> added = new ArrayList<>();
    private int arrayLength = -1;

    @Override
    public void added(String token) {
      added.add(token);
    }

    @Override
    public void token(JsonScanner json, int id) {
      idOf.put(json.lastString(), id);
    }

    @Override
    public void array(int length) {
      arrayLength = length;
    }

    /**
     * Adds the added tokens with the ids that the library gives them ({@code
     * AddedVocabulary::add_tokens} of tokenizers 0.21): those of the vocabulary, else the next free
     * one; the {@code id} in the file does not count.
     */
    void addAdded() {
      int entries = arrayLength < 0 ? idOf.size() : arrayLength;
      int greatest = -1;
      for (String token : added) {
        if (!token.isEmpty()) {
          int next = Math.max(greatest + 1, entries);
          greatest = Math.max(greatest, idOf.computeIfAbsent(token, unknown -> next));
        }
      }
    }
  }

  /** All tokens. */
  private static final class Tokens {
    final Map<String, Integer> idOf;

    /** The ids in ascending order, and the token of each. */
    private final int[] ids;

    private final String[] tokens;

    private Tokens(Map<String, Integer> idOf) {
      this.idOf = idOf;
      this.ids = idOf.values().stream().mapToInt(Integer::intValue).sorted().toArray();
      this.tokens = new String[ids.length];
      idOf.forEach((token, id) -> tokens[place(id)] = token);
    }

    static Tokens read(byte[] file) {
      Mapping mapping = new Mapping();
      TokenizerJson.read(file, mapping);
      mapping.addAdded();
      return new Tokens(mapping.idOf);
    }

    int size() {
      return ids.length == 0 ? 0 : ids[ids.length - 1] + 1;
    }

    @Nullable String of(int id) {
      int place = place(id);
      return place < 0 ? null : tokens[place];
    }

    /** Most vocabularies have no holes; then an id is its own place. */
    private int place(int id) {
      return id >= 0 && id < ids.length && ids[id] == id ? id : Arrays.binarySearch(ids, id);
    }
  }
}
