package io.github.nlptoolkit.benchmarks.busy;

import io.github.nlptoolkit.benchmarks.jvm.FreshJvm;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Processes that do nothing but keep a core busy each. */
final class Spinner {
  private final List<Process> processes;

  private Spinner(List<Process> processes) {
    this.processes = processes;
  }

  /**
   * Starts some, and waits until they spin.
   *
   * @param count how many
   */
  static Spinner start(int count) throws IOException {
    Spinner spinner = new Spinner(new ArrayList<>());
    List<String> command =
        FreshJvm.command(
            List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), Spinner.class);
    boolean started = false;
    try {
      for (int i = 0; i < count; i++) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        spinner.processes.add(builder.start());
      }
      for (Process process : spinner.processes) {
        if (process.getInputStream().read() < 0) {
          throw new IOException("a process that should spin has ended");
        }
      }
      started = true;
      return spinner;
    } finally {
      if (!started) {
        spinner.close();
      }
    }
  }

  /**
   * Spins until standard input ends, which it does with whoever started this.
   *
   * @param arguments none
   * @throws IOException if it cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Thread thread = new Thread(Spinner::spin, "spin");
    thread.setDaemon(true);
    thread.start();
    FreshJvm.answer("spinning");
    try (InputStream in = System.in) {
      while (in.read() >= 0) {
        // Nothing is sent.
      }
    }
  }

  private static void spin() {
    while (!Thread.currentThread().isInterrupted()) {
      // Busy, without a hint to the core that it is for nothing.
    }
  }

  /** Whether all of them still run. */
  boolean spins() {
    return processes.stream().allMatch(Process::isAlive);
  }

  /** Ends them. */
  void close() {
    processes.forEach(Process::destroyForcibly);
    for (Process process : processes) {
      process.onExit().join();
    }
  }
}
