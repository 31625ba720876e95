package io.github.nlptoolkit.models.cache;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Another JVM on the tests' class path. */
public final class JavaProcess implements AutoCloseable {

  private final Process process;

  private JavaProcess(Process process) {
    this.process = process;
  }

  /** Starts a main class; what it prints, errors too, can be read line by line. */
  public static JavaProcess start(List<String> flags, Class<?> main, String... arguments)
      throws IOException {
    return start(new ProcessBuilder(command(flags, main, arguments)));
  }

  /** The same, with a limit on the size of every file that it writes. */
  public static JavaProcess startLimited(int kilobytes, Class<?> main, String... arguments)
      throws IOException {
    String command =
        command(List.of(), main, arguments).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" ", "ulimit -f " + 2 * kilobytes + "; exec ", ""));
    return start(new ProcessBuilder("sh", "-c", command));
  }

  private static JavaProcess start(ProcessBuilder builder) throws IOException {
    return new JavaProcess(builder.redirectErrorStream(true).start());
  }

  private static List<String> command(List<String> flags, Class<?> main, String... arguments) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    List<String> command = new ArrayList<>();
    Path java = Path.of(System.getProperty("java.home", ""), "bin", windows ? "java.exe" : "java");
    command.add(java.toString());
    command.addAll(flags);
    command.add("-XX:-UsePerfData");
    command.add("-cp");
    // Surefire may start the tests with a jar that only names the class path.
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The next line it prints; empty at the end. */
  public String line() throws IOException {
    String line = reader().readLine();
    return line == null ? "" : line;
  }

  /** Everything it still prints, once it has ended. */
  public String rest() throws IOException, InterruptedException {
    String rest = reader().lines().collect(Collectors.joining("\n"));
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running: " + process);
    }
    return rest;
  }

  private BufferedReader reader() {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  /** Lets it go on: it waits for its input to end. */
  void go() throws IOException {
    process.getOutputStream().close();
  }

  /** Ends it at once, as the system would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not killed: " + process);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static boolean hasShell() {
    return new File("/bin/sh").canExecute();
  }
}
