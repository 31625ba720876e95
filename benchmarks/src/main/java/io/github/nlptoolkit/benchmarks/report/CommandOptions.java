package io.github.nlptoolkit.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a command that measures: {@code --quick}, {@code --into FILE}, and others that
 * have a value. Immutable.
 */
public final class CommandOptions {
  private static final String INTO = "--into";

  private final boolean quick;
  private final Map<String, String> values;

  private CommandOptions(boolean quick, Map<String, String> values) {
    this.quick = quick;
    this.values = values;
  }

  /**
   * Reads them.
   *
   * @param arguments the arguments
   * @param known the options with a value that there are beside {@code --into}
   * @return the options
   * @throws IllegalArgumentException if one is unknown or lacks its value
   */
  public static CommandOptions parse(List<String> arguments, String... known) {
    boolean quick = false;
    Map<String, String> values = new LinkedHashMap<>();
    Deque<String> left = new ArrayDeque<>(arguments);
    while (!left.isEmpty()) {
      String option = left.removeFirst();
      if (option.equals("--quick")) {
        quick = true;
      } else if (option.equals(INTO) || List.of(known).contains(option)) {
        if (left.isEmpty()) {
          throw new IllegalArgumentException(option + " needs a value");
        }
        values.put(option, left.removeFirst());
      } else {
        throw new IllegalArgumentException("unknown option \"" + option + "\"");
      }
    }
    return new CommandOptions(quick, values);
  }

  /**
   * Whether the run is to be a quick one, whose numbers do not count.
   *
   * @return whether it is
   */
  public boolean quick() {
    return quick;
  }

  /**
   * The value of an option.
   *
   * @param option its name, with the dashes
   * @return its value, or empty if it was not given
   */
  public Optional<String> value(String option) {
    return Optional.ofNullable(values.get(option));
  }

  /**
   * Writes a text where it belongs: into the section of the file that {@code --into} names, else to
   * a stream.
   *
   * @param section the section's name
   * @param text the text
   * @param out the stream
   * @throws IOException if the file cannot be read or written, or lacks the section
   */
  public void write(String section, String text, PrintStream out) throws IOException {
    Optional<String> file = value(INTO);
    if (file.isPresent()) {
      MarkedSection.replace(Path.of(file.get()), section, text);
    } else {
      out.print(text);
    }
  }
}
