package io.github.nlptoolkit.bert.internal.shorttext;

/**
 * The weight of a linear layer in panels of some columns (outputs), input by input: {@code [outputs
 * / columns][inputs][columns]}. In single precision, or in bfloat16: then a word holds a value of
 * the panel's first half below and one of its second half above. Immutable.
 */
final class PanelWeight {
  private final int inputs;
  private final int columns;
  private final float[] floats;
  private final int[] pairs;
  private final float[] bias;

  private PanelWeight(int inputs, int columns, float[] floats, int[] pairs, float[] bias) {
    this.inputs = inputs;
    this.columns = columns;
    this.floats = floats;
    this.pairs = pairs;
    this.bias = bias;
  }

  /**
   * Takes panels as they are.
   *
   * @param inputs how many inputs
   * @param columns how many columns a panel has
   * @param floats the panels; not copied
   * @param bias a summand for each column; not copied
   */
  static PanelWeight ofPanels(int inputs, int columns, float[] floats, float[] bias) {
    return new PanelWeight(inputs, columns, floats, new int[0], bias);
  }

  /**
   * Packs a weight.
   *
   * @param rows row by row, a row for each output
   * @param bias a summand for each output
   * @param inputs how many inputs
   * @param columns how many columns a panel has; they divide the outputs
   * @param brain whether to round to bfloat16
   */
  static PanelWeight pack(float[] rows, float[] bias, int inputs, int columns, boolean brain) {
    float[] floats = new float[brain ? 0 : rows.length];
    int[] pairs = new int[brain ? rows.length / 2 : 0];
    int half = columns / 2;
    for (int row = 0; row < bias.length; row++) {
      int column = row % columns;
      int panel = row - column;
      for (int i = 0; i < inputs; i++) {
        float value = rows[row * inputs + i];
        if (brain) {
          int at = panel * inputs / 2 + i * half + column % half;
          pairs[at] |= column < half ? brain(value) >>> 16 : brain(value);
        } else {
          floats[panel * inputs + i * columns + column] = value;
        }
      }
    }
    return new PanelWeight(inputs, columns, floats, pairs, bias);
  }

  /** Rounds to the nearest number whose lower sixteen bits are 0, of two equally near the even. */
  private static int brain(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return 0x7fc00000;
    }
    return bits + 0x7fff + (bits >>> 16 & 1) & 0xffff0000;
  }

  int inputs() {
    return inputs;
  }

  int panels() {
    return bias.length / columns;
  }

  boolean isBrain() {
    return pairs.length > 0;
  }

  /** The panels in single precision, panel {@code p} at {@code p * inputs * columns}. */
  float[] floats() {
    return floats;
  }

  /** The panels in pairs, panel {@code p} at {@code p * inputs * columns / 2}. */
  int[] pairs() {
    return pairs;
  }

  float[] bias() {
    return bias;
  }
}
