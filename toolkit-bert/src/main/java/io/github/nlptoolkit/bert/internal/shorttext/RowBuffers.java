package io.github.nlptoolkit.bert.internal.shorttext;

import io.github.nlptoolkit.bert.family.EncoderConfig;
import java.util.Arrays;

/**
 * What one text needs while it is computed, with room for the rows that loops compute beyond it.
 * All rows are in one array, so that the collector places it as it places {@link PanelMemory}:
 * threads write neighbouring columns, and none writes into a cache line of another.
 */
final class RowBuffers {
  /** The rows, {@link VectorLoops#ROW} numbers apart, and below where they begin. */
  final float[] rows;

  final int hidden;
  final int context;
  final int product;
  final int queriesKeysValues;

  /** Of all heads, side by side. */
  final int scores;

  final int wide;

  /** Of each head, input by input in panels, as a weight: {@code [panels][size][columns]}. */
  final float[][] keys;

  /** The same of the values: {@code [panels][tokens][columns]}. */
  final float[][] values;

  /** The bias of keys as weights: none, and minus infinity where there is no token. */
  final float[] keyBias;

  /** The bias of values as weights: none. */
  final float[] valueBias;

  /**
   * Makes room.
   *
   * @param config the encoder's shape
   * @param tokens how many a text may have
   * @param beyond how many rows a loop may compute beyond them
   * @param columns how many columns a panel has
   */
  RowBuffers(EncoderConfig config, int tokens, int beyond, int columns) {
    int length = (tokens + beyond) * VectorLoops.ROW;
    hidden = VectorLoops.LEAD;
    context = hidden + config.hiddenSize();
    product = context + config.hiddenSize();
    queriesKeysValues = hidden + length;
    scores = queriesKeysValues + length;
    wide = scores + length;
    rows = new float[wide + length];
    int size = config.headSize();
    int padded = VectorLoops.roundUp(tokens, columns);
    keys = new float[config.heads()][size * padded];
    values = new float[config.heads()][size * tokens];
    keyBias = new float[padded];
    valueBias = new float[size];
  }

  /** Has nobody attend to what is behind a text's tokens. */
  void prepare(int tokens) {
    Arrays.fill(keyBias, 0, tokens, 0);
    Arrays.fill(keyBias, tokens, keyBias.length, Float.NEGATIVE_INFINITY);
    for (float[] head : keys) {
      Arrays.fill(head, 0);
    }
  }
}
