package io.github.nlptoolkit.engine.internal.djl;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;

/**
 * What a tokenizer made of a text, in native memory; each getter copies one part of it. It must be
 * closed, and not used after that. Not thread-safe.
 */
public final class TokenizerOutput implements AutoCloseable {
  private long pointer;

  TokenizerOutput(long pointer) {
    this.pointer = pointer;
  }

  /**
   * The ids of the tokens.
   *
   * @return a new array, one for each token
   */
  public long[] ids() {
    return TokenizersLibrary.LIB.getTokenIds(openPointer());
  }

  /**
   * The types of the tokens.
   *
   * @return a new array, one for each token
   */
  public long[] typeIds() {
    return TokenizersLibrary.LIB.getTypeIds(openPointer());
  }

  /**
   * The words that the tokens are of, as the pre-tokenizer cut them.
   *
   * @return a new array, one for each token: the index of the word, -1 for special tokens
   */
  public long[] wordIds() {
    return TokenizersLibrary.LIB.getWordIds(openPointer());
  }

  /**
   * The texts that the tokens are of.
   *
   * @return a new array, one for each token: 0 or 1, -1 for special tokens
   */
  public long[] sequenceIds() {
    return TokenizersLibrary.LIB.getSequenceIds(openPointer());
  }

  /**
   * Where the tokens stand in the original text.
   *
   * @return a new array, start and end of each token in turn, in code points; 0 and 0 for special
   *     tokens
   */
  public int[] spans() {
    CharSpan[] spans = TokenizersLibrary.LIB.getTokenCharSpans(openPointer());
    int[] ends = new int[2 * spans.length];
    for (int i = 0; i < spans.length; i++) {
      // Special tokens have none.
      if (spans[i] != null) {
        ends[2 * i] = spans[i].getStart();
        ends[2 * i + 1] = spans[i].getEnd();
      }
    }
    return ends;
  }

  /** The library aborts the JVM when it is given a null pointer. */
  private long openPointer() {
    if (pointer == 0) {
      throw new IllegalStateException("the tokenizer's output is closed");
    }
    return pointer;
  }

  /** Frees the native memory, once. */
  @Override
  public void close() {
    if (pointer != 0) {
      TokenizersLibrary.LIB.deleteEncoding(pointer);
      pointer = 0;
    }
  }
}
