package io.github.nlptoolkit.vectors.internal.panel;

/** Rows in panels: column by column, {@code [k][j]} is value k of the panel's row j. */
public interface PanelSource {
  /**
   * How many rows there are.
   *
   * @return the number
   */
  int count();

  /**
   * How many values a row has.
   *
   * @return the number, at least 1
   */
  int dimension();

  /**
   * How many rows each panel has but the last.
   *
   * @return the number, at least 1
   */
  int panelRows();

  /**
   * Room that one thread keeps for panels that are made when they are needed.
   *
   * @return the room, possibly none
   */
  float[][] scratch();

  /**
   * A panel.
   *
   * @param index its number
   * @param scratch the thread's room
   * @return its columns, valid until the thread asks for the next one
   */
  float[][] panel(int index, float[][] scratch);

  /**
   * How many panels there are.
   *
   * @return the number
   */
  default int panelCount() {
    return (int) (((long) count() + panelRows() - 1) / panelRows());
  }

  /**
   * How many rows a panel has.
   *
   * @param index the panel's number
   * @return the number
   */
  default int rows(int index) {
    return Math.min(panelRows(), count() - index * panelRows());
  }
}
