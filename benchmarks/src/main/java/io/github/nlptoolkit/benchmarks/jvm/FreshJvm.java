package io.github.nlptoolkit.benchmarks.jvm;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a main class in a JVM of its own, with this one's class path and environment, until it has
 * printed a line.
 */
public final class FreshJvm {
  private FreshJvm() {}

  /**
   * What it printed, and when.
   *
   * @param line its first line on standard output
   * @param millis the milliseconds from before the process was started to that line
   */
  public record Answer(String line, double millis) {}

  /**
   * Prints the line that {@link #run} waits for; for the main class to call, once.
   *
   * @param line the line
   */
  public static void answer(String line) {
    try (PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      out.println(line);
    }
  }

  /**
   * Runs it.
   *
   * @param main the class
   * @param arguments its arguments
   * @return its first line
   * @throws IOException if it cannot be started, prints nothing, or does not end well
   * @throws InterruptedException if interrupted while it runs; it is ended then
   */
  public static Answer run(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    return run(List.of(), main, arguments);
  }

  /**
   * Runs it with options for the JVM.
   *
   * @param options the options, such as {@code -Dnlptoolkit.threads=1}
   * @param main the class
   * @param arguments its arguments
   * @return its first line
   * @throws IOException if it cannot be started, prints nothing, or does not end well
   * @throws InterruptedException if interrupted while it runs; it is ended then
   */
  public static Answer run(List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = command(options, main, arguments);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      double millis = (System.nanoTime() - start) / 1e6;
      int exit = process.waitFor();
      if (exit != 0 || line == null) {
        throw new IOException(String.join(" ", command) + " ended with " + exit + ": " + line);
      }
      return new Answer(line, millis);
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * The command that starts one.
   *
   * @param options options for the JVM
   * @param main the class
   * @param arguments its arguments
   * @return the command's words
   */
  public static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dai.djl.offline=true");
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
