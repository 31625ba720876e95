package io.github.nlptoolkit.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The standard streams of one command. Data goes to {@link #out}, everything else to a person by
 * {@link #note}. Thread-safe but for the two streams of bytes.
 */
public final class Terminal {

  /**
   * The descriptors (0, 1, 2) that are terminals, as digits. The launcher knows; Java 17 cannot
   * tell.
   */
  private static final String TERMINALS = "nlp.tty";

  /** The width of the terminal, from the launcher. */
  private static final String COLUMNS = "nlp.columns";

  private static final int DEFAULT_COLUMNS = 80;
  private static final int MIN_COLUMNS = 40;

  private final InputStream in;
  private final OutputStream out;
  private final PrintWriter err;
  private final String terminals;
  private final int columns;
  private final Function<String, @Nullable String> environment;
  private boolean barDrawn;
  private boolean muted;

  /**
   * Makes a terminal of any streams.
   *
   * @param in standard input
   * @param out standard output; buffered by its users
   * @param err standard error
   * @param terminals the digits of the descriptors that are terminals
   * @param columns their width
   * @param environment environment variables by name
   */
  public Terminal(
      InputStream in,
      OutputStream out,
      OutputStream err,
      String terminals,
      int columns,
      Function<String, @Nullable String> environment) {
    this.in = in;
    // Where data and bar share a screen, the data must not run into the bar.
    this.out = new StandardOutput(out, terminals.contains("1") ? this::wipe : () -> {});
    this.err = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    this.terminals = terminals;
    this.columns = columns;
    this.environment = environment;
  }

  /**
   * This process's.
   *
   * @return a terminal over the process's descriptors; without the launcher's word none counts as
   *     one that a person sits at
   */
  public static Terminal system() {
    return new Terminal(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        System.getProperty(TERMINALS, ""),
        Integer.getInteger(COLUMNS, DEFAULT_COLUMNS),
        System::getenv);
  }

  /**
   * Standard input.
   *
   * @return the stream, not buffered
   */
  public InputStream in() {
    return in;
  }

  /**
   * Standard output.
   *
   * @return the stream, not buffered; its writes throw {@link BrokenPipeException} when the reader
   *     has left; closing it does nothing but flush
   */
  public OutputStream out() {
    return out;
  }

  /**
   * Standard error, for what is more than a note.
   *
   * @return a writer that flushes after each line
   */
  public PrintWriter err() {
    return err;
  }

  /**
   * Tells the person something.
   *
   * @param message one line, without the command's name
   */
  public synchronized void note(String message) {
    wipe();
    if (muted) {
      return;
    }
    err.println("nlp: " + message.strip().replaceAll("\\s*\\R\\s*", "; "));
  }

  /**
   * Draws a progress bar over the last one.
   *
   * @param bar its text, at most {@link #columns} chars
   */
  synchronized void draw(String bar) {
    // Blanks, not an escape sequence, wipe the rest: a dumb terminal knows no other way.
    err.print("\r" + bar + " ".repeat(Math.max(0, columns() - bar.length())) + "\r");
    err.flush();
    barDrawn = !bar.isEmpty();
  }

  private synchronized void wipe() {
    if (barDrawn) {
      draw("");
    }
  }

  /**
   * Whether a person types the input.
   *
   * @return true if standard input is a terminal
   */
  public boolean typed() {
    return terminals.contains("0");
  }

  /**
   * Whether a person sees the output.
   *
   * @return true if standard output is a terminal
   */
  public boolean shows() {
    return terminals.contains("1");
  }

  /** Says nothing more: the person has ended the command. */
  public synchronized void mute() {
    muted = true;
  }

  /**
   * Whether the output may have colours: it goes to a terminal that can show them, and {@code
   * NO_COLOR} is not set (https://no-color.org).
   *
   * @return true if it may
   */
  public boolean coloured() {
    String noColor = environment.apply("NO_COLOR");
    return shows()
        && (noColor == null || noColor.isEmpty())
        && !"dumb".equals(environment.apply("TERM"));
  }

  /**
   * Whether a person watches standard error.
   *
   * @return true if it is a terminal
   */
  public boolean watched() {
    return terminals.contains("2");
  }

  /**
   * How wide a line on the terminal may be.
   *
   * @return a number of chars: one less than the width, since a full line wraps
   */
  int columns() {
    return Math.max(MIN_COLUMNS, columns) - 1;
  }

  /**
   * An environment variable.
   *
   * @param name its name
   * @return its value; null if it is not set
   */
  public @Nullable String variable(String name) {
    return environment.apply(name);
  }
}
