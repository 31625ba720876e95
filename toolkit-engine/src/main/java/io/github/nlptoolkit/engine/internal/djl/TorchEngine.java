package io.github.nlptoolkit.engine.internal.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Optional;

/** Starts PyTorch, once, and sets up the threads that use it. Thread-safe. */
public final class TorchEngine {
  private static final Object THREAD_SETUP = new Object();
  private static boolean started;

  private TorchEngine() {}

  /**
   * Starts the engine if it does not run yet: no telemetry, no downloads, one thread for each
   * operator unless a thread asks for more.
   *
   * @throws UnsupportedOperationException if the platform has no natives, or they are not on the
   *     class path; the message names the artifact
   */
  public static synchronized void start() {
    if (started) {
      return;
    }
    DjlSettings.apply();
    Optional<String> problem = TorchNatives.problem();
    if (problem.isPresent()) {
      throw new UnsupportedOperationException(problem.get());
    }
    // Every thread sets its own number below; what DJL sets at its start is the default of the
    // rest.
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    try {
      Engine.getEngine("PyTorch");
    } catch (EngineException | LinkageError e) {
      throw new UnsupportedOperationException(
          "PyTorch's natives for "
              + NativePlatform.current().classifier()
              + " could not be loaded: "
              + rootMessage(e),
          e);
    }
    started = true;
  }

  /**
   * Whether the natives could probably be loaded.
   *
   * @return why not, or empty
   */
  public static Optional<String> problem() {
    return TorchNatives.problem();
  }

  /**
   * The version of PyTorch. Starts the engine.
   *
   * @return the version, such as {@code 2.7.1}
   */
  public static String version() {
    start();
    return Engine.getEngine("PyTorch").getVersion();
  }

  /**
   * How many CUDA devices there are. Starts the engine.
   *
   * @return the number, 0 without CUDA
   */
  public static int gpuCount() {
    start();
    return Engine.getEngine("PyTorch").getGpuCount();
  }

  /**
   * Prepares the calling thread for running programs: how many threads an operator of its may use,
   * and no profiling of graphs, which makes the first calls with each new shape slow and later ones
   * no faster.
   *
   * @param threads the number of threads, at least 1
   */
  public static void prepareThread(int threads) {
    start();
    // PyTorch keeps the last number set as the default that a thread takes at its first operator.
    // Setting and asking under one lock fixes this
    // thread's number whatever the others do.
    synchronized (THREAD_SETUP) {
      JniUtils.setNumThreads(threads);
      int got = JniUtils.getNumThreads();
      if (got != threads) {
        throw new IllegalStateException("asked for " + threads + " threads, got " + got);
      }
    }
    JniUtils.setGraphExecutorOptimize(false);
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }
}
