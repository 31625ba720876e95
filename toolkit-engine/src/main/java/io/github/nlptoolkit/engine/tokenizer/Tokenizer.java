package io.github.nlptoolkit.engine.tokenizer;

import io.github.nlptoolkit.engine.internal.djl.TokenizerHandle;
import io.github.nlptoolkit.engine.internal.djl.TokenizerOutput;
import io.github.nlptoolkit.failure.InferenceException;
import io.github.nlptoolkit.failure.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Text to tokens as {@code tokenizer.json} says; ids equal those of the Python peers (tokenizers
 * 0.21 inside, compared with transformers 5.23).
 *
 * <p>A text may be of any length: with a limit, a long one is not tokenised beyond what the limit
 * needs. A lone surrogate counts as U+FFFD. An empty second text of a pair is kept as an empty
 * text, as transformers does it for lists of pairs.
 *
 * <p>It holds native memory: who loads it closes it. Thread-safe, also while it is closed: running
 * calls end first, later ones throw {@link IllegalStateException}.
 */
public final class Tokenizer implements AutoCloseable {
  /** Texts that give a token in about any vocabulary, to see how a text is framed. */
  private static final List<String> EXAMPLES = List.of("a", "e", "A", "1", ".", "的", "я", " a");

  private final TokenizerHandle handle;
  private final Vocabulary vocabulary;
  private final TokenizerOptions options;
  private final Frame single;
  private final Frame pair;

  private Tokenizer(
      TokenizerHandle handle,
      Vocabulary vocabulary,
      TokenizerOptions options,
      Frame single,
      Frame pair) {
    this.handle = handle;
    this.vocabulary = vocabulary;
    this.options = options;
    this.single = single;
    this.pair = pair;
  }

