package io.github.nlptoolkit.engine.internal.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tensor.KeptTensors;
import java.util.ArrayList;
import java.util.List;

/** The only kind of kept tensors that there is. */
public final class TorchTensors implements KeptTensors {
  private final PtNDManager manager;
  private final List<PtNDArray> arrays = new ArrayList<>();
  private volatile boolean closed;

  /**
   * Takes arrays over.
   *
   * @param manager their manager, closed with this
   * @param arrays the arrays
   */
  TorchTensors(PtNDManager manager, NDList arrays) {
    this.manager = manager;
    for (NDArray array : arrays) {
      this.arrays.add((PtNDArray) array);
    }
  }

  /** The implementation. */
  static TorchTensors of(KeptTensors tensors) {
    if (tensors instanceof TorchTensors own) {
      own.requireOpen();
      return own;
    }
    throw new IllegalArgumentException("kept tensors must be a program's, got " + tensors);
  }

  List<PtNDArray> arrays() {
    return arrays;
  }

  @Override
  public int size() {
    return arrays.size();
  }

  @Override
  public FloatTensor read(int i) {
    requireOpen();
    return TorchModule.tensor(arrays.get(i));
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the tensors are closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      manager.close();
    }
  }
}
