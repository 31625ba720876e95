package io.github.nlptoolkit.engine.program;

import io.github.nlptoolkit.engine.internal.djl.EngineFailure;
import io.github.nlptoolkit.engine.internal.djl.TorchModule;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tensor.KeptTensors;
import io.github.nlptoolkit.failure.InferenceException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * A TorchScript program in native memory, with the weights that its methods have been given.
 * Thread-safe: calls run at once; {@link #close} waits for them. A call belongs on a thread of
 * {@link io.github.nlptoolkit.engine.runtime.Lanes}, which are set up for it.
 */
public final class Program implements AutoCloseable {
  private final TorchModule module;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private Program(TorchModule module) {
    this.module = module;
  }

  /**
   * Loads a program.
   *
   * @param text its text
   * @param device where it runs
   * @return the program
   * @throws IllegalArgumentException if libtorch does not take the text; the message is libtorch's
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static Program load(ProgramText text, Device device) {
    return new Program(TorchModule.load(ProgramArchive.of(text), device.gpuIndex().orElse(-1)));
  }

  /**
   * Runs a method.
   *
   * @param method its name
   * @param arguments its arguments, in order
   * @return the tensors of its result, which must be 32-bit floats: one for {@code Tensor}, several
   *     for {@code List[Tensor]}, none for another type
   * @throws InferenceException if it fails; the message has libtorch's
   * @throws IllegalStateException if the program is closed
   */
  public List<FloatTensor> run(String method, Argument... arguments) {
    return use(method, () -> module.run(method, Arrays.asList(arguments)));
  }

  /**
   * Runs a method with what is needed for gradients recorded, as training wants it. The program's
   * text must be {@link ProgramText#recorded()}. Arguments are valid for the call alone: a method
   * that gives tensors of which gradients are to be taken later has to clone those it used.
   *
   * @param method its name; it must give {@code Tensor} or {@code List[Tensor]}
   * @param arguments its arguments, in order
   * @return its tensors, left in native memory; to be closed
   * @throws InferenceException if it fails; the message has libtorch's
   * @throws IllegalStateException if the program is closed
   */
  public KeptTensors record(String method, Argument... arguments) {
    return use(
        method, () -> module.record(method + RecordedMethods.SUFFIX, Arrays.asList(arguments)));
  }

  private <T> T use(String method, Supplier<T> call) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the program is closed");
      }
      return call.get();
    } catch (EngineFailure e) {
      throw new InferenceException("the program's " + method + " failed: " + e.getMessage(), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        module.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
