package io.github.nlptoolkit.engine.internal.djl;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.github.nlptoolkit.failure.InferenceException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A tokenizer of the Rust library, without its padding and truncation. DJL's own classes build all
 * that an encoding holds, whatever is asked for; this one goes to their JNI methods and fetches
 * what is wanted.
 *
 * <p>Only the call for one text is used: the library's batch call aborts the JVM where this one
 * throws. Thread-safe; {@link #close} waits for the calls that run.
 */
public final class TokenizerHandle implements AutoCloseable {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private long pointer;

  private TokenizerHandle(long pointer) {
    this.pointer = pointer;
  }

  /**
   * Makes a tokenizer.
   *
   * @param json what is in {@code tokenizer.json}
   * @return the tokenizer; the caller closes it
   * @throws IllegalArgumentException if the library refuses it; the message is the library's
   * @throws UnsupportedOperationException if there is no native library for this platform
   */
  public static TokenizerHandle open(String json) {
    TokenizerNatives.load();
    long pointer;
    try {
      pointer = TokenizersLibrary.LIB.createTokenizerFromString(json);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    TokenizersLibrary.LIB.disablePadding(pointer);
    TokenizersLibrary.LIB.disableTruncation(pointer);
    return new TokenizerHandle(pointer);
  }

  /**
   * Tokenises one text.
   *
   * @param text the text, without lone surrogates
   * @param specialTokens whether to add those that frame a text
   * @return the tokens; the caller closes them
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public TokenizerOutput encode(String text, boolean specialTokens) {
    return new TokenizerOutput(
        call(
            p -> TokenizersLibrary.LIB.encode(p, text, specialTokens),
            () -> "a text of " + text.length() + " chars"));
  }

  /**
   * Tokenises a pair of texts.
   *
   * @param first the first text, without lone surrogates
   * @param second the second text, without lone surrogates
   * @param specialTokens whether to add those that frame a pair
   * @return the tokens; the caller closes them
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public TokenizerOutput encodePair(String first, String second, boolean specialTokens) {
    return new TokenizerOutput(
        call(
            p -> TokenizersLibrary.LIB.encodeDual(p, first, second, specialTokens),
            () -> "texts of " + first.length() + " and " + second.length() + " chars"));
  }

  /**
   * Makes text of tokens.
   *
   * @param ids their ids
   * @param skipSpecialTokens whether to leave out special tokens
   * @return the text
   * @throws IllegalStateException if this is closed
   * @throws InferenceException if the library fails
   */
  public String decode(long[] ids, boolean skipSpecialTokens) {
    return call(
        p -> TokenizersLibrary.LIB.decode(p, ids, skipSpecialTokens), () -> ids.length + " ids");
  }

  private <T> T call(LongFunction<T> library, Supplier<String> onWhat) {
    lock.readLock().lock();
    try {
      if (pointer == 0) {
        throw new IllegalStateException("the tokenizer is closed");
      }
      try {
        return library.apply(pointer);
      } catch (RuntimeException e) {
        throw new InferenceException(
            "the tokenizer failed on " + onWhat.get() + ": " + e.getMessage(), e);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Frees the native memory, once, after the calls that run have ended. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (pointer != 0) {
        TokenizersLibrary.LIB.deleteTokenizer(pointer);
        pointer = 0;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