  /**
   * Loads a tokenizer.
   *
   * @param tokenizerJson the file {@code tokenizer.json}
   * @param options limit, strategy, lower-casing
   * @return the tokenizer; the caller closes it
   * @throws ModelFormatException if there is no such file, it has more than 128 MB, is not JSON in
   *     UTF-8, or the tokenizers library refuses it (the message says why)
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if the limit is less than the special tokens of one text
   * @throws UnsupportedOperationException if there is no native library for this platform; the
   *     message names what is missing
   */
  public static Tokenizer load(Path tokenizerJson, TokenizerOptions options) throws IOException {
    Objects.requireNonNull(tokenizerJson, "tokenizerJson");
    Objects.requireNonNull(options, "options");
    byte[] bytes = TokenizerFile.read(tokenizerJson);
    String json = TokenizerFile.text(tokenizerJson, bytes);
    Vocabulary vocabulary;
    TokenizerHandle handle;
    try {
      TokenizerChecks checks = new TokenizerChecks(bytes);
      vocabulary = Vocabulary.read(bytes, checks);
      checks.finish();
      handle = TokenizerHandle.open(options.lowerCase() ? TokenizerFile.lowerCasing(json) : json);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          tokenizerJson,
          "",
          "a tokenizer of the tokenizers library",
          String.valueOf(e.getMessage()),
          e);
    }
    boolean loaded = false;
    try {
      String example = example(tokenizerJson, handle);
      Frame single = frame(handle, example, null);
      checkLimit(options, single);
      Frame pair = frame(handle, example, example);
      checkKnown(tokenizerJson, vocabulary, single);
      checkKnown(tokenizerJson, vocabulary, pair);
      loaded = true;
      return new Tokenizer(handle, vocabulary, options, single, pair);
    } finally {
      if (!loaded) {
        handle.close();
      }
    }
  }

  private static String example(Path file, TokenizerHandle handle) throws ModelFormatException {
    String found = "none for any of " + EXAMPLES;
    for (String example : EXAMPLES) {
      try (TokenizerOutput output = handle.encode(example, false)) {
        if (output.ids().length > 0) {
          return example;
        }
      } catch (InferenceException e) {
        found = String.valueOf(e.getMessage());
      }
    }
    throw new ModelFormatException(file, "", "a tokenizer that makes tokens of text", found);
  }

  private static Frame frame(TokenizerHandle handle, String first, @Nullable String second) {
    try (TokenizerOutput output =
        second == null ? handle.encode(first, true) : handle.encodePair(first, second, true)) {
      return Frame.of(output);
    }
  }

  private static void checkKnown(Path file, Vocabulary vocabulary, Frame frame)
      throws ModelFormatException {
    for (int id : frame.specialIds()) {
      if (id >= vocabulary.size()) {
        throw new ModelFormatException(
            file, "post_processor", "ids of tokens, below " + vocabulary.size(), "the id " + id);
      }
    }
  }

  private static void checkLimit(TokenizerOptions options, Frame frame) {
    if (options.maxTokens().orElse(Integer.MAX_VALUE) < frame.specialTokens()) {
      throw new IllegalArgumentException(
          "maxTokens must be at least the special tokens of this tokenizer, "
              + frame.specialTokens()
              + ", got "
              + options.maxTokens().orElseThrow());
    }
  }

  /**
   * The tokens of a text with all that is known of them.
   *
   * @param text the text, possibly empty
   * @return its tokens
   * @throws IllegalArgumentException if the strategy is {@link TruncationStrategy#ONLY_SECOND} and
   *     the text has too many tokens
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public Encoding encode(String text) {
    try (TextTokens tokens = tokens(text)) {
      Truncation kept = Truncation.of(options.truncation(), tokens.count(), room(single));
      return encoding(single, kept, tokens, null);
    }
  }

  /**
   * The tokens of a pair with all that is known of them.
   *
   * @param first the first text, possibly empty
   * @param second the second text, possibly empty
   * @return their tokens
   * @throws IllegalArgumentException if the strategy cannot make them fit the limit, or the limit
   *     is less than the special tokens of a pair
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public Encoding encodePair(String first, String second) {
    try (PairTokens tokens = pairTokens(first, second)) {
      return encoding(pair, truncation(tokens), tokens.first(), tokens.second());
    }
  }

  /**
   * The tokens of texts with all that is known of them.
   *
   * @param texts the texts
   * @return the tokens of each, in order; immutable
   * @throws IllegalArgumentException as for {@link #encode}
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public List<Encoding> encodeAll(List<String> texts) {
    List<Encoding> encodings = new ArrayList<>(texts.size());
    for (String text : texts) {
      encodings.add(encode(text));
    }
    return List.copyOf(encodings);
  }

  /**
   * All tokens of a text, in as many windows as the limit asks for: nothing is cut off.
   *
   * @param text the text, possibly empty
   * @param stride how many tokens of the text each window shares with the next, at least 0 and less
   *     than the limit leaves; of no account if one window holds all
   * @return the windows in order, at least one; immutable
   * @throws IllegalArgumentException if there is more than one window and the stride is too large
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public List<Encoding> windows(String text, int stride) {
    Objects.requireNonNull(text, "text");
    try (TextTokens tokens = TextTokens.all(handle, text)) {
      Encoding whole = encoding(single, new Truncation(tokens.count(), 0), tokens, null);
      return new Windows(whole, 0).of(limit(), stride);
    }
  }

  /**
   * All tokens of a pair: as many windows as the limit asks for, each with the whole first text and
   * a part of the second.
   *
   * @param first the text that is in every window, such as a question
   * @param second the text that is cut into windows, such as its context
   * @param stride how many tokens of the second text each window shares with the next, at least 0
   *     and less than the limit leaves of it; of no account if one window holds all
   * @return the windows in order, at least one; immutable
   * @throws IllegalArgumentException if there is more than one window and the stride is too large,
   *     or the first text leaves no room for the second
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public List<Encoding> windowsOfPair(String first, String second, int stride) {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
    try (PairTokens tokens = PairTokens.all(handle, first, second)) {
      if (room(pair) <= tokens.firstCount()) {
        throw new IllegalArgumentException(
            "the first text has "
                + tokens.firstCount()
                + " tokens, which leaves no room for the second: the limit is "
                + limit()
                + " tokens, "
                + pair.specialTokens()
                + " of them special");
      }
      Truncation all = new Truncation(tokens.firstCount(), tokens.secondCount());
      Encoding whole = encoding(pair, all, tokens.first(), tokens.second());
      return new Windows(whole, 1).of(limit(), stride);
    }
  }

  private int limit() {
    return options.maxTokens().orElse(Integer.MAX_VALUE);
  }

  /**
   * The ids of a text: cheaper than {@link #encode}.
   *
   * @param text the text, possibly empty
   * @return its ids and types
   * @throws IllegalArgumentException as for {@link #encode}
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public TokenIds ids(String text) {
    try (TextTokens tokens = tokens(text)) {
      Truncation kept = Truncation.of(options.truncation(), tokens.count(), room(single));
      return single.ids(kept, tokens, null);
    }
  }

  /**
   * The ids of a pair: cheaper than {@link #encodePair}.
   *
   * @param first the first text, possibly empty
   * @param second the second text, possibly empty
   * @return their ids and types
   * @throws IllegalArgumentException as for {@link #encodePair}
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public TokenIds idsOfPair(String first, String second) {
    try (PairTokens tokens = pairTokens(first, second)) {
      return pair.ids(truncation(tokens), tokens.first(), tokens.second());
    }
  }

  /**
   * The ids of texts: cheaper than {@link #encodeAll}.
   *
   * @param texts the texts
   * @return ids and types of each, in order; immutable
   * @throws IllegalArgumentException as for {@link #encode}
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public List<TokenIds> ids(List<String> texts) {
    List<TokenIds> ids = new ArrayList<>(texts.size());
    for (String text : texts) {
      ids.add(ids(text));
    }
    return List.copyOf(ids);
  }

  /**
   * Text of tokens, as the tokenizer's decoder joins them, without special tokens.
   *
   * @param ids the ids
   * @return the text
   * @throws IllegalArgumentException if no token has one of the ids
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public String decode(int... ids) {
    for (int id : ids) {
      tokenOf(id);
    }
    return handle.decode(Arrays.stream(ids).asLongStream().toArray(), true);
  }

  /**
   * How many rows the embedding table of a model must have.
   *
   * @return the largest id of a token and 1, added tokens included; 0 if there are none
   */
  public int vocabularySize() {
    return vocabulary.size();
  }

  /**
   * The id of a token.
   *
   * @param token the token as the vocabulary has it, such as {@code [MASK]} or {@code ##ing}
   * @return its id, or empty if there is no such token
   */
  public OptionalInt idOf(String token) {
    return vocabulary.idOf(token);
  }

  /**
   * Whether a token has an id. A model may have more outputs than there are tokens.
   *
   * @param id the id
   * @return true if {@link #tokenOf} gives its token
   */
  public boolean hasToken(int id) {
    return vocabulary.tokenOf(id) != null;
  }

  /**
   * The token of an id.
   *
   * @param id the id
   * @return the token as the vocabulary has it
   * @throws IllegalArgumentException if no token has the id
   */
  public String tokenOf(int id) {
    String token = vocabulary.tokenOf(id);
    if (token == null) {
      throw new IllegalArgumentException(
          "no token has the id " + id + "; they are from 0 to " + (vocabularySize() - 1));
    }
    return token;
  }

  /**
   * How it was asked to work.
   *
   * @return the options
   */
  public TokenizerOptions options() {
    return options;
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    handle.close();
  }

  private TextTokens tokens(String text) {
    Objects.requireNonNull(text, "text");
    return cuts() ? TextTokens.first(handle, text, room(single)) : TextTokens.all(handle, text);
  }

  private PairTokens pairTokens(String first, String second) {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
    checkLimit(options, pair);
    return cuts()
        ? PairTokens.first(handle, first, second, room(pair))
        : PairTokens.all(handle, first, second);
  }

  private boolean cuts() {
    return options.truncation() != TruncationStrategy.DO_NOT_TRUNCATE;
  }

  /** How many tokens of text the limit leaves. */
  private int room(Frame frame) {
    return limit() - frame.specialTokens();
  }

  private Truncation truncation(PairTokens tokens) {
    return Truncation.of(
        options.truncation(), tokens.firstCount(), tokens.secondCount(), room(pair));
  }

  private Encoding encoding(
      Frame frame, Truncation kept, TextTokens first, @Nullable TextTokens second) {
    TokenIds ids = frame.ids(kept, first, second);
    List<String> tokens = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      tokens.add(tokenOf(ids.id(i)));
    }
    return new Encoding(frame.parts(kept, first, second), List.copyOf(tokens), ids);
  }
}
