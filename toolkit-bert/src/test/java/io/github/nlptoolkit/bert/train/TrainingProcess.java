package io.github.nlptoolkit.bert.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that takes many small steps and prints how much memory the process has, in kB. */
final class TrainingProcess {
  static final Path STATUS = Path.of("/proc/self/status");
  private static final Path BERT = Path.of("src/test/resources/golden/neural/heads/bert-mlm");

  private TrainingProcess() {}

  /** Takes the numbers of steps before each measurement. */
  @SuppressWarnings("SystemOut") // it is how a process answers
  public static void main(String[] arguments) throws IOException {
    long all = 0;
    for (String steps : arguments) {
      all += Long.parseLong(steps);
    }
    long[] next = {0, 0};
    PretrainingOptions options =
        PretrainingOptions.defaults()
            .tokens(16, 48)
            .shuffledTexts(64)
            .steps(all)
            .listener(
                step -> {
                  if (step.step() == next[1] + Long.parseLong(arguments[(int) next[0]])) {
                    System.out.println("resident " + residentKilobytes());
                    next[0]++;
                    next[1] = step.step();
                  }
                });
    try (MaskedLanguageModelTrainer trainer =
        MaskedLanguageModelTrainer.continuing(BERT, options)) {
      trainer.train(TextFileTest.EXCERPT);
    }
  }

  private static long residentKilobytes() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS in " + STATUS);
  }
}
