package io.github.nlptoolkit.cli;

import io.github.nlptoolkit.cli.terminal.Terminal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where the process starts. */
public final class Main {

  private static final long CLEAN_UP_SECONDS = 3;

  private Main() {}

  /**
   * Runs one command and ends the process: 0 done, 1 failure, 2 wrong usage.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.system();
    CountDownLatch done = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(terminal, main, done), "nlp-stop"));
    int code = Application.run(terminal, new SentenceEmbedders(), arguments);
    done.countDown();
    System.exit(code);
  }

  /** After Ctrl-C, the command gets the time to remove its temporary file. */
  private static void stop(Terminal terminal, Thread main, CountDownLatch done) {
    if (done.getCount() > 0) {
      terminal.mute();
      main.interrupt();
      try {
        done.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
