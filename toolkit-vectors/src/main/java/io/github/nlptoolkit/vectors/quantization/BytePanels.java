package io.github.nlptoolkit.vectors.quantization;

import io.github.nlptoolkit.vectors.internal.panel.PanelSource;

/** The stored bytes of quantised vectors as panels of floats, made when they are needed. */
final class BytePanels implements PanelSource {
  private static final int PANEL_ROWS = 256;

  private final QuantizedEmbeddings corpus;

  BytePanels(QuantizedEmbeddings corpus) {
    this.corpus = corpus;
  }

  @Override
  public int count() {
    return corpus.count();
  }

  @Override
  public int dimension() {
    return corpus.dimension();
  }

  @Override
  public int panelRows() {
    return PANEL_ROWS;
  }

  @Override
  public float[][] scratch() {
    return new float[corpus.dimension()][PANEL_ROWS];
  }

  @Override
  public float[][] panel(int index, float[][] scratch) {
    int first = index * PANEL_ROWS;
    for (int j = 0; j < rows(index); j++) {
      for (int k = 0; k < scratch.length; k++) {
        scratch[k][j] = corpus.code(first + j, k);
      }
    }
    return scratch;
  }
}
