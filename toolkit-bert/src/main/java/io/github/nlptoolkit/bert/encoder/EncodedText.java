package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.embedding.Embeddings;
import io.github.nlptoolkit.engine.tokenizer.Encoding;
import io.github.nlptoolkit.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Encoder} gives for a text or pair of T tokens. Arrays are row-major; those that
 * come out are copies. Immutable and thread-safe.
 */
public final class EncodedText {
  private final Encoding encoding;
  private final int hiddenSize;
  private final float[][] states;
  private final float[][] attentions;
  private final float @Nullable [] pooler;
  private final boolean everyState;

  /** Takes arrays without copying them; states has the last state alone, or all. */
  EncodedText(
      Encoding encoding,
      int hiddenSize,
      boolean everyState,
      float[][] states,
      float[][] attentions,
      float @Nullable [] pooler) {
    this.encoding = encoding;
    this.hiddenSize = hiddenSize;
    this.everyState = everyState;
    this.states = states;
    this.attentions = attentions;
    this.pooler = pooler;
  }

  /**
   * The tokens, with their ids and their spans in the text.
   *
   * @return the tokens
   */
  public Encoding encoding() {
    return encoding;
  }

  /**
   * How many tokens there are.
   *
   * @return T, special tokens included, at least 0
   */
  public int size() {
    return encoding.size();
  }

  /**
   * How many values a hidden state has.
   *
   * @return H, at least 1
   */
  public int hiddenSize() {
    return hiddenSize;
  }

  /**
   * What the last layer gave.
   *
   * @return the hidden states of all tokens, T × H
   */
  public float[] lastHiddenState() {
    return states[states.length - 1].clone();
  }

  /**
   * What the last layer gave for one token.
   *
   * @param token the token's index
   * @return its hidden state, H values
   * @throws IndexOutOfBoundsException if there is no such token
   */
  public float[] lastHiddenState(int token) {
    Objects.checkIndex(token, size());
    return Arrays.copyOfRange(
        states[states.length - 1], token * hiddenSize, (token + 1) * hiddenSize);
  }

  /**
   * How many hidden states of each token there are.
   *
   * @return one more than there are layers
   * @throws IllegalStateException if {@link Output#HIDDEN_STATES} was not asked for
   */
  public int hiddenStates() {
    asked(everyState, Output.HIDDEN_STATES);
    return states.length;
  }

  /**
   * What one layer gave.
   *
   * @param layer 0 for the embeddings, after their norm and projection; else the number of the
   *     layer, from 1. The inner layers of an ALBERT group count each
   * @return the hidden states of all tokens, T × H
   * @throws IllegalStateException if {@link Output#HIDDEN_STATES} was not asked for
   * @throws IndexOutOfBoundsException if there is no such layer
   */
  public float[] hiddenState(int layer) {
    asked(everyState, Output.HIDDEN_STATES);
    return states[layer].clone();
  }

  /**
   * How much each token attends to each other in one layer.
   *
   * @param layer the layer, from 0
   * @return probabilities, heads × T × T: for each head and each token that attends, those of the
   *     tokens attended to, which sum up to 1
   * @throws IllegalStateException if {@link Output#ATTENTIONS} was not asked for
   * @throws IndexOutOfBoundsException if there is no such layer
   */
  public float[] attention(int layer) {
    asked(attentions.length > 0, Output.ATTENTIONS);
    return attentions[layer].clone();
  }

  /**
   * What the pooler made of the first token.
   *
   * @return H values; none if there are no tokens
   * @throws IllegalStateException if {@link Output#POOLER} was not asked for
   */
  public float[] poolerOutput() {
    asked(pooler != null, Output.POOLER);
    return Objects.requireNonNull(pooler).clone();
  }

  private static void asked(boolean there, Output output) {
    if (!there) {
      throw new IllegalStateException("ask the encoder for " + output + " to have it");
    }
  }

  /**
   * The vectors of words, made of the last layer's of their tokens. What is a word, the tokenizer's
   * pre-tokenizer says; special tokens are in none.
   *
   * @param pooling how
   * @return words and vectors in the order of the text, of a pair the first text's first
   */
  public WordEmbeddings words(WordPooling pooling) {
    int[] wordIds = encoding.wordIds();
    int[] sequences = encoding.sequenceIds();
    List<int[]> ranges = new ArrayList<>();
    for (int i = 0; i < wordIds.length; i++) {
      boolean goesOn = i > 0 && wordIds[i] == wordIds[i - 1] && sequences[i] == sequences[i - 1];
      if (wordIds[i] >= 0 && goesOn) {
        ranges.get(ranges.size() - 1)[1] = i + 1;
      } else if (wordIds[i] >= 0) {
        ranges.add(new int[] {i, i + 1});
      }
    }
    List<Word> words = new ArrayList<>(ranges.size());
    Embeddings.Builder vectors = Embeddings.builder(ranges.size(), hiddenSize);
    for (int[] range : ranges) {
      vectors.row(words.size(), pooled(range[0], range[1], pooling), 0, hiddenSize);
      Span span = new Span(start(range), end(range));
      words.add(new Word(span, sequences[range[0]]));
    }
    return new WordEmbeddings(words, vectors.build());
  }

  /** Tokens of one word may share a character, so that the last need not end last. */
  private int end(int[] range) {
    int end = 0;
    for (int i = range[0]; i < range[1]; i++) {
      end = Math.max(end, encoding.span(i).end());
    }
    return end;
  }

  private int start(int[] range) {
    int start = Integer.MAX_VALUE;
    for (int i = range[0]; i < range[1]; i++) {
      start = Math.min(start, encoding.span(i).start());
    }
    return start;
  }

  private float[] pooled(int from, int to, WordPooling pooling) {
    if (pooling == WordPooling.FIRST || to == from + 1) {
      return lastHiddenState(from);
    }
    float[] last = states[states.length - 1];
    float[] mean = new float[hiddenSize];
    for (int j = 0; j < hiddenSize; j++) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += last[i * hiddenSize + j];
      }
      mean[j] = (float) (sum / (to - from));
    }
    return mean;
  }

  /** The tokens. */
  @Override
  public String toString() {
    return encoding.toString();
  }
}
