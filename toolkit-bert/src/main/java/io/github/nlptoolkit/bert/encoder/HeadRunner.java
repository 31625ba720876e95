package io.github.nlptoolkit.bert.encoder;

import io.github.nlptoolkit.bert.family.HeadWeights;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tokenizer.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A head on an encoder, run for some tokens of each text and no others. Thread-safe as long as the
 * encoder is open, which it does not close.
 */
public final class HeadRunner {
  private final EncoderModel model;
  private final Argument steps;
  private final Argument eps;
  private final int outputs;

  private HeadRunner(EncoderModel model, HeadWeights head) {
    this.model = model;
    this.steps = Argument.ints(head.steps().stream().mapToLong(Long::longValue).toArray());
    this.eps = new Argument.Decimal(head.eps());
    this.outputs = head.outputs();
  }

  /**
   * Puts a head on an encoder, in place of any before.
   *
   * @param model the encoder
   * @param head the head's tensors
   * @return what runs it
   */
  public static HeadRunner on(EncoderModel model, HeadWeights head) {
    model.prepareHead(head.weights());
    return new HeadRunner(model, head);
  }

  /**
   * How many values it gives for a token.
   *
   * @return the number of labels, or of tokens in the vocabulary
   */
  public int outputs() {
    return outputs;
  }

  Argument steps() {
    return steps;
  }

  Argument eps() {
    return eps;
  }

  /** Receives what a head gives for one text. Called on any thread, for several texts at once. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a text's part.
     *
     * @param text the index of the text
     * @param rows how many of its tokens the head was run for
     * @param tensors what the head gave, a row for each of these tokens, for a batch of texts
     * @param firstRow the row of the first of these tokens
     */
    void accept(int text, int rows, List<FloatTensor> tensors, int firstRow);
  }

  /**
   * The logits.
   *
   * @param texts their tokens; those without any are left out
   * @param tokensPerBatch the most tokens in a batch
   * @param positions which tokens to run for
   * @param sink receives one tensor, rows × outputs
   */
  public void logits(List<TokenIds> texts, int tokensPerBatch, Positions positions, Sink sink) {
    run("head_logits", texts, tokensPerBatch, positions, sink, rows -> List.of());
  }

  /**
   * The most probable outputs.
   *
   * @param texts their tokens; those without any are left out
   * @param tokensPerBatch the most tokens in a batch
   * @param positions which tokens to run for
   * @param k how many outputs, from 1 to {@link #outputs()}
   * @param sink receives two tensors of rows × k: probabilities from large to small, and outputs
   */
  public void top(List<TokenIds> texts, int tokensPerBatch, Positions positions, int k, Sink sink) {
    run("head_top", texts, tokensPerBatch, positions, sink, rows -> List.of(new Argument.Int(k)));
  }

  /**
   * The logarithms of the probabilities of given outputs.
   *
   * @param texts their tokens; those without any are left out
   * @param tokensPerBatch the most tokens in a batch
   * @param positions which tokens to run for
   * @param targets for each text, the output for each of its positions
   * @param sink receives one tensor, a natural logarithm for each row
   */
  public void logProbabilities(
      List<TokenIds> texts, int tokensPerBatch, Positions positions, Positions targets, Sink sink) {
    run(
        "head_log_probabilities",
        texts,
        tokensPerBatch,
        positions,
        sink,
        rows -> List.of(Argument.indices(gather(rows, targets))));
  }

  /** Tells, for each text, some numbers: places of tokens, or outputs. */
  @FunctionalInterface
  public interface Positions {
    /** The first token alone. */
    Positions FIRST = text -> new int[] {0};

    /**
     * Those of a text.
     *
     * @param text the index of the text
     * @return the numbers; not changed
     */
    int[] of(int text);
  }

  private void run(
      String method,
      List<TokenIds> texts,
      int tokensPerBatch,
      Positions positions,
      Sink sink,
      Function<int[], List<Argument>> more) {
    model.each(
        texts,
        tokensPerBatch,
        (rows, batch) -> {
          List<Argument> arguments = new ArrayList<>();
          arguments.add(Argument.indices(packed(texts, rows, positions)));
          arguments.add(steps);
          arguments.add(eps);
          arguments.addAll(more.apply(rows));
          give(
              rows,
              positions,
              model.run(method, rows, batch, arguments.toArray(Argument[]::new)),
              sink);
        });
  }

  private static void give(int[] rows, Positions positions, List<FloatTensor> tensors, Sink sink) {
    int at = 0;
    for (int text : rows) {
      int count = positions.of(text).length;
      sink.accept(text, count, tensors, at);
      at += count;
    }
  }

  /** Where the tokens stand in the packed row of a batch. */
  static long[] packed(List<TokenIds> texts, int[] rows, Positions positions) {
    long[] places = gather(rows, positions);
    int at = 0;
    int offset = 0;
    for (int text : rows) {
      for (int i = 0; i < positions.of(text).length; i++) {
        places[at++] += offset;
      }
      offset += texts.get(text).size();
    }
    return places;
  }

  private static long[] gather(int[] rows, Positions positions) {
    int count = 0;
    for (int text : rows) {
      count += positions.of(text).length;
    }
    long[] all = new long[count];
    int at = 0;
    for (int text : rows) {
      for (int value : positions.of(text)) {
        all[at++] = value;
      }
    }
    return all;
  }
}
