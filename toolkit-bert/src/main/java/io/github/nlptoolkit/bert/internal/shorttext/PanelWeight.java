package io.github.nlptoolkit.bert.internal.shorttext;

/**
 * The weight of a linear layer in panels of some columns (outputs), input by input: {@code [outputs
 * / columns][inputs][columns]}. In single precision, or in bfloat16: then a word holds a value of
 * the panel's first half below and one of its second half above. Immutable once it is packed.
 */
final class PanelWeight {
  /** How many numbers a page of memory has. */
  private static final int PAGE = 4096 / Float.BYTES;

  private final int inputs;
  private final int columns;
  private final PanelMemory memory;
  private final int start;
  private final float[] bias;

  private PanelWeight(int inputs, int columns, PanelMemory memory, int start, float[] bias) {
    this.inputs = inputs;
    this.columns = columns;
    this.memory = memory;
    this.start = start;
    this.bias = bias;
  }

  /**
   * Takes panels in single precision as they are.
   *
   * @param inputs how many inputs
   * @param columns how many columns a panel has
   * @param floats the panels; not copied
   * @param bias a summand for each column; not copied
   */
  static PanelWeight ofPanels(int inputs, int columns, float[] floats, float[] bias) {
    return new PanelWeight(inputs, columns, PanelMemory.of(floats), 0, bias);
  }

  /**
   * Packs a weight.
   *
   * @param rows row by row, a row for each output
   * @param bias a summand for each output
   * @param inputs how many inputs
   * @param columns how many columns a panel has; they divide the outputs
   * @param memory where it goes, and in which precision
   */
  static PanelWeight pack(float[] rows, float[] bias, int inputs, int columns, PanelMemory memory) {
    int start = memory.take(rows.length);
    float[] floats = memory.floats();
    int[] pairs = memory.pairs();
    int half = columns / 2;
    for (int row = 0; row < bias.length; row++) {
      int column = row % columns;
      int panel = row - column;
      for (int i = 0; i < inputs; i++) {
        float value = rows[row * inputs + i];
        if (memory.isBrain()) {
          int at = start + panel * inputs / 2 + i * half + column % half;
          pairs[at] |= column < half ? brain(value) >>> 16 : brain(value);
        } else {
          floats[start + panel * inputs + i * columns + column] = value;
        }
      }
    }
    return new PanelWeight(inputs, columns, memory, start, bias);
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
    return memory.isBrain();
  }

  /** The panels in single precision. */
  float[] floats() {
    return memory.floats();
  }

  /** The panels in pairs. */
  int[] pairs() {
    return memory.pairs();
  }

  /**
   * Where a panel is in {@link #floats}, or in {@link #pairs}.
   *
   * @param panel its number
   */
  int at(int panel) {
    int size = inputs * columns;
    return start + panel * (isBrain() ? size / 2 : size);
  }

  /**
   * Reads a number of each page of a panel. The CPU then looks the pages up and begins to fetch
   * them side by side; otherwise, it would wait at the start of each: 5 % of the time of 30 rows in
   * single precision.
   *
   * @param panel its number
   * @return something that depends on each of them
   */
  float touch(int panel) {
    int end = at(panel + 1);
    float sum = 0;
    for (int i = at(panel); i < end; i += PAGE) {
      sum += isBrain() ? memory.pairs()[i] : memory.floats()[i];
    }
    return sum;
  }

  float[] bias() {
    return bias;
  }
}
