package io.github.nlptoolkit.engine.internal.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.github.nlptoolkit.engine.checkpoint.TensorView;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A TorchScript module in native memory. Calls may run at once on several threads; {@link #close}
 * must not overlap with a call. All native memory of a call is freed when it returns; that of
 * arguments which the module keeps, when the module is closed.
 */
public final class TorchModule implements AutoCloseable {
  /** The method that a module must have to be given weights of bfloat16. */
  public static final String AS_BFLOAT16 = "as_bfloat16";

  private final PtNDManager manager;
  private final PtSymbolBlock block;

  /** The methods that have been called. */
  private final Set<String> called = ConcurrentHashMap.newKeySet();

  /** Mapped memory under tensors that the module may have kept. */
  private final ConcurrentLinkedQueue<TensorView> kept = new ConcurrentLinkedQueue<>();

  private TorchModule(PtNDManager manager, PtSymbolBlock block) {
    this.manager = manager;
    this.block = block;
  }

  /**
   * Loads a module.
   *
   * @param archive the TorchScript archive
   * @param gpu the index of a CUDA device, or -1 for the CPU
   * @return the module
   * @throws IllegalArgumentException if libtorch does not take it; the message is libtorch's
   */
  public static TorchModule load(byte[] archive, int gpu) {
    TorchEngine.start();
    Device device = gpu < 0 ? Device.cpu() : Device.gpu(gpu);
    NDManager manager = Engine.getEngine("PyTorch").newBaseManager(device);
    boolean loaded = false;
    try {
      PtSymbolBlock block =
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive), gpu >= 0, false);
      loaded = true;
      return new TorchModule((PtNDManager) manager, block);
    } catch (EngineException | IOException e) {
      throw new IllegalArgumentException("libtorch refuses the program: " + e.getMessage(), e);
    } finally {
      if (!loaded) {
        manager.close();
      }
    }
  }

  /**
   * Runs a method.
   *
   * @param method its name
   * @param arguments its arguments, in order
   * @return the tensors of its result, which must be 32-bit floats: one for {@code Tensor}, several
   *     for {@code List[Tensor]}, none for another type
   * @throws EngineFailure if libtorch throws, or a result is not of 32-bit floats
   */
  public List<FloatTensor> run(String method, List<Argument> arguments) {
    if (called.contains(method)) {
      return call(method, arguments);
    }
    // libtorch makes a method's executor at its first call, and writes the methods that it calls
    // into it only on a thread that optimises. Later calls, on threads that do not, keep that.
    synchronized (called) {
      if (called.contains(method)) {
        return call(method, arguments);
      }
      JniUtils.setGraphExecutorOptimize(true);
      try {
        List<FloatTensor> result = call(method, arguments);
        called.add(method);
        return result;
      } finally {
        JniUtils.setGraphExecutorOptimize(false);
      }
    }
  }

  private List<FloatTensor> call(String method, List<Argument> arguments) {
    List<IValue> values = new ArrayList<>(arguments.size());
    try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
      for (Argument argument : arguments) {
        values.add(value(scope, argument));
      }
      try (IValue result = IValueUtils.runMethod(block, method, values.toArray(IValue[]::new))) {
        return tensors(scope, result);
      }
    } catch (EngineException e) {
      throw new EngineFailure(String.valueOf(e.getMessage()), e);
    } finally {
      values.forEach(IValue::close);
    }
  }

  /**
   * Runs a method with gradients recorded: {@link #run} keeps all that it makes from ever being
   * part of a gradient.
   *
   * @param method the name of a method that takes a list of tensors, the first of which has the
   *     places of the arguments in the list, and gives a list of tensors
   * @param arguments what the list is made of, in order
   * @return the tensors of its result; to be closed
   * @throws EngineFailure if libtorch throws
   */
  public TorchTensors record(String method, List<Argument> arguments) {
    PtNDManager results = (PtNDManager) manager.newSubManager();
    boolean done = false;
    boolean recording = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
      List<PtNDArray> flat = new ArrayList<>();
      long[] starts = new long[arguments.size() + 1];
      for (int i = 0; i < arguments.size(); i++) {
        starts[i] = flat.size() + 1L;
        flat.addAll(tensors(scope, arguments.get(i)));
      }
      starts[arguments.size()] = flat.size() + 1L;
      // The results come to lie in the manager of the first array.
      flat.add(0, (PtNDArray) results.create(starts));
      NDList list = new NDList();
      for (PtNDArray array : flat) {
        array.setName("a[]");
        list.add(array);
      }
      NDArray name = scope.create(0L);
      name.setName("module_method:" + method);
      list.add(name);
      NDList made = IValueUtils.forward(block, list, true);
      flat.get(0).close();
      done = true;
      return new TorchTensors(results, made);
    } catch (EngineException e) {
      throw new EngineFailure(String.valueOf(e.getMessage()), e);
    } finally {
      JniUtils.setGradMode(recording);
      if (!done) {
        results.close();
      }
    }
  }

  /** An argument as tensors: one, or those of a list. */
  private List<PtNDArray> tensors(PtNDManager scope, Argument argument) {
    if (argument instanceof Argument.Int number) {
      return List.of((PtNDArray) scope.create(number.value()));
    } else if (argument instanceof Argument.Decimal number) {
      return List.of((PtNDArray) scope.create(number.value()));
    } else if (argument instanceof Argument.Bool truth) {
      return List.of((PtNDArray) scope.create(truth.value() ? 1L : 0L));
    } else if (argument instanceof Argument.Str text) {
      return List.of((PtNDArray) scope.create(text.value().chars().asLongStream().toArray()));
    } else if (argument instanceof Argument.Ints ints) {
      return List.of((PtNDArray) scope.create(ints.values()));
    } else if (argument instanceof Argument.Decimals decimals) {
      return List.of((PtNDArray) scope.create(decimals.values()));
    } else if (argument instanceof Argument.Indices indices) {
      return List.of((PtNDArray) scope.create(indices.values()));
    } else if (argument instanceof Argument.Floats floats) {
      return List.of(array(scope, floats.value()));
    } else if (argument instanceof Argument.Tensors tensors) {
      return tensors.values().stream().map(tensor -> array(scope, tensor)).toList();
    } else if (argument instanceof Argument.Kept kept) {
      return TorchTensors.of(kept.tensors()).arrays();
    } else {
      return List.of(arrays(scope, ((Argument.Weights) argument).views()));
    }
  }

  @Override
  public void close() {
    block.close();
    manager.close();
    kept.clear();
  }

  private IValue value(PtNDManager scope, Argument argument) {
    if (argument instanceof Argument.Int number) {
      return IValue.from(number.value());
    } else if (argument instanceof Argument.Decimal number) {
      return IValue.from(number.value());
    } else if (argument instanceof Argument.Bool truth) {
      return IValue.from(truth.value());
    } else if (argument instanceof Argument.Str text) {
      return IValue.from(text.value());
    } else if (argument instanceof Argument.Ints ints) {
      return IValue.listFrom(ints.values());
    } else if (argument instanceof Argument.Indices indices) {
      return IValue.from((PtNDArray) scope.create(indices.values()));
    } else if (argument instanceof Argument.Decimals decimals) {
      return IValue.listFrom(decimals.values());
    } else if (argument instanceof Argument.Floats floats) {
      return IValue.from(array(scope, floats.value()));
    } else {
      return IValue.listFrom(tensors(scope, argument).toArray(PtNDArray[]::new));
    }
  }

  private static PtNDArray array(PtNDManager scope, FloatTensor tensor) {
    return (PtNDArray) scope.create(FloatBuffer.wrap(tensor.values()), new Shape(tensor.shape()));
  }

  private PtNDArray[] arrays(PtNDManager scope, List<TensorView> views) {
    PtNDArray[] arrays = new PtNDArray[views.size()];
    for (int i = 0; i < arrays.length; i++) {
      TensorView view = views.get(i);
      kept.add(view);
      arrays[i] =
          view.dtype() == io.github.nlptoolkit.engine.checkpoint.DataType.BF16
              ? bfloat16(scope, view)
              : scope.create(view.bytes(), new Shape(view.shape()), type(view));
    }
    return arrays;
  }

  /** DJL's native code aborts the JVM when it is asked for a bfloat16 tensor. */
  private PtNDArray bfloat16(PtNDManager scope, TensorView view) {
    long[] shape = view.shape();
    if (shape.length == 0) {
      throw new IllegalArgumentException(
          view.name() + " must have a dimension to be a weight of bfloat16");
    }
    shape[shape.length - 1] *= 2;
    PtNDArray bytes = scope.create(view.bytes(), new Shape(shape), DataType.UINT8);
    try (IValue argument = IValue.from(bytes);
        IValue result = IValueUtils.runMethod(block, AS_BFLOAT16, argument)) {
      return result.toTensor(scope);
    }
  }

  private static DataType type(TensorView view) {
    return switch (view.dtype()) {
      case F32 -> DataType.FLOAT32;
      case F16 -> DataType.FLOAT16;
      case I8 -> DataType.INT8;
      case U8 -> DataType.UINT8;
      default ->
          throw new IllegalArgumentException(
              view.name()
                  + " must be F32, F16, BF16, I8 or U8 to be a weight, got "
                  + view.dtype());
    };
  }

  private static List<FloatTensor> tensors(PtNDManager scope, IValue result) {
    if (result.isTensor()) {
      return List.of(tensor(result.toTensor(scope)));
    }
    if (result.isTensorList()) {
      List<FloatTensor> tensors = new ArrayList<>();
      for (PtNDArray array : result.toTensorArray(scope)) {
        tensors.add(tensor(array));
      }
      return tensors;
    }
    return List.of();
  }

  static FloatTensor tensor(NDArray array) {
    if (array.getDataType() != DataType.FLOAT32) {
      throw new EngineFailure("its result must be of float32, is of " + array.getDataType(), null);
    }
    return new FloatTensor(array.toFloatArray(), array.getShape().getShape());
  }
}
